"""Ids made of names, no two alike and whatever order the names come in."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

_Key = TypeVar("_Key", str, tuple[str, str])


def unique_ids(
    keys: Iterable[_Key],
    make: Callable[[_Key], str],
    *,
    longest: int | None = None,
    taken: Iterable[str] = (),
    joint: str = "-",
) -> dict[_Key, str]:
    """Return an id for each key, no two alike.

    The first of those that would be alike, by code points, keeps the plain id and the others are
    numbered from 2. So an id depends on no order but may on which keys there are.

    Args:
        keys: Each once.
        make: Gives the plain id, which may be empty: then it is ``unnamed``.
        longest: The greatest length; what is longer is cut at a hyphen.
        taken: Ids that are given already.
        joint: What stands in front of a number.
    """
    new = NewIds(taken, longest=longest, joint=joint)
    return {key: new.make(make(key) or "unnamed") for key in sorted(keys)}


class NewIds:
    """Gives ids, each once."""

    def __init__(
        self, taken: Iterable[str] = (), *, longest: int | None = None, joint: str = "-"
    ) -> None:
        """Take the ids that are given already; the rest as for `unique_ids`."""
        self._taken = set(taken)
        self._longest = longest
        self._joint = joint
        # Names that are not in Latin letters all have one plain id: counted from 2 for each of
        # them, a table of a hundred thousand would take hours.
        self._last: dict[str, int] = {}

    def make(self, plain: str) -> str:
        """Return an id, cut to the length, with the first number that makes it a new one."""
        short = identifier = cut(plain, self._longest)
        number = self._last.get(short, 1)
        while identifier in self._taken:
            number += 1
            end = f"{self._joint}{number}"
            identifier = cut(plain, self._longest and self._longest - len(end)) + end
        self._last[short] = number
        self._taken.add(identifier)
        return identifier


def cut(identifier: str, longest: int | None) -> str:
    """Return an id of a greatest length, cut behind a whole word if there is one."""
    if longest is None or len(identifier) <= longest:
        return identifier
    words = identifier[: longest + 1].rpartition("-")[0]
    return words or identifier[:longest]
