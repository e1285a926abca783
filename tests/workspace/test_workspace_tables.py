"""The tables can be read with other programs, as the README says."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pandas as pd
import pytest
from workspace_samples import alignment, document, finding, occurrence, pair, put, source, target

from aligner.text import join_segments
from aligner.values import Alignment, Bead, DocumentPair
from aligner.workspace import Workspace

UNITS = """
SELECT s.id AS source, t.id AS target, s.published, b.position, b.probability,
       (SELECT group_concat(text, '') FROM (SELECT text FROM segment_texts
         WHERE side = 'source' AND document = s.id
         AND position >= b.source_start AND position < b.source_stop ORDER BY position)
       ) AS source_text,
       (SELECT group_concat(text, ' ') FROM (SELECT text FROM segment_texts
         WHERE side = 'target' AND document = t.id
         AND position >= b.target_start AND position < b.target_stop ORDER BY position)
       ) AS target_text
FROM beads b
JOIN alignments a ON a.key = b.alignment
JOIN documents s ON s.key = a.source
JOIN documents t ON t.key = a.target
ORDER BY s.id, t.id, b.position
"""
FINDINGS = """
SELECT s.id AS source, t.id AS target, f.code, f.severity, f.source_term, f.found
FROM findings f
JOIN alignments a ON a.key = f.alignment
JOIN documents s ON s.key = a.source
JOIN documents t ON t.key = a.target
WHERE NOT f.doubtful
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with Workspace.open(tmp_path, create=True) as workspace:
        put(workspace, "source", source(0), "k")
        put(workspace, "target", target(0), "k")
        put(workspace, "source", document("x", "zh-Hans", ("甲。", "乙。")))
        put(workspace, "target", document("y", "en", ("A.", "B.")))
        workspace.put_pairing([pair(0), DocumentPair("x", "y", 0.8)], [], [], stage_key="p")
        workspace.put_alignment(pair(0), alignment(), "a")
        both = Alignment((Bead(0, 1, 0, 0), Bead(1, 2, 0, 2, 0.5)), 2, 2)
        workspace.put_alignment(DocumentPair("x", "y", 0.8), both, "a")
        workspace.put_term_check(
            pair(0),
            glossary="g",
            findings=[finding(0)],
            occurrences=[occurrence(0)],
            stage_key="t",
        )
    return tmp_path


def test_units_with_pandas(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "workspace.sqlite")) as connection:
        frame = pd.read_sql_query(UNITS, connection)
    with Workspace.open(folder) as workspace:
        expected = [
            (
                join_segments(bitext.source.texts[b.source_start : b.source_stop], "zh") or None,
                join_segments(bitext.target.texts[b.target_start : b.target_stop], "en") or None,
            )
            for bitext in workspace.bitexts()
            for b in bitext.alignment
        ]
    found = frame[["source_text", "target_text"]].astype(object)
    assert [
        tuple(None if pd.isna(cell) else cell for cell in row)
        for row in found.itertuples(index=False, name=None)
    ] == expected
    assert list(frame["probability"]) == [1.0, 0.875, 1 / 3, 1.0, 0.5]


def test_findings_with_plain_sqlite(folder: Path) -> None:
    address = f"{(folder / 'workspace.sqlite').as_uri()}?mode=ro"
    with closing(sqlite3.connect(address, uri=True)) as connection:
        rows = connection.execute(FINDINGS).fetchall()
    found = finding(0)
    assert rows == [
        (
            *(found.source_document, found.target_document, found.code.value),
            *(found.severity.value, found.source_term, found.found),
        )
    ]
