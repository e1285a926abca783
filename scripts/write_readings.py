#!/usr/bin/env python3
"""Write the readings of single characters that are shipped, from the package pypinyin.

scripts/write_readings.py

The package takes a quarter of a second to load, most of it for phrases; a name is looked
for character by character.  Each line has the readings without tone, most frequent first,
and the characters that have these.
"""

from collections import defaultdict
from pathlib import Path

from pypinyin import Style, pinyin
from pypinyin.pinyin_dict import pinyin_dict

import aligner

_PATH = Path(aligner.__file__).parent / "languages" / "data" / "readings.txt"


def readings_table() -> str:
    """The lines of the file, in alphabetical order."""
    groups: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for character in map(chr, sorted(pinyin_dict)):
        groups[tuple(pinyin(character, style=Style.NORMAL, heteronym=True)[0])].append(character)
    return "".join(f"{' '.join(key)}\t{''.join(groups[key])}\n" for key in sorted(groups))


if __name__ == "__main__":
    _PATH.write_text(readings_table(), encoding="utf-8")
