"""Values as YAML that reads back as the same text, here and in other readers of YAML.

A value is made of scalars as they are to stand in the file, lists and mappings. What fits on a
line stands on one; what does not is broken at its entries, and so on inside them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from graphkit.yaml_source import Scalar, parse_yaml

Node: TypeAlias = "str | Sequence[Node] | Mapping[str, Node]"

_WIDTH = 100
# What needs no quotes anywhere, in this reader or another.
_PLAIN = re.compile(r"[^\W\d_](?:[\w ._'()/-]*[\w.')])?")
#: What other readers turn into a flag or into nothing (YAML 1.1, types bool and null).
_WORDS = frozenset(["y", "yes", "n", "no", "true", "false", "on", "off", "null"])
_PLAIN_ASCII = re.compile("[ -~]*[!-~][ -~]*")


def can_be_written(text: str) -> bool:
    """Whether a seed file can hold a text: it is not blank, and each character may stand there."""
    if _PLAIN_ASCII.fullmatch(text):
        return True
    try:
        value, problems = parse_yaml(quoted(text).encode(), "")
    except UnicodeEncodeError:  # half of a surrogate pair
        return False
    return not problems and isinstance(value, Scalar) and bool(text.strip())


def scalar(text: str) -> str:
    """Return a text as a scalar; an empty one stays empty, for its field is to be left out."""
    plain = not text or (_PLAIN.fullmatch(text) and text.lower() not in _WORDS)
    return text if plain else quoted(text)


def quoted(text: str) -> str:
    """Return a text in double quotes: every text of JSON is one of YAML."""
    return json.dumps(text, ensure_ascii=False)


def scalars(texts: Sequence[str]) -> Node:
    """Return one text alone, several as a list."""
    return scalar(texts[0]) if len(texts) == 1 else [scalar(text) for text in texts]


def render_lines(node: Node, indent: str = "") -> Iterator[str]:
    """Yield the lines of a list or mapping, each entry of it on one line where that holds it."""
    if isinstance(node, Mapping):
        entries: Iterable[tuple[str, Node]] = ((f"{key}:", value) for key, value in node.items())
    else:
        entries = (("-", value) for value in node)
    for head, value in entries:
        line = f"{indent}{head} {_flow(value)}\n"
        if isinstance(value, str) or not value or len(line) <= _WIDTH:
            yield line
        elif head == "-":
            first, *others = render_lines(value, f"{indent}  ")
            yield f"{indent}- {first.lstrip(' ')}"
            yield from others
        else:
            yield f"{indent}{head}\n"
            yield from render_lines(value, f"{indent}  ")


def _flow(node: Node) -> str:
    """Return a value on one line."""
    if isinstance(node, str):
        return node
    if isinstance(node, Mapping):
        return f"{{{', '.join([f'{key}: {_flow(value)}' for key, value in node.items()])}}}"
    return f"[{', '.join([_flow(item) for item in node])}]"
