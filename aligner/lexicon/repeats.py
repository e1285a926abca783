"""Which of very many strings occur more than once, told without keeping them."""

from array import array
from collections.abc import Hashable, Iterable

import numpy as np


class Repeats:
    """Tells of things that were added whether they may have been added twice.

    Only their hashes are kept, eight bytes each, so that what is counted or stored
    afterwards is a small part of everything.  Very seldom a thing is taken for another
    one: who needs to know must count those that are left.

    Parameters
    ----------
    batches : iterable of iterable of hashable
        Things are hashed batch by batch.
    """

    def __init__(self, batches: Iterable[Iterable[Hashable]]) -> None:
        hashes = array("q")
        for batch in batches:
            hashes.extend(map(hash, batch))
        met = np.sort(np.frombuffer(hashes, np.int64)) if hashes else np.empty(0, np.int64)
        self._repeated = frozenset(met[1:][met[1:] == met[:-1]].tolist())

    def __contains__(self, thing: Hashable) -> bool:
        return hash(thing) in self._repeated
