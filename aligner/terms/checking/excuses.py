"""Why a term without a rendering may be no fault of terminology.

Good translators leave out what the reader knows: who did it, where the sentence before
has named them; the topic that opens the sentence; a clause as a whole.  A terminologist
who is shown such a place can only wave it through.
"""

import re
from collections.abc import Iterator, Sequence

import numpy as np

from aligner.languages import FUNCTION_WORDS, fold_chinese, read_english
from aligner.offsets import Span
from aligner.terms.checking.clues import rendering_clues
from aligner.terms.checking.families import is_akin
from aligner.terms.checking.likeness import is_body
from aligner.terms.checking.scene import Scene, Stray
from aligner.terms.checking.substitutes import find_name_in_place
from aligner.terms.lexicon.renderings import Rendering
from aligner.terms.matching.index import TermIndex
from aligner.terms.matching.variants import Words

_CLAUSE_END = re.compile("[，。；：！？,;:!?]")
# Words of so many letters, and numbers, say what a clause is about; so many of them on
# each side of the term are looked at, and a clause has at least so many.
_TELLING, _AROUND, _LEAST_WORDS = 2, 4, 4
# In human translations clauses that were left out reach 0.23; of the 355 errors that two
# outsiders wrote, no clause around a term falls under 0.28.
_LEFT_OUT = 0.25
# What is accounted for of the English, and rendered of the other clauses, where the pair is right.
_LEAST_COVER, _LEAST_RENDERED = 0.5, 0.4
# Half of a form is strange, and a term covered, from here on.
_STRANGE, _COVERED = 0.5, 0.4
# Who did it stands at the head of a clause, before neither a noun of theirs nor a list.
_NO_AGENT_BEFORE = re.compile("[的之、和与及或等]")
_PASSIVE = re.compile(
    r"\b(?:is|are|was|were|be|been|being)\s+(?:\w+ly\s+|also\s+|not\s+|now\s+|already\s+)?"
    r"(?:[a-z]+ed|held|made|given|taken|set|put|built|drawn|written|chosen|found|sent|told|kept|"
    r"led|paid|sold|brought|begun|shown|cut|lost|won|done|seen|put|left|hit|spent|lent|bought|taught)\b(?!\s+by\b)"
)
_OFFICE = re.compile(
    "(?:新闻)?发言人|[副代]?(?:局|部|司|厅|署|院|会|行)长|[副代]?(?:主任|主席|总裁|秘书长|总干事)"
)
_OFFICE_AND_NAME = re.compile(
    r"\b(?:[Ss]pokes(?:man|woman|person)|[Cc]ommissioner|[Mm]inister|[Dd]irector(?:[- ][Gg]eneral)?"
    r"|[Gg]overnor|[Cc]hair(?:man|woman|person)?|[Pp]resident|[Ss]ecretary(?:[- ][Gg]eneral)?)"
    r"\s+(?:(?:Mr|Ms|Mrs|Dr)\.?\s+)?[A-Z][a-z]+(?:\s+[A-Z][a-z]+)?"
)
_PARTICIPLE = re.compile(r"[a-z]+(?:ed|ing)")
_AUXILIARY = re.compile(
    r"\b(?:is|are|was|were|be|been|being|has|have|had)\s+(?:\w+ly\s+|also\s+|not\s+|never\s+)?$"
)
_BEGINNING = re.compile(r"(?:^|[.!?;:][”’\")]*\s)[\s“‘\"(]*$")
# Behind what a sentence is about.
_TOPIC = re.compile("(?:方面|领域|工作)?[，,：:]")
# An application for registration is an application: English seldom says both.
_APPLIED_FOR = re.compile("(?:注册|登记|授权)$")
_OF_REGISTERING = frozenset({"registration", "registered", "registering", "grant", "granted"})
_APPLYING = frozenset({"application", "applied", "apply", "applying", "filing", "filed", "file"})


