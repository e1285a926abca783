"""What a reviewer may undo and do again."""

from collections.abc import Iterable

from aligner.values import Edit, EditAction

_BACKWARD = frozenset({EditAction.UNDO, EditAction.REDO})


def undo_stacks(edits: Iterable[Edit], author: str) -> tuple[list[Edit], list[Edit]]:
    """Standing and undone edits of an author, the latest last."""
    by_key: dict[int, Edit] = {}
    done: list[Edit] = []
    undone: list[Edit] = []
    for edit in edits:
        by_key[edit.key] = edit
        if edit.author != author:
            continue
        if edit.action not in _BACKWARD or edit.undone is None:
            done.append(edit)
            undone.clear()
        elif edit.action is EditAction.UNDO:
            undone.append(by_key[edit.undone])
            done.pop()
        else:
            done.append(by_key[edit.undone])
            undone.pop()
    return done, undone
