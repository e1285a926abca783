"""The card of a corpus: what it is, how it was made, and what to mind."""

from aligner.corpus.counts import CorpusStatistics
from aligner.exporters import COLUMNS
from aligner.text import base_language

# Classes of size as the hub names them, by the first number that is too much.
_SIZES = (
    (1_000, "n<1K"),
    (10_000, "1K<n<10K"),
    (100_000, "10K<n<100K"),
    (1_000_000, "100K<n<1M"),
    (10_000_000, "1M<n<10M"),
    (100_000_000, "10M<n<100M"),
)
_LARGEST = "100M<n<1B"

_BODY = """\
# {title}

Sentences in {source} and their translations into {target}, aligned by machine: {units:,} units.
Each unit names its two pages, its place in them, and the probability that the two
texts are translations of each other.

## Use

```python
from datasets import load_dataset

corpus = load_dataset("{folder}")
sure = corpus["train"].filter(lambda unit: unit["probability"] >= 0.95)
```

Without that library: `pandas.read_parquet("{folder}/data")`.

## Splits

| split | pairs of pages | units | characters of {source} | characters of {target} |
|---|---:|---:|---:|---:|
{rows}

{division}

## Columns

| column | what it holds |
|---|---|
| `id` | digest of the two pages and the places in them |
| `source_language`, `target_language` | BCP 47 tags |
| `source_text`, `target_text` | one or more sentences |
| `probability` | of the two texts being translations of each other, 0 to 1 |
| `source_document`, `target_document` | the pages, as paths |
| `source_date`, `target_date` | days of publication |
| `source_url`, `target_url` | addresses |
| `source_origin`, `target_origin` | where the pages say that the texts come from |
| `source_number`, `target_number` | numbers of the documents, as the pages state them |
| `kind` | sentences on either side: `1-1`, `2-1` ... |
| `source_span`, `target_span` | block and character on the page where the text begins and ends |
| `source_offsets`, `target_offsets` | the same in characters of the page as it was read |
| `review`, `comment` | reviewers' decision on the pair and their remark, if any |
| `created`, `created_by`, `changed`, `changed_by` | when the unit was made and changed, and by \
whom, where that is known and not the day of publication |
| `doubt` | why the pair is doubtful |
| `source_original`, `target_original` | texts before a reviewer edited them |
| `signature` | which parts and versions aligned it |
| `properties` | other properties, where there are any |

## Probabilities

| at least | units |
|---:|---:|
{steps}

## How it was made

{signatures}

Not every unit was checked by a human. Names, numbers and terms may be rendered in the ways of the
time of publication. {rights}

`statistics.json` holds these figures and more, `croissant.json` describes the columns for
programs, `SHA256SUMS` lets `sha256sum --check` tell whether all files are as they were made.
"""

_DIVIDED = """\
Whole pairs of pages go to one split, by a draw that depends on their names only: a corpus that
grows keeps its splits. Pages that were published more than once with nearly the same text
({repeated:,} texts) go together, where the oldest of them goes. {shared:,} units were left out
because a split that models are tested on (test before validation) has a unit that is nearly the
same: one side differs in numbers, case, punctuation and the order of clauses at most, or nine
tenths of the letters of both sides agree."""

_UNDIVIDED = """\
The corpus is not divided, and no unit was left out for being like another."""

_NO_LICENCE = """\
Whoever redistributes the corpus must clear the rights in the texts and state the
licence in the header of this file."""


def data_card(name: str, statistics: CorpusStatistics, licence: str = "") -> str:
    """The card as Markdown with a head of YAML.

    Parameters
    ----------
    name : str
    statistics : CorpusStatistics
    licence : str
        Of the texts, as the hub names it; ``""`` if it is not known.
    """
    source, target = statistics.languages
    return _head(name, statistics, licence) + _BODY.format(
        title=_plain(name),
        folder=_plain(name),
        source=source,
        target=target,
        units=statistics.units,
        rows="\n".join(_rows(statistics)),
        division=_DIVIDED.format(repeated=statistics.repeated_texts, shared=statistics.shared)
        if statistics.is_divided
        else _UNDIVIDED,
        steps="\n".join(_steps(statistics)),
        signatures="\n".join(f"- `{_code(s)}`" for s in statistics.signatures) or "- not known",
        rights=f"The texts are under the licence `{licence}`." if licence else _NO_LICENCE,
    )


def _head(name: str, statistics: CorpusStatistics, licence: str) -> str:
    """The head that libraries and the hub read."""
    languages = sorted({base_language(tag) for tag in statistics.languages})
    size = next((label for least, label in _SIZES if statistics.units < least), _LARGEST)
    files = "".join(
        f"  - split: {split}\n    path: data/{split}-*.parquet\n" for split in statistics.splits
    )
    lines = [
        "---",
        f"pretty_name: {_quoted(name)}",
        *([f"license: {licence}"] if licence else []),
        "language:",
        *(f"- {language}" for language in languages),
        "multilinguality:",
        "- translation",
        "task_categories:",
        "- translation",
        "annotations_creators:",
        "- machine-generated",
        "size_categories:",
        f"- {size}",
    ]
    if files:
        lines += ["configs:", "- config_name: default", f"  data_files:\n{files.rstrip()}"]
        lines += _contents(statistics)
    return "\n".join([*lines, "---", "", ""])


def _contents(statistics: CorpusStatistics) -> list[str]:
    """Types of the columns and sizes of the splits, which libraries check what they load by."""
    lines = ["dataset_info:", "  features:"]
    for column in COLUMNS:
        lines.append(f"  - name: {column}")
        if column == "properties":
            lines += ["    list:"]
            lines += [f"    - name: {n}\n      dtype: string" for n in ("name", "value")]
        else:
            lines.append(f"    dtype: {'float64' if column == 'probability' else 'string'}")
    lines.append("  splits:")
    for name, split in statistics.splits.items():
        lines += [f"  - name: {name}", f"    num_bytes: {split.size}"]
        lines.append(f"    num_examples: {split.units}")
    return lines


def _rows(statistics: CorpusStatistics) -> list[str]:
    return [
        f"| {name} | {s.documents:,} | {s.units:,} | {s.source_characters:,} "
        f"| {s.target_characters:,} |"
        for name, s in statistics.splits.items()
    ]


def _steps(statistics: CorpusStatistics) -> list[str]:
    """Cumulative counts of units with at least each probability."""
    counts: dict[float, int] = {}
    for split in statistics.splits.values():
        for step, count in split.probabilities.items():
            counts[step] = counts.get(step, 0) + count
    rows, total = [], 0
    for step in sorted(counts, reverse=True):
        total += counts[step]
        rows.append(f"| {step:.2f} | {total:,} |")
    return rows


def _plain(text: str) -> str:
    """A name that cannot end a code span, a cell or a line."""
    return "".join(" " if c in '`|\r\n"\\' else c for c in text)


def _code(text: str) -> str:
    """A text that cannot end a code span or a line."""
    return "".join(" " if c in "`\r\n" else c for c in text)


def _quoted(text: str) -> str:
    return f'"{_plain(text)}"'
