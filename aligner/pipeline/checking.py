"""Alignments of the workspace, or units of a file, checked against a glossary."""

from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial

from aligner.claims import reviewed_bitext
from aligner.exporters import Notice, units_from_bitext
from aligner.glossary import Glossary
from aligner.lexicon import LexicalModel
from aligner.pipeline.checked_text import CheckedText
from aligner.pipeline.job import Job
from aligner.pipeline.lexicon import lexicon_of_workspace
from aligner.pipeline.named_languages import language_doubt
from aligner.pipeline.stored_units import ChosenUnits, store_units
from aligner.pipeline.summary import CHECK
from aligner.pipeline.tasks import CHECKED_AT_ONCE, CheckTask, Failure, check_terms
from aligner.signature import digest_bytes, digest_values
from aligner.terms import TermCheck, check_by_parts
from aligner.values import (
    Bitext,
    Direction,
    DocumentPair,
    TranslationUnit,
    chinese_first,
    unit_direction,
)
from aligner.workspace import Workspace

# Units named in one message.
_SHOWN = 3
# Ids of a source and a target document.
Names = tuple[str, str]


def check_pairs(job: Job, glossary: Glossary) -> None:
    """Check every alignment that changed, or all of them when the glossary did.

    A pair that cannot be checked has no check then, and so is tried again.
    """
    job.workspace.remove_failures(CHECK)
    lexicon = lexicon_of_workspace(job, glossary)
    digest = digest_bytes(lexicon)
    edited = set(job.workspace.edited_pairs())
    keyed = [
        (pair, job.keys.check(_texts_key(job, pair, alignment, edited), glossary.digest, digest))
        for pair in job.workspace.pairs()
        if (alignment := job.workspace.alignment_key(pair)) is not None
    ]
    todo = [(pair, key) for pair, key in keyed if job.workspace.term_check_key(pair) != key]

    def store(item: tuple[DocumentPair, str], result: TermCheck | Failure) -> None:
        pair, key = item
        if isinstance(result, Failure):
            # The check of an earlier text, or by another glossary, would pass for that of this.
            job.workspace.remove_term_check(pair)
            job.workspace.put_failure(CHECK, f"{pair.source} - {pair.target}", result.message)
        else:
            job.workspace.put_term_check(
                pair,
                glossary=glossary.digest,
                findings=result.findings,
                doubtful=result.doubtful,
                occurrences=result.occurrences,
                stage_key=key,
            )

    job.drive(
        "check terms",
        todo,
        unchanged=len(keyed) - len(todo),
        task=lambda item: _task(reviewed_bitext(job.workspace, item[0]), glossary, lexicon),
        function=check_terms,
        store=store,
    )


def checked_pairs(workspace: Workspace) -> Iterator[CheckedText]:
    """The term checks that a workspace holds, in the order of its pairs."""
    for check in workspace.term_checks():
        yield CheckedText(
            check.source,
            check.target,
            check.published,
            TermCheck(check.findings, check.occurrences, check.doubtful),
            partial(_units_by_id, workspace, DocumentPair(check.source, check.target, 1.0)),
        )


def checkable_units(units: Iterable[TranslationUnit], notice: Notice) -> Sequence[TranslationUnit]:
    """The units in Chinese and English, all in one direction.

    A memory of several languages, or of both directions, does not tell what was
    translated from what: its units are turned to have the Chinese first.

    Parameters
    ----------
    units : iterable of TranslationUnit
    notice : callable
        Told how many units are checked in which direction, and left out, or turned; and that
        the texts are not what they should be.  If there are no others, all are given back:
        it is for the check to say what it reads.
    """
    every = store_units(units)
    if not every:
        notice("no translation units are there to check: nothing is checked")
        return every
    ours = units_of_ours(every, notice, done="checked")
    if not ours:
        return every
    for doubt in (_one_sided(ours), language_doubt(ours)):
        if doubt:
            notice(doubt)
    n_turned = sum(unit_direction(unit) is Direction.INTO_CHINESE for unit in ours)
    if n_turned == len(ours):
        notice(
            f"{_are(len(ours))} checked as translated from English into Chinese, as they stand "
            "there; --languages zh en checks them the other way round"
        )
        return ours
    notice(f"{_are(len(ours))} checked as translated from Chinese into English")
    if not n_turned:
        return ours
    notice(
        f"{_are(n_turned)} checked as if translated from Chinese into English, as the memory is "
        "mixed"
    )
    return store_units(map(chinese_first, ours))


