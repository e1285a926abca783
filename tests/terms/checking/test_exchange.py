"""Two renderings in each other's place."""

from departures_of import DAY, unit

from aligner.glossary import Glossary
from aligner.lexicon import LexicalModel
from aligner.terms import check_bitext

SOURCE = "申请人提交了优先权文件，审查员修改了权利要求书。"
RIGHT = "The applicant filed the priority documents, and the examiner amended the claims."
WRONG = "The applicant filed the claims, and the examiner amended the priority documents."


def messages(glossary: Glossary, model: LexicalModel, target: str) -> list[str]:
    found = check_bitext(
        [unit(SOURCE, target)],
        glossary,
        published=DAY,
        source_document="a",
        target_document="b",
        lexicon=model,
    ).findings
    return [finding.message for finding in found]


def test_exchanged_renderings_are_found(objects: Glossary, learned: LexicalModel) -> None:
    assert messages(objects, learned, RIGHT) == []
    (message,) = messages(objects, learned, WRONG)
    assert "seem to have been exchanged" in message
    assert "“claims”" in message
    assert "“priority documents”" in message
