"""Whatever is waited for has a limit, or is named here with the reason why it needs none."""

import ast
from collections.abc import Iterator
from pathlib import Path

import aligner

ROOT = Path(aligner.__file__).parent
# Without arguments these wait as long as it takes.
_ENDLESS = {"acquire", "communicate", "join", "recv", "result", "shutdown", "wait"}
# Functions of subprocess that take a limit.
_PROCESSES = {"call", "check_call", "check_output", "run"}
# Calls that end by themselves.
KNOWN = {
    # The result is there: it was waited for, with a limit, in the line before.
    ("bulk/local.py", "self._future.result()"),
    ("review/desk_thread.py", "future.result()"),
    # In the thread that made the result, behind it.
    ("review/desk_thread.py", "opening.result()"),
    # These results have a limit of their own.
    ("bulk/flight.py", "pending.result()"),
    ("encoders/use.py", "self._tokenizer.result()"),
    # The lock of a workspace is taken at once, or refused.
    ("workspace/database.py", "lock.acquire()"),
    ("workspace/database.py", "self._lock.acquire()"),
    ("workspace/document_store.py", "self._lock.acquire()"),
    ("workspace/pair_store.py", "self._lock.acquire()"),
    ("workspace/store.py", "self._lock.acquire()"),
    ("workspace/upkeep.py", "lock.acquire()"),
}


def calls() -> Iterator[tuple[str, ast.Call]]:
    """All calls of the program, with the modules they stand in."""
    for path in sorted(ROOT.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                yield path.relative_to(ROOT).as_posix(), node


def is_endless(call: ast.Call) -> bool:
    """Whether a call waits without a limit, as far as its form tells."""
    if not isinstance(call.func, ast.Attribute):
        return False
    name, owner = call.func.attr, call.func.value
    if isinstance(owner, ast.Name) and owner.id == "subprocess" and name in _PROCESSES:
        return all(keyword.arg != "timeout" for keyword in call.keywords)
    return name in _ENDLESS and not call.args and not call.keywords


def test_every_wait_has_a_limit() -> None:
    endless = {(module, ast.unparse(call)) for module, call in calls() if is_endless(call)}
    assert endless == KNOWN


def test_who_is_told_of_a_wait_is_told_its_limit() -> None:
    told = [
        (module, ast.unparse(call.args[0]))
        for module, call in calls()
        if isinstance(call.func, ast.Name)
        and call.func.id in {"tell_wait", "told_wait"}
        and isinstance(call.args[1], ast.Constant)
        and call.args[1].value is None
    ]
    # A page is read by this process itself; a review can be opened as long as it runs.
    assert [module for module, _ in told] == ["readers/read.py", "review/serving.py"]
