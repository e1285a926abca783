"""Segmentation rules in SRX 2.0, the format that translation tools exchange them in."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import regex
from lxml import etree

from aligner.errors import FormatError
from aligner.signature import digest_bytes
from aligner.splitters.icu import python_pattern
from aligner.splitters.spans import spans_between
from aligner.tables import local_name, parse_xml, refuse_declarations

# In seconds, for one rule over one block: far more than any sane rule takes.
_LONGEST = 2.0
_LARGEST = 16 * 2**20
_MOST_RULES = 20_000
# Problems named in one message.
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class SrxRule:
    """Where to cut, or not to: between what one pattern matches and what another does.

    Parameters
    ----------
    is_break : bool
    before, after : str
        Regular expressions as they stand in the file.
    place : str
        Name of the language rule, and the line of this rule in the file.
    """

    is_break: bool
    before: str
    after: str
    place: str


@dataclass(frozen=True, slots=True)
class SrxRules:
    """The rules of a file.

    Parameters
    ----------
    path : str
        For messages.
    digest : str
        Of the file.
    cascade : bool
        Whether all languages that match a tag count, in their order, or the first only.
    maps : tuple of (str, str)
        Patterns of language tags, and the names of their rules.
    rules : tuple of (str, tuple of SrxRule)
        By name.
    """

    path: str
    digest: str
    cascade: bool
    maps: tuple[tuple[str, str], ...]
    rules: tuple[tuple[str, tuple[SrxRule, ...]], ...]

    @classmethod
    def parse(cls, data: bytes, path: str) -> "SrxRules":
        """The rules of a file's bytes.

        Raises
        ------
        FormatError
            If it is no SRX, or a rule cannot be used: the first few with name and line.
        """
        root = _root(data, path)
        header = next((e for e in root.iter() if local_name(e) == "header"), None)
        found = cls(
            path,
            digest_bytes(data),
            header is not None and header.get("cascade", "no").lower() == "yes",
            tuple(_maps(root)),
            tuple(_language_rules(root)),
        )
        found._require_usable()
        return found

    def splitter(self, language: str) -> "SrxSplitter | None":
        """The splitter of a language; None where the file maps no rules to it."""
        named = dict(self.rules)
        chosen = [name for pattern, name in self.maps if _fits(pattern, language)]
        if not chosen:
            return None
        used = chosen if self.cascade else chosen[:1]
        return SrxSplitter(tuple(rule for name in used for rule in named[name]), self.path)

    def _require_usable(self) -> None:
        """Refuse the file if a pattern cannot be used."""
        names = {name for name, _ in self.rules}
        problems = [
            f"no language rule is named {name!r}" for _, name in self.maps if name not in names
        ]
        problems += [
            f"the language pattern {pattern!r} is no regular expression"
            for pattern, _ in self.maps
            if not _is_pattern(pattern)
        ]
        rules = [rule for _, rules in self.rules for rule in rules]
        problems += [f"{rule.place}: {problem}" for rule in rules for problem in _problems(rule)]
        if problems:
            more = len(problems) - _SHOWN
            listed = "; ".join(problems[:_SHOWN]) + (f"; and {more} more" if more > 0 else "")
            raise FormatError(f"rules that cannot be used: {listed}", self.path)


def _root(data: bytes, path: str) -> etree._Element:
    """The root of an SRX file."""
    if len(data) > _LARGEST:
        raise FormatError(f"larger than {_LARGEST // 2**20} MB: no segmentation rules", path)
    refuse_declarations(data, path)
    try:
        root = parse_xml(data)
    except etree.XMLSyntaxError as error:
        raise FormatError(f"not SRX: {error.msg}", path, error.lineno or None) from error
    except ValueError as error:
        raise FormatError(f"not SRX: {error}", path) from error
    if local_name(root) != "srx":
        name = local_name(root)
        message = f"not SRX but <{name}>: export the segmentation rules as SRX 2.0 (.srx)"
        raise FormatError(message, path)
    if root.get("version", "2.0") != "2.0":
        message = f"SRX {root.get('version')}: save it as SRX 2.0 in your translation tool"
        raise FormatError(message, path)
    if not any(local_name(element) == "rule" for element in root.iter()):
        raise FormatError("SRX without a rule", path)
    return root


def _maps(root: etree._Element) -> Iterator[tuple[str, str]]:
    for element in root.iter():
        if local_name(element) == "languagemap":
            yield element.get("languagepattern", ""), element.get("languagerulename", "")


def _language_rules(root: etree._Element) -> Iterator[tuple[str, tuple[SrxRule, ...]]]:
    for element in root.iter():
        if local_name(element) == "languagerule":
            name = element.get("languagerulename", "")
            yield (
                name,
                tuple(_rule(child, name) for child in element if local_name(child) == "rule"),
            )


def _rule(element: etree._Element, name: str) -> SrxRule:
    texts = {local_name(child): child.text or "" for child in element}
    return SrxRule(
        element.get("break", "yes").lower() != "no",
        texts.get("beforebreak", ""),
        texts.get("afterbreak", ""),
        f"line {element.sourceline}, language rule {name!r}",
    )


def _problems(rule: SrxRule) -> Iterator[str]:
    """Why a rule cannot be used."""
    for what, pattern in (("before", rule.before), ("after", rule.after)):
        try:
            regex.compile(python_pattern(pattern), regex.VERSION1)
        except (regex.error, ValueError, OverflowError, RecursionError) as error:
            yield f"the pattern {what} the break, {_short(pattern)}, is not supported: {error}"
            return
    try:
        for trial in _TRIALS:
            _places(rule, trial)
    except TimeoutError:
        yield f"it takes too long: {_short(rule.before + ' | ' + rule.after)}"
    except (regex.error, ValueError) as error:
        yield f"not supported: {error}"


# What patterns with nested repetition take exponential time for.
_TRIALS = tuple(f"{letter * 64}!" for letter in ("a", "A", "1", " ", ".", "中", "a.", "Ab "))


def _short(pattern: str) -> str:
    return repr(pattern if len(pattern) <= 60 else f"{pattern[:57]}...")  # noqa: PLR2004 - for people


@cache
def _compiled(before: str, after: str) -> "regex.Pattern[str]":
    """One pattern that matches, without width, where both match."""
    left = f"(?<={python_pattern(before)})" if before else ""
    right = f"(?={python_pattern(after)})" if after else ""
    return regex.compile(left + right, regex.VERSION1)


def _places(rule: SrxRule, text: str) -> list[int]:
    """Where a rule applies.

    Raises
    ------
    TimeoutError
        If that takes too long.
    """
    pattern = _compiled(rule.before, rule.after)
    return [match.start() for match in pattern.finditer(text, timeout=_LONGEST)]


def _is_pattern(pattern: str) -> bool:
    try:
        regex.compile(python_pattern(pattern), regex.VERSION1)
    except (regex.error, ValueError):
        return False
    return True


def _fits(pattern: str, language: str) -> bool:
    """Whether a language pattern matches a tag, which tools write with either mark."""
    compiled = regex.compile(python_pattern(pattern), regex.VERSION1 | regex.IGNORECASE)
    tags = (language, language.replace("-", "_"))
    try:
        return any(compiled.fullmatch(tag, timeout=_LONGEST) is not None for tag in tags)
    except TimeoutError:
        return False


class SrxSplitter:
    """Splits text where the first rule that applies says so.

    Parameters
    ----------
    rules : tuple of SrxRule
        In their order.
    path : str
        For messages.
    """

    name = "srx"

    def __init__(self, rules: tuple[SrxRule, ...], path: str) -> None:
        self._rules = rules
        self._path = path

    def split(self, text: str) -> list[tuple[int, int]]:
        """Sentence spans in order, without overlap, leaving out only white space.

        Raises
        ------
        FormatError
            If a rule takes too long.
        """
        decided: dict[int, bool] = {}
        for rule in self._rules:
            try:
                places = _places(rule, text)
            except TimeoutError:
                message = f"{rule.place}: this rule takes too long on a paragraph; make it simpler"
                raise FormatError(message, self._path) from None
            for place in places:
                decided.setdefault(place, rule.is_break)
        return spans_between(text, sorted(place for place, cut in decided.items() if cut))
