"""Choose the splitter for a language and split documents into segments."""

from functools import cache

from aligner import parts
from aligner.splitters.segmentation import Segmentation
from aligner.text import base_language
from aligner.values import Block, BlockKind, Document, Segment, SegmentedDocument

_BY_LANGUAGE = {"en": "en.v1", "zh": "zh.v1"}
_FALLBACK = "generic.v1"
_USUAL = Segmentation()
# Raised when the rules of a splitter, or of a reader, change what it does.
_RULES = "rules.19"
_WHOLE = frozenset({BlockKind.TITLE, BlockKind.SUBTITLE})
# A headline is one segment; a longer one is really a paragraph.
_LONGEST_HEADLINE = 200


def splitter_for(language: str) -> parts.Splitter:
    """Splitter for a language; the generic one if it has none of its own.

    Parameters
    ----------
    language : str
        BCP 47 tag, of which only the primary language matters.
    """
    return _splitter(_BY_LANGUAGE.get(base_language(language), _FALLBACK))


@cache
def _splitter(name: str) -> parts.Splitter:
    """One instance of a splitter per process; splitters are stateless."""
    return parts.splitters.get(name)()


def split_document(
    document: Document, segmentation: Segmentation | None = None
) -> SegmentedDocument:
    """Split the content blocks of a document into segments.

    A headline is one segment regardless of punctuation; other blocks are split by the
    splitter for the document's language.

    Parameters
    ----------
    document : Document
    segmentation : Segmentation or None
        The project's own rules.
    """
    language = document.language
    splitter = (segmentation or _USUAL).splitter(language, splitter_for)
    segments: list[Segment] = []
    for index, block in enumerate(document.blocks):
        if block.kind.is_content:
            segments.extend(
                Segment(index, start, stop, block.text[start:stop])
                for start, stop in _spans(block, splitter)
            )
    return SegmentedDocument(document, tuple(segments))


def _spans(block: Block, splitter: parts.Splitter) -> list[tuple[int, int]]:
    """Spans of one block's segments."""
    text = block.text
    if block.kind in _WHOLE and len(text) <= _LONGEST_HEADLINE:
        start = len(text) - len(text.lstrip())
        stop = len(text.rstrip())
        return [(start, stop)] if start < stop else []
    return list(splitter.split(text))


@cache  # asked for with every page
def split_signature(segmentation: Segmentation | None = None) -> str:
    """Names of all splitters in use and the version of their rules, for signatures.

    Parameters
    ----------
    segmentation : Segmentation or None
        The project's own rules, which are named by their content.
    """
    names = sorted({*_BY_LANGUAGE.values(), _FALLBACK})
    own = (segmentation or _USUAL).label()
    return "+".join(filter(None, (*names, _RULES, own)))
