"""Ids made of names, no two alike and whatever order the names come in."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable
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
    used = set(taken)
    found: dict[_Key, str] = {}
    for key in sorted(keys):
        found[key] = numbered(make(key) or "unnamed", used, longest=longest, joint=joint)
        used.add(found[key])
    return found


def numbered(
    plain: str, taken: Container[str], *, longest: int | None = None, joint: str = "-"
) -> str:
    """Return an id, cut to a length, with the first number behind it that makes it a new one."""
    identifier, number = cut(plain, longest), 1
    while identifier in taken:
        number += 1
        end = f"{joint}{number}"
        identifier = cut(plain, longest and longest - len(end)) + end
    return identifier


def cut(identifier: str, longest: int | None) -> str:
    """Return an id of a greatest length, cut behind a whole word if there is one."""
    if longest is None or len(identifier) <= longest:
        return identifier
    words = identifier[: longest + 1].rpartition("-")[0]
    return words or identifier[:longest]
