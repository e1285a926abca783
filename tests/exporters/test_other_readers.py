"""Other programs open what is written and find the same in it.

The Translate Toolkit is a package; OmegaT is not: ``ALIGNER_OMEGAT`` names the
folder that its Debian packages are unpacked in (``/`` where it is installed),
which ``scripts/check_omegat`` does.
"""

import os
import re
import subprocess
from pathlib import Path

import pytest

from aligner.exporters import UNIT_FORMATS, export_units
from aligner.values import TranslationUnit

UNITS = tuple(
    TranslationUnit(
        f"{number:016x}",
        "zh-CN",
        "en-US",
        source,
        target,
        0.99,
        (("source-document", "2023/会见.html"), ("note", 'a "note" & <more>')),
    )
    for number, (source, target) in enumerate(
        [
            ("局长会见了外方代表团。", "The commissioner met the delegation."),
            ("双方签署了《谅解备忘录》。", 'Both sides signed the "MoU" & <annexes>.'),
            ("𠮷野家在2023年5月4日开业。", "𠮷noya opened on May 4, 2023 – at last."),
        ]
    )
)
STORES = {"tmx": ("tmx", "tmxfile"), "xliff12": ("xliff", "xlifffile")}
STORES["xliff"] = ("xliff2", "Xliff2File")


@pytest.mark.parametrize("format_name", STORES)
def test_the_translate_toolkit_finds_the_same_texts(tmp_path: Path, format_name: str) -> None:
    module, name = STORES[format_name]
    storage = pytest.importorskip(f"translate.storage.{module}")
    path = tmp_path / f"units{UNIT_FORMATS[format_name].suffix}"
    export_units(UNITS, path, format_name=format_name)
    store = getattr(storage, name).parsefile(str(path))
    units = [unit for unit in store.units if not unit.isheader()]
    assert [(str(unit.source), str(unit.target)) for unit in units] == [
        (unit.source_text, unit.target_text) for unit in UNITS
    ]
    # In XLIFF 1.2 the toolkit takes for translated what a person approved.
    assert format_name == "xliff12" or all(unit.istranslated() for unit in units)


_PROJECT = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<omegat><project version="1.0">
<source_dir>__DEFAULT__</source_dir><target_dir>__DEFAULT__</target_dir>
<tm_dir>__DEFAULT__</tm_dir><glossary_dir>__DEFAULT__</glossary_dir>
<glossary_file>__DEFAULT__</glossary_file><dictionary_dir>__DEFAULT__</dictionary_dir>
<source_lang>ZH-CN</source_lang><target_lang>EN-US</target_lang>
<sentence_seg>false</sentence_seg>
<support_default_translations>true</support_default_translations>
<remove_tags>false</remove_tags>
</project></omegat>
"""


def omegat_command() -> list[str]:
    """The command that begins OmegaT without a window."""
    place = os.environ.get("ALIGNER_OMEGAT")
    if not place:
        pytest.skip("ALIGNER_OMEGAT does not name a folder with OmegaT")
    share = Path(place) / "usr/share"
    parts = [share / "omegat/OmegaT.jar", share / "omegat/lib/*", share / "java/*"]
    return ["java", "-Djava.awt.headless=true", "-cp", ":".join(map(str, parts)), "org.omegat.Main"]


def by_omegat(project: Path, page: str, memories: dict[str, tuple[TranslationUnit, ...]]) -> str:
    """A page as OmegaT translates it by some memories, named by their folders."""
    command = omegat_command()
    for name in ("source", "target", "glossary", "dictionary", "omegat"):
        (project / name).mkdir(parents=True)
    (project / "omegat.project").write_text(_PROJECT, encoding="utf-8")
    for folder, units in memories.items():
        (project / "tm" / folder).mkdir(parents=True)
        export_units(units, project / "tm" / folder / "memory.tmx", format_name="tmx")
    (project / "source/page.txt").write_text(page, encoding="utf-8")
    settings = project.parent
    options = ["--mode=console-translate", f"--config-dir={settings / 'settings'}"]
    # Its log goes to the home directory, wherever the settings are.
    home = f"-Duser.home={settings}"
    done = subprocess.run(
        [command[0], home, *command[1:], str(project), *options],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return (project / "target/page.txt").read_text(encoding="utf-8")


def test_omegat_translates_a_page_by_the_memory(tmp_path: Path) -> None:
    page = "\n\n".join([*(unit.source_text for unit in UNITS), "没有译文。"])
    translated = by_omegat(tmp_path / "project", page, {"auto": UNITS})
    assert translated.split("\n\n") == [*(unit.target_text for unit in UNITS), "没有译文。"]


def test_omegat_leaves_what_is_doubtful_open(tmp_path: Path) -> None:
    sure, doubtful = UNITS[:2], UNITS[2:]
    project = tmp_path / "project"
    page = "\n\n".join(unit.source_text for unit in UNITS)
    translated = by_omegat(project, page, {"auto": sure, "penalty-20": doubtful})
    texts = [*(unit.target_text for unit in sure), *(unit.source_text for unit in doubtful)]
    assert translated.split("\n\n") == texts
    counts = (project / "omegat/project_stats.txt").read_text(encoding="utf-8")
    assert re.search(r"^Total:\s+3\s", counts, re.MULTILINE)
    assert re.search(r"^Remaining:\s+1\s", counts, re.MULTILINE)
