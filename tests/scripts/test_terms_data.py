"""Reading bilingual documents for the benchmark of the term check."""

from pathlib import Path

from terms_data import load_ladder


def test_a_ladder_gives_its_beads(tmp_path: Path) -> None:
    (tmp_path / "a.zh").write_text("专利一。\n专利二。\n专利三。", "utf-8")
    (tmp_path / "a.en").write_text("Patents one and two.\nPatent three.", "utf-8")
    (tmp_path / "a.gold").write_text("[0, 1]:[0]:0.99\n[2]:[1]\n", "utf-8")
    units = load_ladder(tmp_path / "a.gold", "a")
    assert [(u.id, u.source_text, u.target_text) for u in units] == [
        ("a-0", "专利一。专利二。", "Patents one and two."),
        ("a-1", "专利三。", "Patent three."),
    ]
