"""Answers of two engines to one query: the same rows, down to the datatype of each literal."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping


class WrongAnswer(Exception):
    """What the engines do not agree on."""


def rows_of(data: bytes) -> Counter[tuple[str, ...]]:
    """Return the rows of SPARQL's JSON results, in no order, each as often as it stands there.

    A term is a text with its kind, lexical form, datatype and language; an unbound one is empty.
    """
    found = json.loads(data)

    def term(value: Mapping[str, str]) -> str:
        return json.dumps(sorted(value.items())) if value else ""

    names = sorted(found["head"]["vars"])
    return Counter(
        tuple(term(row.get(name, {})) for name in names) for row in found["results"]["bindings"]
    )


def compare(name: str, answers: Mapping[str, bytes]) -> int:
    """Return how many rows both answers to a query have.

    Args:
        name: Of the query.
        answers: SPARQL's JSON results of two engines, by their names.

    Raises:
        WrongAnswer: They are not the same; the message shows a row that only one of them has.
    """
    first, second = map(rows_of, answers.values())
    if not first:
        raise WrongAnswer(f"{name}: no rows, so that nothing is compared")
    for engine, more in zip(answers, (first - second, second - first), strict=True):
        for row, times in more.items():
            raise WrongAnswer(f"{name}: {len(more)} rows of {engine} alone, as {times} x {row}")
    return first.total()