def _are(n: int) -> str:
    return "1 unit is" if n == 1 else f"{n} units are"


def _one_sided(units: Iterable[TranslationUnit]) -> str:
    """What to say of units that lack a text, ``""`` if there are none."""
    first, count = "", 0
    for unit in units:
        if not (unit.source_text.strip() and unit.target_text.strip()):
            first, count = first or unit.id, count + 1
    n = "1 unit has" if count == 1 else f"{count} units have"
    return f"{n} no text on one side (the first is {first})" if count else ""


def units_of_ours(
    units: Iterable[TranslationUnit], notice: Notice, *, done: str
) -> Sequence[TranslationUnit]:
    """The units in Chinese and English, in either direction.

    Parameters
    ----------
    units : iterable of TranslationUnit
    notice : callable
        Told how many others there are, unless there are no others.
    done : str
        What is not done with those.
    """
    every = store_units(units)
    foreign = [place for place, unit in enumerate(every) if unit_direction(unit) is None]
    if not foreign:
        return every
    if len(foreign) < len(every):
        ids = ", ".join(every[place].id for place in foreign[:_SHOWN])
        more = f" and {len(foreign) - _SHOWN} more" if len(foreign) > _SHOWN else ""
        n = _are(len(foreign))
        notice(f"{n} not {done}, because not in Chinese and English ({ids}{more})")
    return store_units(unit for unit in every if unit_direction(unit) is not None)


def checked_units(
    units: Sequence[TranslationUnit],
    glossary: Glossary,
    lexicon: LexicalModel,
    *,
    window: int = CHECKED_AT_ONCE,
) -> Iterator[CheckedText]:
    """The term checks of units of any number of documents.

    Units of one pair of documents count as one text, whatever lies between them.  A text
    of more units than the window is checked window by window, one after the other.
    """
    for (source, target), places in texts_of_units(units).items():
        day = day_of(units[places[0]])
        parts = check_by_parts(
            ChosenUnits(units, places),
            glossary,
            published=day,
            source_document=source,
            target_document=target,
            lexicon=lexicon,
            size=window,
        )
        for own, check in parts:
            yield CheckedText(source, target, day, check, partial(_by_id, own), len(own))


def _texts_key(
    job: Job, pair: DocumentPair, alignment: str, edited: Collection[tuple[str, str]]
) -> str:
    """Key of the texts of a pair's beads: that of the alignment, and the reviewers' corrections."""
    if (pair.source, pair.target) not in edited:
        return alignment
    return digest_values(alignment, repr(reviewed_bitext(job.workspace, pair).review))


def _task(bitext: Bitext, glossary: Glossary, lexicon: bytes) -> CheckTask:
    """What the checker needs to know of an aligned pair."""
    source, target = bitext.source.document, bitext.target.document
    return CheckTask(
        units=tuple(units_from_bitext(bitext, include_nulls=True)),
        glossary=glossary,
        lexicon=lexicon,
        published=target.published or source.published,
        source_document=source.id,
        target_document=target.id,
    )


def _units_by_id(workspace: Workspace, pair: DocumentPair) -> Mapping[str, TranslationUnit]:
    return _by_id(units_from_bitext(reviewed_bitext(workspace, pair), include_nulls=True))


def _by_id(units: Iterable[TranslationUnit]) -> Mapping[str, TranslationUnit]:
    return {unit.id: unit for unit in units}


def texts_of_units(units: Iterable[TranslationUnit]) -> dict[Names, Sequence[int]]:
    """Places of the units of every pair of documents, whatever lies between them."""
    found: dict[Names, array[int]] = {}
    for place, unit in enumerate(units):
        names = names_of(unit)
        if names not in found:
            found[names] = array("Q")
        found[names].append(place)
    return dict(found)


def names_of(unit: TranslationUnit) -> Names:
    """The documents that a unit is from, ``""`` when unknown."""
    values = dict(unit.properties)
    return values.get("source-document", ""), values.get("target-document", "")


def day_of(unit: TranslationUnit) -> date | None:
    """Date of the text that a unit is from, None when unknown or written in another way."""
    values = dict(unit.properties)
    try:
        return date.fromisoformat(values.get("target-date") or values.get("source-date") or "")
    except ValueError:
        return None
