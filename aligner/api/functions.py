"""What a program calls: align, pair, run."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from aligner.api.paths import AnyPath, as_path
from aligner.bulk import local_mapper
from aligner.pipeline import (
    Evidence,
    PairedPiles,
    RunOptions,
    RunSummary,
    align_sentences,
    pair_pages,
)
from aligner.pipeline import align_files as _align_files
from aligner.pipeline import run as _run
from aligner.values import Bitext


def align(  # noqa: PLR0913 - all but the sentences by name
    source_sentences: Sequence[str],
    target_sentences: Sequence[str],
    *,
    languages: tuple[str, str] | None = None,
    weights: AnyPath | None = None,
    encoder: str | None = None,
    evidence: Evidence = "fast",
    lexicon: AnyPath | None = None,
) -> Bitext:
    """Align two lists of sentences that translate each other.

    Parameters
    ----------
    source_sentences, target_sentences : sequence of str
        In the order of the text.  Sentence i is segment i of the result, empty
        sentences included.
    languages : (str, str), optional
        BCP 47 tags of the two sides, as in ``("zh", "en")``; detected if not given.
    weights : str or path, optional
        Weights of the aligner: the name of a shipped set, or a file that
        ``aligner train`` made.
    encoder : str, optional
        Encoder to use in place of the one the weights were trained for, as in
        ``"sentence-transformers:MODEL"``.
    evidence : {"fast", "best"}
        With ``"best"`` doubtful beads get a second look at the tokens of their
        segments, which needs the extra ``tokens``.
    lexicon : str or path, optional
        A bilingual lexicon that ``aligner train --lexicon`` made, to use in place of
        the shipped one.

    Returns
    -------
    Bitext
        Its `alignment` holds the beads in order, each with its probability;
        `source_text` and `target_text` give the text of a bead.

    Raises
    ------
    aligner.errors.AlignerError
        If a side has no text, or both are in one language.

    Examples
    --------
    >>> import aligner
    >>> bitext = aligner.align(
    ...     ["会议于周一开幕。", "来自三十个国家的代表出席了会议，会议将持续一周。"],
    ...     ["The meeting opened on Monday.", "Delegates from 30 countries attended.",
    ...      "It will last for a week."],
    ... )
    >>> bitext
    <Bitext of 'source' (zh-Hans, 2 segments) and 'target' (en, 3 segments): 2 beads>
    >>> [bead.kind for bead in bitext.alignment]
    ['1-1', '1-2']
    >>> bitext.target_text(bitext.alignment.beads[1])
    'Delegates from 30 countries attended. It will last for a week.'
    """
    sides = {"source_sentences": source_sentences, "target_sentences": target_sentences}
    for name, sentences in sides.items():
        if isinstance(sentences, str):
            raise TypeError(f"{name} is one string; pass a list of sentences")
    return align_sentences(
        source_sentences,
        target_sentences,
        options=_options(
            languages, weights=weights, encoder=encoder, evidence=evidence, lexicon=lexicon
        ),
    )


def align_files(  # noqa: PLR0913 - two files; the rest has defaults
    source: AnyPath,
    target: AnyPath | None = None,
    *,
    segmented: bool = False,
    languages: tuple[str, str] | None = None,
    weights: AnyPath | None = None,
    encoder: str | None = None,
    evidence: Evidence = "fast",
    lexicon: AnyPath | None = None,
    segmentation: AnyPath | None = None,
    abbreviations: AnyPath | None = None,
) -> Bitext:
    """Align two files that translate each other, or the two languages of one.

    Parameters
    ----------
    source : str or path
        A document: HTML, DOCX, PDF, plain text and others.
    target : str or path, optional
        Another; without it the source must hold both languages, with paragraphs that take
        turns or stand side by side in a table.
    segmented : bool, default=False
        Whether the files are text with one segment per line; segment i is then
        line i, counted from 0, empty lines included.
    languages, weights, encoder, evidence, lexicon
        As for `align`.
    segmentation : str or path, optional
        SRX 2.0 file, by whose rules the texts of the languages it names are split.
    abbreviations : str or path, optional
        Text file of abbreviations that do not end a sentence: one per line, with its
        full stop.

    Returns
    -------
    Bitext
        Every segment knows its block and offsets in its page.

    Raises
    ------
    aligner.errors.AlignerError
        If a file cannot be read or has no text, or both are in one language.

    Examples
    --------
    >>> import aligner
    >>> aligner.align_files("zh/talks.html", "en/talks.html")
    <Bitext of 'talks.html' (zh-Hans, 4 segments) and 'talks.html' (en, 4 segments): 4 beads>
    """
    return _align_files(
        Path(source),
        None if target is None else Path(target),
        segmented=segmented,
        options=_options(
            languages,
            weights=weights,
            encoder=encoder,
            evidence=evidence,
            lexicon=lexicon,
            segmentation=segmentation,
            abbreviations=abbreviations,
        ),
    )


def pair(  # noqa: PLR0913 - two piles; the rest has defaults
    source_pile: AnyPath,
    target_pile: AnyPath,
    *,
    decisions: AnyPath | None = None,
    threshold: float = 0.5,
    languages: tuple[str, str] | None = None,
    segmentation: AnyPath | None = None,
    abbreviations: AnyPath | None = None,
    lexicon: AnyPath | None = None,
    jobs: int = 1,
) -> PairedPiles:
    """Find which target page translates which source page.

    Parameters
    ----------
    source_pile, target_pile : str or path
        Folders, archives (.zip, .warc), patterns (``"pages/*.html"``) or tables
        of pages.
    decisions : str or path, optional
        Table of pairs that reviewers force or forbid.
    threshold : float, default=0.5
        Least probability of a pair, 0 to 1; below it a page is left without a partner.
    languages, lexicon
        As for `align`.
    segmentation, abbreviations : str or path, optional
        As for `align_files`.
    jobs : int, default=1
        Processes to use.  With more than one, a script needs the usual
        ``if __name__ == "__main__":``.

    Returns
    -------
    PairedPiles
        `pairs`, best read as ``pair.source, pair.target, pair.probability,
        pair.reasons``; pages without a partner in `left_over`; unreadable ones
        in `failures`.

    Raises
    ------
    aligner.errors.AlignerError
        If a pile has no page that can be read, or both are in one language.

    Examples
    --------
    >>> import aligner
    >>> paired = aligner.pair("zh", "en")
    >>> paired
    <PairedPiles: 3 pairs, 2 pages without a partner, 0 unreadable>
    >>> for found in paired.pairs:
    ...     print(found.source, found.target, round(found.probability, 3))
    centre.html centre.html 1.0
    figures.txt figures.txt 1.0
    talks.html talks.html 1.0
    """
    with local_mapper(jobs) as mapper:
        return pair_pages(
            Path(source_pile),
            Path(target_pile),
            decisions=as_path(decisions),
            options=_options(
                languages,
                threshold=threshold,
                segmentation=segmentation,
                abbreviations=abbreviations,
                lexicon=lexicon,
            ),
            mapper=mapper,
        )


def run(  # noqa: PLR0913 - two piles and a workspace; the rest has defaults
    source_pile: AnyPath,
    target_pile: AnyPath,
    workspace: AnyPath,
    *,
    glossary: AnyPath | None = None,
    decisions: AnyPath | None = None,
    threshold: float = 0.5,
    languages: tuple[str, str] | None = None,
    weights: AnyPath | None = None,
    encoder: str | None = None,
    evidence: Evidence = "fast",
    lexicon: AnyPath | None = None,
    segmentation: AnyPath | None = None,
    abbreviations: AnyPath | None = None,
    accept_deletions: bool = False,
    jobs: int = 1,
) -> RunSummary:
    """Read, pair, align and check two piles of pages; the results are in the workspace.

    The same call again processes only what has changed, and completes a run that was
    stopped.

    Parameters
    ----------
    source_pile, target_pile : str or path
        As for `pair`.
    workspace : str or path
        Folder for the results, made if it does not exist; read it with `Workspace`.
    glossary : str or path, optional
        Its terms are anchors of the alignment, and are checked.
    decisions, threshold, jobs
        As for `pair`.
    languages, weights, encoder, evidence, lexicon
        As for `align`.
    segmentation, abbreviations
        As for `align_files`.
    accept_deletions : bool, default=False
        Whether more than a tenth of the documents that the workspace knows may be
        forgotten because their pages are gone; otherwise that is an error.

    Returns
    -------
    RunSummary
        Counts of documents, pairs, beads and findings, pages without a partner,
        and what looks wrong.

    Raises
    ------
    aligner.errors.AlignerError
        If a pile has no page that can be read, both are in one language, the glossary
        cannot be read, or too many known pages are gone (see `accept_deletions`).

    Examples
    --------
    >>> import aligner
    >>> aligner.run("zh", "en", "work", glossary="terms.tsv")
    <RunSummary: 3 pairs, 15 beads, 1 term findings, 2 pages without a partner, 0 unreadable>
    >>> aligner.Workspace("work")
    <Workspace 'work': 4 source and 4 target documents, 3 pairs, 15 beads>
    """
    with local_mapper(jobs) as mapper:
        return _run(
            Path(source_pile),
            Path(target_pile),
            Path(workspace),
            glossary=as_path(glossary),
            decisions=as_path(decisions),
            options=_options(
                languages,
                weights=weights,
                encoder=encoder,
                evidence=evidence,
                lexicon=lexicon,
                segmentation=segmentation,
                abbreviations=abbreviations,
                threshold=threshold,
            ),
            accept_deletions=accept_deletions,
            mapper=mapper,
        )


def _options(  # noqa: PLR0913 - all but the languages by name
    languages: tuple[str, str] | None,
    *,
    weights: AnyPath | None = None,
    encoder: str | None = None,
    evidence: Evidence = "fast",
    lexicon: AnyPath | None = None,
    segmentation: AnyPath | None = None,
    abbreviations: AnyPath | None = None,
    threshold: float = 0.5,
) -> RunOptions:
    """The choices of a caller; the weights are those of `RunOptions` if none are named."""
    choice = RunOptions(
        encoder=encoder,
        languages=languages,
        pair_threshold=threshold,
        evidence=evidence,
        lexicon=None if lexicon is None else str(lexicon),
        segmentation=as_path(segmentation),
        abbreviations=as_path(abbreviations),
    )
    return choice if weights is None else replace(choice, weights=str(weights))
