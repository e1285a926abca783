"""The clues of a term without a known form: holes in the English, and pronouns."""

import pytest
from departures_of import departures_of, unit
from hypothesis import given
from hypothesis import strategies as st

from aligner.glossary import Glossary
from aligner.lexicon import LexicalModel
from aligner.terms.checking.clues import find_holes, find_torn


@pytest.mark.parametrize(
    "text",
    [
        "The Center advises on , fees and deadlines.",
        "The use of is explained in the Guidelines.",
        "Under the Regulations, is entitled to appeal.",
        "The new system (“”) was opened.",
        "Designates the Office as the authority.",
        "Has issued a notice.",
        "They amended the rules on the and the fees.",
    ],
)
def test_a_missing_name_leaves_a_hole(text: str) -> None:
    assert find_holes(text)


@pytest.mark.parametrize(
    "text",
    [
        "The Center advises on patents, fees and deadlines.",
        "The Office, which was founded in 1998, is in Beijing.",
        "Besides the fees, this is new. Across the country, as an applicant knows, it grew.",
        "It is explained in the Guidelines (2023).",
        "Applicants who log in, and those who do not, are treated alike.",
    ],
)
def test_a_whole_sentence_has_none(text: str) -> None:
    assert find_holes(text) == []


@given(st.text(alphabet="of is,.the (“”)ab A", max_size=60))
def test_holes_lie_in_the_text_in_order(text: str) -> None:
    for holes in (find_holes(text), find_torn(text)):
        assert holes == sorted(holes)
        assert all(0 <= hole <= len(text) for hole in holes)


@pytest.mark.parametrize(
    "text",
    [
        "Meetings among, banks and their auditors were held.",
        "It holds a part of. The rest is sold.",
        "The reports submitted to are published.",
        "The mix of the fund between and the reserve was even.",
        "They evaluated banks’ of such loans.",
        "The examiner reviewed the.",
        "It covers the under examination.",
    ],
)
def test_what_no_reading_saves_is_torn(text: str) -> None:
    assert find_torn(text)


@pytest.mark.parametrize(
    "text",
    [
        "The fees, of which half were paid, and the areas from which they come, grew.",
        "Class A, class B and item (a), see a. and the on-site check of in-house staff.",
        "It is what they dealt with, asked for, referred to.",
        "They go to and from the office, with or without an appointment.",
        "The ‘terms’ of the contract, and the Office's of 2020: 0 of 1,000.",
    ],
)
def test_good_sentences_are_not_torn(text: str) -> None:
    assert find_torn(text) == []


def clues_of(source: str, target: str, glossary: Glossary, model: LexicalModel) -> dict[str, float]:
    """The clues of the only term without a known form."""
    ((_, _, departure),) = departures_of([unit(source, target)], glossary, model)
    return dict(departure.values)


THIRD_PERSON = {
    "pronoun near": True,
    "pronouns": True,
    "pronoun close": True,
    "pronouns to spare": True,
    "excess of pronouns": True,
}
FIRST_PERSON = dict.fromkeys(THIRD_PERSON, False) | {"excess of pronouns": True}
NO_PRONOUN = dict.fromkeys(THIRD_PERSON, False)


@pytest.mark.parametrize(
    ("source", "target", "present"),
    [
        ("审查员审阅了说明书。", "The examiner reviewed it.", THIRD_PERSON),
        ("审查员审阅了说明书。", "The examiner reviewed us.", FIRST_PERSON),
        ("审查员审阅了说明书。", "The examiner reviewed umbrellas.", NO_PRONOUN),
        # The pronoun is the source's own.
        ("审查员审阅了其说明书。", "The examiner reviewed it.", NO_PRONOUN),
    ],
)
def test_a_pronoun_may_stand_for_a_term(
    source: str,
    target: str,
    present: dict[str, bool],
    objects: Glossary,
    learned: LexicalModel,
) -> None:
    clues = clues_of(source, target, objects, learned)
    assert {name: clues[name] > 0.0 for name in present} == present


@pytest.mark.parametrize(("word", "between"), [("it", 1.0), ("us", 1.0), ("lottery", 0.0)])
def test_a_pronoun_between_the_neighbours_of_a_term_is_a_clue(
    word: str, between: float, objects: Glossary, learned: LexicalModel
) -> None:
    target = f"The examiner reviewed {word}, the examiner."
    clues = clues_of("审查员审阅了说明书审查员。", target, objects, learned)
    assert clues["pronoun between"] == between
    assert clues["neighbours touch"] == 1.0


@pytest.mark.parametrize(
    ("target", "absent"),
    [
        ("The examiner reviewed the documents that have priority.", 0.0),
        ("The examiner reviewed the documents.", 1.0),
        ("The examiner reviewed the umbrella.", 2.0),
        # Far apart, the words do not speak for the form.
        (
            "The examiner gave priority to it, and an hour on the attorney saw a box of documents.",
            1.0,
        ),
    ],
)
def test_words_of_the_form_count_where_they_stand_together(
    target: str, absent: float, objects: Glossary, learned: LexicalModel
) -> None:
    assert clues_of("审查员审阅了优先权文件。", target, objects, learned)["absent words"] == absent
