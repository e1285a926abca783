"""Settings for all tests, two small piles of releases, and a tiny model.

The same examples in every run, no deadlines on shared cores, no network.
"""

import shutil
import warnings
from itertools import product
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from aligner.glossary import Glossary
from aligner.lexicon import LexicalModel
from aligner.terms import learn_lexicon
from aligner.values import ConceptEntry, Term, TranslationUnit

settings.register_profile(
    "repeatable",
    derandomize=True,
    deadline=None,
    max_examples=50,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("repeatable")

_PILES = Path(__file__).parent / "data" / "piles"


@pytest.fixture(scope="session")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of an untrained sentence-transformers model of a few thousand numbers.

    Tests that want it are skipped where the package is not installed.
    """
    pytest.importorskip("sentence_transformers", reason="the extra is not installed")
    with warnings.catch_warnings():
        # These packages warn about themselves and each other.
        warnings.simplefilter("ignore")
        return _tiny_model(tmp_path_factory.mktemp("models"))


def _tiny_model(folder: Path) -> Path:
    import torch  # noqa: PLC0415 - not installed everywhere
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415
    from transformers import BertConfig, BertModel, BertTokenizerFast  # noqa: PLC0415

    torch.manual_seed(7)
    letters = "abcdefghijklmnopqrstuvwxyz0123456789.,!?。，"
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *letters, *(f"##{c}" for c in letters)]
    bare, whole = folder / "bare", folder / "tiny model"
    bare.mkdir()
    (bare / "vocab.txt").write_text("\n".join(words) + "\n", encoding="utf-8")
    BertTokenizerFast(str(bare / "vocab.txt")).save_pretrained(bare)
    shape = {"hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 2}
    config = BertConfig(vocab_size=len(words), intermediate_size=64, **shape)
    BertModel(config).save_pretrained(bare)
    # The package puts the mean of the tokens on top.
    SentenceTransformer(str(bare), local_files_only=True).save(str(whole))
    return whole


@pytest.fixture
def source_pile(tmp_path: Path) -> Path:
    """Four Chinese releases; three have translations in `target_pile`."""
    return Path(shutil.copytree(_PILES / "source", tmp_path / "source"))


@pytest.fixture
def target_pile(tmp_path: Path) -> Path:
    """Four English releases; three are translations of those in `source_pile`."""
    return Path(shutil.copytree(_PILES / "target", tmp_path / "target"))


@pytest.fixture
def small_glossary(tmp_path: Path) -> Path:
    """A two-column glossary of four terms."""
    path = tmp_path / "glossary.tsv"
    rows = ["知识产权\tintellectual property", "发明专利\tinvention patent"]
    rows += ["外观设计\tindustrial design", "地理标志\tgeographical indication"]
    path.write_text("\n".join(["zh\ten", *rows]) + "\n", encoding="utf-8")
    return path


_SUBJECTS = (("审查员", "The examiner"), ("申请人", "The applicant"), ("代理师", "The attorney"))
_ACTIONS = (("提交了", "filed"), ("修改了", "amended"), ("审阅了", "reviewed"))
_OBJECTS = (
    ("权利要求书", "the claims"),
    ("说明书", "the description"),
    ("复审请求", "the reexamination request"),
    ("优先权文件", "the priority documents"),
)


@pytest.fixture(scope="session")
def composed() -> list[TranslationUnit]:
    """36 short sentences in which every word has one rendering."""
    parts = product(_SUBJECTS, _ACTIONS, _OBJECTS)
    return [
        TranslationUnit(f"u{i}", "zh-Hans", "en", f"{s}{a}{o}。", f"{es} {ea} {eo}.", 1.0)
        for i, ((s, es), (a, ea), (o, eo)) in enumerate(parts)
    ]


@pytest.fixture(scope="session")
def objects() -> Glossary:
    """The terms in them."""
    pairs = [(zh, en.removeprefix("the ")) for zh, en in _OBJECTS]
    return Glossary(tuple(ConceptEntry(zh, (Term(zh, "zh"), Term(en, "en"))) for zh, en in pairs))


@pytest.fixture(scope="session")
def learned(composed: list[TranslationUnit], objects: Glossary) -> LexicalModel:
    """What is learned from the sentences alone."""
    return learn_lexicon(composed, objects, base=False)