def is_left_out(scene: Scene) -> bool:
    """Whether the words of the term's clause are not rendered either, but those of others are.

    A clause that was left out is a matter of the text and not of its terms, as is a
    number that goes with its sentence.
    """
    inside, outside = _rows_of_clause(scene)
    first, last = scene.rows[0], scene.rows[-1]
    near = [i for i in inside if i < first][-_AROUND:] + [i for i in inside if i > last][:_AROUND]
    if len(near) < _LEAST_WORDS or _rendered(scene, near) >= _LEFT_OUT:
        return False
    # Of a wrong pair nothing is rendered, and the English is about something else.
    keys, explained = scene.alignment.target.keys, scene.alignment.explained
    own = [float(e) for key, e in zip(keys, explained, strict=True) if key not in FUNCTION_WORDS]
    is_about_it = bool(own) and float(np.minimum(1.0, own).mean()) >= _LEAST_COVER
    return is_about_it and len(outside) > 1 and _rendered(scene, outside) >= _LEAST_RENDERED


def _rendered(scene: Scene, rows: Sequence[int]) -> float:
    """How much of some source words the English has, 0 to 1."""
    return float(np.minimum(1.0, scene.alignment.shares[rows].sum(axis=1)).mean())


def _rows_of_clause(scene: Scene) -> tuple[list[int], list[int]]:
    """The telling words of the term's clause but for the term, and those of other clauses."""
    alignment = scene.alignment
    folded, tokens = alignment.source.folded, alignment.tokens
    first, last = tokens[scene.rows[0]][0], tokens[scene.rows[-1]][1]
    ends = [m.end() for m in _CLAUSE_END.finditer(folded, 0, first)]
    close = _CLAUSE_END.search(folded, last)
    start, stop = max(ends, default=0), close.start() if close else len(folded)
    telling = [i for i, (a, b) in enumerate(tokens) if _is_telling(folded[a:b])]
    inside = [i for i in telling if start <= tokens[i][0] and tokens[i][1] <= stop]
    own = set(scene.rows)
    return [i for i in inside if i not in own], [i for i in telling if i not in {*inside, *own}]


def _is_telling(word: str) -> bool:
    return word.isalnum() and (len(word) >= _TELLING or word.isdigit())


def is_rendered_here(
    scene: Scene, index: TermIndex, half: Stray | None, rendering: Rendering | None
) -> bool:
    """Whether other words render the term in its own sentence, so that no clause was moved.

    Parameters
    ----------
    scene : Scene
    index : TermIndex
    half : Stray or None
        Half of a form, with other words for the rest.
    rendering : Rendering or None
        The words that account best for the term.
    """
    if (half is not None and half.strangeness >= _STRANGE) or find_name_in_place(scene, index):
        return True
    if rendering is None or rendering_clues(scene, rendering)["least cover"] < _COVERED:
        return False
    words = read_english(scene.text[slice(*rendering.span)]).keys
    return sum(word not in FUNCTION_WORDS for word in words) > 1


def is_done(scene: Scene, words: Stray) -> bool:
    """Whether a word that nothing accounts for says what was done: "is not refunded"."""
    if words.last - words.first > 1:
        return False
    start, stop = scene.read.target.span(words.first, words.last)
    return (
        _PARTICIPLE.fullmatch(scene.text[start:stop]) is not None
        and _AUXILIARY.search(scene.text[:start]) is not None
    )


def is_merged(scene: Scene) -> bool:
    """Whether two sentences with the term became one that has it.

    "He spoke of the revised Trademark Law, which raises ..." for two sentences that name
    the law.
    """
    wanted = set(scene.occurrence.concepts)
    spans = scene.read.target.spans
    return len(scene.region) == 1 and any(
        not wanted.isdisjoint(scene.read.occurrences[i].concepts)
        and scene.is_in_region(spans[match.first][0])
        for i, match in scene.read.renderings.items()
    )


def is_agent_understood(scene: Scene, index: TermIndex, gap: Stray | None) -> bool:
    """Whether a body that acts in the Chinese is left unsaid by an English passive.

    Parameters
    ----------
    scene : Scene
    index : TermIndex
    gap : Stray or None
        Words that nothing accounts for; they are no name of a body.
    """
    if not is_body(index, scene.occurrence.concepts[0]) or (gap and _has_name(scene, gap)):
        return False
    before, behind = _around(scene)
    if (before and not _CLAUSE_END.match(before[-1])) or _NO_AGENT_BEFORE.match(behind):
        return False
    return any(scene.is_in_region(m.start()) for m in _PASSIVE.finditer(scene.text))


