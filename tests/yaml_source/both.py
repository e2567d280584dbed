"""Reading a text with both parsers, which must agree, into something easy to compare."""

from __future__ import annotations

from typing import TypeAlias

from graphkit.problems import Problem
from graphkit.yaml_source import Mapping, Scalar, Sequence, Value, parse_yaml

Plain: TypeAlias = "str | list[Plain] | dict[str, Plain] | None"
Found: TypeAlias = list[tuple[str, int, int]]


def plain(value: Value | None) -> Plain:
    """Return a value as Python would write it, without its places."""
    if value is None:
        return None
    if isinstance(value, Scalar):
        return value.text
    if isinstance(value, Sequence):
        return [plain(item) for item in value.items]
    return {text: plain(entry.value) for text, entry in value.entries.items()}


def placed(value: Value | None) -> object:
    """Return everything there is to know of a value."""
    if value is None:
        return None
    place = value.line, value.column
    if isinstance(value, Scalar):
        return place, value.text, value.plain
    if isinstance(value, Sequence):
        return place, value.flow, [placed(item) for item in value.items]
    entries = value.entries.items()
    return (
        place,
        value.flow,
        [(text, placed(entry.key), placed(entry.value)) for text, entry in entries],
    )


def read_both(source: str | bytes) -> tuple[Value | None, list[Problem]]:
    """Return what libyaml gives, after checking that the other parser gives the same."""
    data = source.encode() if isinstance(source, str) else source
    value, problems = parse_yaml(data, "seeds/a.yaml")
    other, others = parse_yaml(data, "seeds/a.yaml", pure=True)
    assert others == problems
    assert placed(other) == placed(value)
    return value, problems


def values(source: str | bytes) -> Plain:
    """Return the plain value of a text that has no problem."""
    value, problems = read_both(source)
    assert problems == []
    return plain(value)


def found(source: str | bytes) -> Found:
    """Return code, line and column of each problem, the form in which tests expect them."""
    return [
        (problem.code, problem.place.line, problem.place.column) for problem in read_both(source)[1]
    ]


def mapping(value: Value | None) -> Mapping:
    """Return a value that must be a mapping."""
    assert isinstance(value, Mapping)
    return value
