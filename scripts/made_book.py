#!/usr/bin/env python3
"""Write a long invented text and its translation: releases of `made_releases` put together.

    scripts/made_book.py OUT --megabytes 20

OUT/book.zh.txt and OUT/book.en.txt have the same paragraphs; the English one has so many
megabytes.  `/usr/bin/time -v aligner align book.zh.txt book.en.txt -o out.tmx` then tells how
much memory a page of that length takes.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

from made_releases import texts_of_release

_MEGABYTE = 1_000_000


def write_book(folder: Path, n_bytes: int) -> int:
    """Write both sides, the English one at least `n_bytes` long; how many releases they hold."""
    folder.mkdir(parents=True, exist_ok=True)
    written = number = 0
    paths = folder / "book.zh.txt", folder / "book.en.txt"
    with paths[0].open("wb") as source, paths[1].open("wb") as target:
        while written < n_bytes:
            texts, translated = texts_of_release(number)
            source.write("".join(f"{text}\n\n" for text in texts).encode())
            written += target.write("".join(f"{text}\n\n" for text in translated).encode())
            number += 1
    return number


def main(arguments: Sequence[str] | None = None) -> None:
    """Write a book."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--megabytes", type=float, default=20)
    options = parser.parse_args(arguments)
    print(f"{write_book(options.folder, int(options.megabytes * _MEGABYTE))} releases")


if __name__ == "__main__":
    main()