def _has_name(scene: Scene, words: Stray, but: Span = (0, 0)) -> bool:
    """Whether some words, but for those in a span, have a capital that begins no sentence."""
    target = scene.read.target
    return any(
        target.word(i)[:1].isupper()
        and not but[0] <= target.spans[i][0] < but[1]
        and _BEGINNING.search(scene.text[: target.spans[i][0]]) is None
        for i in range(words.first, words.last)
    )


def is_body_of_officer(scene: Scene, gap: Stray | None) -> bool:
    """Whether the term says whose officer is named: "Minister Wang" needs no ministry.

    Parameters
    ----------
    scene : Scene
    gap : Stray or None
        Words that nothing accounts for; if they are not the officer's, they are another body's.
    """
    if _OFFICE.match(_around(scene)[1]) is None:
        return False
    return any(
        scene.is_in_region(m.start()) and not (gap and _has_name(scene, gap, m.span()))
        for m in _OFFICE_AND_NAME.finditer(scene.text)
    )


def is_in_topic(scene: Scene) -> bool:
    """Whether all that the term lacks is the topic of its sentence: "As for patents, ..."."""
    text = scene.read.unit.source_text
    term = _term(scene)
    for i, match in scene.read.renderings.items():
        other = scene.read.occurrences[i]
        named = fold_chinese(text[other.start : other.stop])
        is_topic = (
            other.stop <= scene.occurrence.start
            and term.startswith(named)
            and len(named) < len(term)
            and _TOPIC.match(text, other.stop)
        )
        topic = scene.read.target.keys[match.first : match.last]
        if is_topic and any(_is_met(scene, rest) for rest in _rests(scene.forms, topic)):
            return True
    return False


def is_application(scene: Scene) -> bool:
    """Whether an application for registration is simply called an application."""
    if not _APPLIED_FOR.search(_term(scene)) or not _around(scene)[1].startswith("申请"):
        return False
    if _APPLYING.isdisjoint(scene.read.target.keys):
        return False
    rests = _rests([form for form in scene.forms if len(form) > 1], tuple(_OF_REGISTERING))
    return any(_is_met(scene, rest) for rest in rests)


def has_head_named(scene: Scene) -> bool:
    """Whether the head of the term is rendered before it: 专利 before 高价值专利."""
    term, start = _term(scene), scene.occurrence.start
    text = scene.read.unit.source_text
    others = (scene.read.occurrences[i] for i in scene.read.renderings)
    names = (fold_chinese(text[o.start : o.stop]) for o in others if o.stop <= start)
    return any(term.endswith(name) and len(name) < len(term) for name in names)


def _term(scene: Scene) -> str:
    """The folded Chinese of the term."""
    occurrence = scene.occurrence
    return fold_chinese(scene.read.unit.source_text[occurrence.start : occurrence.stop])


def _around(scene: Scene) -> tuple[str, str]:
    """The source text before and behind the term."""
    text = scene.read.unit.source_text
    return text[: scene.occurrence.start].rstrip(), text[scene.occurrence.stop :].lstrip()


def _rests(forms: Sequence[Words], said: Sequence[str]) -> Iterator[Words]:
    """Content words of each form but for those that are said elsewhere."""
    for form in forms:
        content = [word for word in form if word not in FUNCTION_WORDS]
        rest = tuple(w for w in content if not any(is_akin(key, w) for key in said))
        if rest and len(rest) < len(content):
            yield rest


def _is_met(scene: Scene, words: Words) -> bool:
    """Whether each word has one of its family in the sentences that render the term's."""
    target = scene.read.target
    near = [
        key
        for i, (key, (start, _)) in enumerate(zip(target.keys, target.spans, strict=True))
        if i not in scene.used and scene.is_in_region(start)
    ]
    return all(any(is_akin(key, word) for key in near) for word in words)
