"""Alignments of the workspace to term findings."""

from datetime import date
from pathlib import Path

from aligner.exporters import read_units, units_from_bitext
from aligner.pipeline.aligning import PAIR
from aligner.pipeline.job import Job
from aligner.pipeline.tasks import CheckTask, Failure, check_terms
from aligner.terms import Glossary, TermCheck, check_bitext
from aligner.values import Bitext, DocumentPair, TranslationUnit

__all__ = ["check_file", "check_pairs"]


def check_pairs(job: Job, glossary: Glossary) -> None:
    """Hold every alignment that changed, or all when the glossary did, against the glossary."""
    keyed = [
        (pair, job.keys.check(alignment, glossary.digest))
        for pair in job.workspace.pairs()
        if (alignment := job.workspace.alignment_key(pair)) is not None
    ]
    todo = [(pair, key) for pair, key in keyed if job.workspace.term_check_key(pair) != key]

    def store(item: tuple[DocumentPair, str], result: TermCheck | Failure) -> None:
        pair, key = item
        if isinstance(result, Failure):
            job.workspace.put_failure(PAIR, f"{pair.source} - {pair.target}", result.message)
        else:
            job.workspace.put_term_check(
                pair, glossary.digest, result.findings, result.occurrences, key
            )

    job.drive(
        "check terms",
        todo,
        unchanged=len(keyed) - len(todo),
        task=lambda item: _task(job.workspace.bitext(item[0]), glossary),
        function=check_terms,
        store=store,
    )


def _task(bitext: Bitext, glossary: Glossary) -> CheckTask:
    """What the checker needs to know of an aligned pair."""
    source, target = bitext.source.document, bitext.target.document
    return CheckTask(
        units=tuple(units_from_bitext(bitext, include_nulls=True)),
        glossary=glossary,
        published=target.published or source.published,
        source_document=source.id,
        target_document=target.id,
    )


def check_file(path: Path, glossary: Glossary) -> TermCheck:
    """Term check of a file of translation units (TMX, TSV or JSON lines).

    Units of one pair of documents count as one text, whatever lies between them.

    Raises
    ------
    FormatError
        If the file cannot be read, with the line.
    """
    texts: dict[tuple[str, str], list[TranslationUnit]] = {}
    for unit in read_units(path):
        values = dict(unit.properties)
        names = values.get("source-document", ""), values.get("target-document", "")
        texts.setdefault(names, []).append(unit)
    checks = [
        check_bitext(
            units,
            glossary,
            published=_day(units[0]),
            source_document=source,
            target_document=target,
        )
        for (source, target), units in texts.items()
    ]
    return TermCheck(
        tuple(finding for check in checks for finding in check.findings),
        tuple(occurrence for check in checks for occurrence in check.occurrences),
    )


def _day(unit: TranslationUnit) -> date | None:
    """Date of the text that a unit is from, None when unknown."""
    values = dict(unit.properties)
    day = values.get("target-date") or values.get("source-date")
    return None if day is None else date.fromisoformat(day)
