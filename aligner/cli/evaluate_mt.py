"""``aligner evaluate mt``: outputs of translation systems against a test set and a glossary."""

import json
import shutil
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path

import click

import aligner
from aligner.cli import options
from aligner.cli.console import remark, show
from aligner.errors import ConfigError
from aligner.glossary import Glossary, read_glossary
from aligner.mt import (
    DocumentScore,
    Evaluation,
    ReferenceSet,
    SystemScore,
    UnitScore,
    evaluate_systems,
    read_output,
    read_reference_set,
)
from aligner.reports import text_table
from aligner.signature import Signature
from aligner.terms import TermScore

_FORMAT = "aligner-mt.v1"
_DASH = "\u2013"
_METRICS = ("BLEU", "chrF")
_REFERENCE = "reference"
# A log and a pipe get whole lines.
_WIDE = 1000


@click.command(
    epilog=options.example(
        "aligner evaluate mt test.tsv system.txt -g ip_terms.tsv",
        "aligner evaluate mt test.jsonl baseline.txt new.txt -g ip_terms.tsv --json",
        "aligner evaluate mt test.zh system.txt --reference test.en -g ip_terms.tsv",
    )
)
@click.argument("test_set", metavar="TESTSET", type=click.Path(path_type=Path))
@click.argument(
    "systems",
    metavar="SYSTEM...",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
)
@options.glossary_option
@click.option(
    "--reference",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Text file with the reference translations; TESTSET is then the text file of the sources.",
)
@options.json_option
def mt(
    *,
    test_set: Path,
    systems: tuple[Path, ...],
    glossary: Path | None,
    reference: Path | None,
    as_json: bool,
) -> None:
    """Score machine translation output.

    TESTSET is an exported corpus (.tmx, .tsv, .jsonl, .xliff, .xlsx ...), or one
    of two text files named by language, such as test.zh and test.en.  Each SYSTEM
    is a text file with one line per unit of TESTSET, in the same order, or a file
    of translation units whose target side is the output.

    BLEU and chrF are computed by sacrebleu.  Adherence is the share of glossary
    term occurrences translated with an accepted form; consistency is the
    probability that two occurrences of a term are translated alike; coverage is
    the share of occurrences that could be judged.  Terms in empty or untranslated
    lines count as missed.  The row "reference" scores the human translations of
    TESTSET in the same way: good ones reach about 0.96, not 1.

    The other systems are compared with the first SYSTEM.  P-values come from
    approximate randomisation (seed 12345; 10000 trials, fewer for more than 3000
    units): units are swapped for BLEU and chrF; for adherence whole documents are
    swapped if at least six contain terms, otherwise units.
    """
    data = read_reference_set(test_set, reference)
    entries = None if glossary is None else read_glossary(glossary)
    if entries is not None and entries.problems:
        n = len(entries.problems)
        remark(f"{glossary}: {n} odd entries; `aligner terms lint {glossary}` lists them")
    outputs = dict(zip(_names(systems), (read_output(path, data) for path in systems), strict=True))
    evaluation = evaluate_systems(data, outputs, entries)
    for system in evaluation.systems:
        if system.empty:
            remark(f"{system.name}: {system.empty} of {len(data.units)} lines are empty")
    signatures = [*evaluation.signatures, ("aligner", _signature(data, entries, evaluation))]
    if as_json:
        show(json.dumps(_as_json(data, evaluation, signatures), ensure_ascii=False))
    else:
        show(_as_text(data, evaluation, signatures))


def _names(systems: Sequence[Path]) -> list[str]:
    """Names of the systems: those of their files, with folders where needed."""
    counts = Counter(path.name for path in systems)
    names = [path.name if counts[path.name] == 1 else str(path) for path in systems]
    if repeated := [name for name, count in Counter(names).items() if count > 1]:
        message = f"{repeated[0]} is given twice; give each system once"
        raise ConfigError(message)
    return names


def _signature(data: ReferenceSet, glossary: Glossary | None, evaluation: Evaluation) -> str:
    """What reproduces the scores beside the metrics' own signatures."""
    fields: dict[str, object] = {"testset": data.digest, "units": len(data.units)}
    if glossary is not None:
        fields["glossary"] = glossary.digest
    if glossary is not None and len(evaluation.systems) > 1:
        fields |= {
            "ar": evaluation.trials,
            "seed": evaluation.seed,
            "swapped": evaluation.swapped,
        }
    return str(Signature.of({**fields, "version": aligner.__version__}))


def _as_text(
    data: ReferenceSet, evaluation: Evaluation, signatures: Iterable[tuple[str, str]]
) -> str:
    """The table of systems, what its columns rest on, and the signatures."""
    compared = len(evaluation.systems) > 1
    rows = [_row(system, compared=compared) for system in evaluation.systems]
    if evaluation.reference_terms is not None:
        blank = [_DASH] * (len(_METRICS) * (1 + compared))
        terms = _term_cells(evaluation.reference_terms, [_DASH] * compared)
        empty = sum(not text.strip() for text in data.references)
        rows.append([_REFERENCE, *blank, *terms, empty])
    p = ["p"] * compared
    headers = ["system"]
    for name in _METRICS:
        headers += [name, *p]
    headers += ["adherence", "interval", *p, "n", "consistency", "coverage", "empty"]
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else _WIDE
    lines = [text_table(headers, rows, width=width), *_notes(data, evaluation), ""]
    return "\n".join([*lines, *(f"{name}: {value}" for name, value in signatures)])


