"""Sentences that have changed places are told, and no others."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner import align
from aligner.core import Ladders, load_weights
from aligner.core.exchanged import Exchanged, _rings, exchanged_beads
from aligner.encoders import load_encoder
from aligner.values import Bead, Bitext, EncodedText

VISITS = (
    ("会见活动", "Meetings"),
    (
        "局长会见了德国代表团。",
        "The director met the delegation of Germany today.",
    ),
    (
        "局长会见了法国代表团。",
        "The director met the delegation of France today.",
    ),
    (
        "局长会见了日本代表团。",
        "The director met the delegation of Japan today.",
    ),
    (
        "局长会见了智利代表团。",
        "The director met the delegation of Chile today.",
    ),
    (
        "局长会见了埃及代表团。",
        "The director met the delegation of Egypt today.",
    ),
)
NEWS = (
    ("培训班在苏州开班", "Training Course Opens in Suzhou"),
    ("来自十个省的审查员参加了培训。", "Examiners from ten provinces took part in the training."),
    ("课程包括检索和公文写作。", "The courses include searching and the drafting of letters."),
    ("学员住在湖边的宾馆。", "The participants stayed in a hotel by the lake."),
    ("晚上放映了纪录片。", "A documentary film was shown in the evening."),
    ("下一期将于秋天举行。", "The next course will be held in autumn."),
)
PARTY = tuple(
    (f"{zh}应当在三十日内付清全部价款。", f"{en} shall pay the whole price within thirty days.")
    for zh, en in (("买方", "The buyer"), ("承租人", "The lessee"), ("保证人", "The guarantor"))
)


def aligned(pairs: tuple[tuple[str, str], ...], order: list[int]) -> Bitext:
    return align([zh for zh, _ in pairs], [pairs[n][1] for n in order])


def links(bitext: Bitext) -> set[tuple[int, int]]:
    return {(link.source_start, link.target_start) for link in bitext.alignment.moved}


@pytest.mark.parametrize(
    ("pairs", "order"),
    [
        (VISITS, [0, 1, 4, 3, 2, 5]),
        (VISITS, [0, 5, 2, 3, 4, 1]),
        (NEWS, [0, 1, 5, 3, 4, 2]),
        (NEWS, [0, 4, 2, 3, 1, 5]),
        (VISITS, [0, 3, 2, 5, 4, 1]),
    ],
)
def test_what_has_changed_places_is_linked_and_its_beads_are_not_sure(
    pairs: tuple[tuple[str, str], ...], order: list[int]
) -> None:
    found = aligned(pairs, order)
    changed = {n for n, place in enumerate(order) if n != place}
    assert links(found) == {(n, order.index(n)) for n in changed}
    for bead in found.alignment:
        if not bead.is_null and bead.source_start in changed:
            assert bead.probability < 0.5
            assert "its text seems to be that of a passage elsewhere" in bead.reasons


@pytest.mark.parametrize("pairs", [VISITS, NEWS, PARTY, VISITS + PARTY + NEWS])
def test_in_texts_of_one_order_nothing_is_linked(pairs: tuple[tuple[str, str], ...]) -> None:
    found = aligned(pairs, list(range(len(pairs))))
    assert not found.alignment.moved
    assert all(bead.probability > 0.5 for bead in found.alignment)


def test_shared_terms_hold_a_bead_together() -> None:
    """The encoder knows none of these birds, and takes one for another."""
    birds = {"海东青": "gerfalcon", "灰背隼": "merlin", "红脚隼": "vesper", "雀鹰": "musket"}
    texts = (
        [f"他说起{name}。" for name in birds],
        [f"He spoke of {name}s." for name in birds.values()],
    )
    weights, encoder = load_weights(), load_encoder("use.v1")
    beads = [Bead(n, n + 1, n, n + 1, 0.9) for n in range(4)]

    def found(*, are_terms: bool) -> list[Exchanged]:
        anchors = tuple(frozenset({f"term {n}"} if are_terms else ()) for n in range(4))
        source, target = (
            EncodedText(
                tuple(lines),
                language,
                encoder.encode_spans(lines, language=language, max_run=weights.max_run),
                anchors=anchors,
            )
            for lines, language in zip(texts, ("zh", "en"), strict=True)
        )
        return list(exchanged_beads(Ladders.of(source, target, weights).whole.scored.view, beads))

    assert found(are_terms=False)
    assert not found(are_terms=True)


@given(
    st.integers(1, 12).flatmap(
        lambda n: st.tuples(
            st.lists(st.integers(0, n - 1), min_size=n, max_size=n),
            st.lists(st.booleans(), min_size=n, max_size=n),
        )
    )
)
def test_rings_are_all_that_lead_back(graph: tuple[list[int], list[bool]]) -> None:
    partner, leads_on = graph

    def returns(start: int) -> bool:
        n = start
        for _ in partner:
            if not leads_on[n]:
                return False
            n = partner[n]
            if n == start:
                return True
        return False

    rings = list(_rings(np.array(partner), np.array(leads_on)))
    members = [n for ring in rings for n in ring]
    assert sorted(members) == [n for n in range(len(partner)) if returns(n)]
    for ring in rings:
        assert [partner[n] for n in ring] == [*ring[1:], ring[0]]
