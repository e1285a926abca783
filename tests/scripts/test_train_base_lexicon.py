"""The base lexicon as bytes."""

import json
import lzma
from collections import defaultdict
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from terms_data import load_ladder
from train_base_lexicon import packed

COUNTS = st.dictionaries(
    st.text(alphabet="专利权", min_size=1, max_size=2),
    st.dictionaries(st.sampled_from(["patent", "right", "law"]), st.integers(1, 9)),
)


@given(COUNTS)
def test_only_frequent_pairs_are_kept(counts: dict[str, dict[str, int]]) -> None:
    kept: dict[str, dict[str, int]] = defaultdict(dict)
    kept.update(json.loads(lzma.decompress(packed(counts))))
    for source, row in counts.items():
        assert kept[source] == {target: n for target, n in row.items() if n > 1}


@given(COUNTS)
def test_the_order_of_the_counts_does_not_matter(counts: dict[str, dict[str, int]]) -> None:
    turned = {s: dict(reversed(row.items())) for s, row in reversed(counts.items())}
    assert packed(turned) == packed(counts)


def test_a_ladder_gives_its_beads(tmp_path: Path) -> None:
    (tmp_path / "a.zh").write_text("专利一。\n专利二。\n专利三。", "utf-8")
    (tmp_path / "a.en").write_text("Patents one and two.\nPatent three.", "utf-8")
    (tmp_path / "a.gold").write_text("[0, 1]:[0]:0.99\n[2]:[1]\n", "utf-8")
    units = load_ladder(tmp_path / "a.gold", "a")
    assert [(u.id, u.source_text, u.target_text) for u in units] == [
        ("a-0", "专利一。专利二。", "Patents one and two."),
        ("a-1", "专利三。", "Patent three."),
    ]