def _row(system: SystemScore, *, compared: bool) -> list[object]:
    cells: list[object] = [system.name]
    for name in _METRICS:
        score = system.metrics[name]
        cells.append(f"{score.score:.2f}")
        if compared:
            cells.append(_p_value(score.p_value))
    p = [_p_value(system.terms_p_value)] if compared else []
    return [*cells, *_term_cells(system.terms, p), system.empty]


def _term_cells(terms: TermScore | None, p: Sequence[str]) -> list[object]:
    """Adherence, its interval, its p-value, its cases, consistency and coverage."""
    if terms is None or not terms.n:
        return [_DASH, _DASH, *p, _DASH if terms is None else 0, _DASH, _DASH]
    ends = terms.adherence_interval
    interval = _DASH if ends is None else f"{ends[0]:.3f}-{ends[1]:.3f}"
    return [
        _share(terms.adherence),
        interval,
        *p,
        terms.n_scored,
        _share(terms.consistency),
        _share(terms.coverage),
    ]


def _share(value: float | None) -> str:
    return _DASH if value is None else f"{value:.3f}"


def _p_value(value: float | None) -> str:
    return _DASH if value is None else f"{value:.4f}"


def _notes(data: ReferenceSet, evaluation: Evaluation) -> list[str]:
    """What a reader must know to read the table right."""
    terms = evaluation.reference_terms
    n = len(data.units)
    notes = [f"{n} unit{'s' * (n != 1)}"]
    if terms is not None and not terms.n:
        notes.append("no glossary term occurs in the sources")
    elif terms is not None:
        notes.append(
            f"{terms.n} occurrences of glossary terms in {evaluation.n_swapped} "
            f"{evaluation.swapped}; {_REFERENCE}: the human translations, judged in the same way"
        )
    if len(evaluation.systems) > 1:
        apart = terms is not None and evaluation.swapped != "units"
        adherence = f" for BLEU and chrF, {evaluation.swapped} for adherence" if apart else ""
        notes.append(
            f"p: against {evaluation.systems[0].name}, by approximate randomisation "
            f"({evaluation.trials} trials, seed {evaluation.seed}; "
            f"units are swapped{adherence})"
        )
    return notes


def _as_json(
    data: ReferenceSet, evaluation: Evaluation, signatures: Iterable[tuple[str, str]]
) -> dict[str, object]:
    significance: dict[str, object] | None = None
    if len(evaluation.systems) > 1:
        significance = {
            "baseline": evaluation.systems[0].name,
            "test": "approximate randomisation",
            "trials": evaluation.trials,
            "seed": evaluation.seed,
            "swapped": {
                "metrics": "units",
                "adherence": evaluation.swapped,
                "adherence_n": evaluation.n_swapped,
            },
        }
    return {
        "format": _FORMAT,
        "test_set": {"file": data.path.name, "units": len(data.units), "digest": data.digest},
        "systems": [_system_json(system) for system in evaluation.systems],
        "reference": {"terms": _terms_json(evaluation.reference_terms)},
        "significance": significance,
        "signatures": dict(signatures),
    }


def _system_json(system: SystemScore) -> dict[str, object]:
    return {
        "name": system.name,
        "empty": system.empty,
        "metrics": {
            name: {"score": _rounded(s.score), "p_value": _rounded(s.p_value)}
            for name, s in system.metrics.items()
        },
        "terms": _terms_json(system.terms),
        "adherence_p_value": _rounded(system.terms_p_value),
        "documents": [_document_json(document) for document in system.documents],
        "worst_units": [_unit_json(unit) for unit in system.worst],
    }


def _terms_json(terms: TermScore | None) -> dict[str, object] | None:
    if terms is None:
        return None
    unused = {"concept", "renderings"}
    return {name: _rounded(value) for name, value in asdict(terms).items() if name not in unused}


def _document_json(document: DocumentScore) -> dict[str, object]:
    return {
        "source_document": document.source,
        "target_document": document.target,
        "units": document.units,
        **{name: _rounded(score) for name, score in document.metrics.items()},
        "accepted": document.accepted,
        "scored": document.scored,
        "adherence": _rounded(document.accepted / document.scored if document.scored else None),
    }


def _unit_json(unit: UnitScore) -> dict[str, object]:
    return {
        "line": unit.line,
        "unit": unit.unit.id,
        "chrF": _rounded(unit.chrf),
        "source_text": unit.unit.source_text,
        "reference": unit.unit.target_text,
        "output": unit.output,
        "faults": [
            {
                "concept": fault.concept,
                "source_term": fault.source_term,
                "status": fault.status.value,
                "rendering": fault.rendering,
            }
            for fault in unit.faults
        ],
    }


def _rounded(value: object) -> object:
    """A figure without the rounding noise of the machine, also inside an interval."""
    if isinstance(value, float):
        return round(value, 6)
    return [_rounded(item) for item in value] if isinstance(value, tuple | list) else value
