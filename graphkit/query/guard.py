"""What a query may not be: too long, too deep, or a way off the machine.

Oxigraph would follow SERVICE to any host and has no switch for that, and rdflib does the same,
so a query that names a service is refused before it runs. The place of a mistake is told by
line and column of the text as it was written.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from graphkit.errors import BadQuery

#: Longest query that is read, in characters.
MAX_QUERY = 100_000
#: Deepest nesting of brackets: Oxigraph's parser ends the process from some 2,000 on.
MAX_DEPTH = 64
#: Deepest nesting of lists, such as ``((1))``: with each level Oxigraph takes much longer to plan
#: the pattern. Of brackets in paths as well, which look the same.
MAX_LISTS = 20

# Oxigraph's parser knows no words: it takes SERVICE:x for SERVICE, and a "<" for an IRI or for
# "less than" by what stands before it. So each "service" must lie where it can be nothing else.
_TOKEN = re.compile(
    r"""
    (?P<inert>
        "{3} (?: \\. | [^\\] )*? "{3} | '{3} (?: \\. | [^\\] )*? '{3}
        | " (?: \\. | [^"\\\n\r] )* " | ' (?: \\. | [^'\\\n\r] )* '
        | < [^<>"{}|^`\\\s]* >
        | \# [^\n\r]*
    )
    | (?P<name> [?$] \w+ | : [\w:] [\w:-]* )
    | (?P<bracket> [(\[{)\]}] )
    """,
    re.VERBOSE | re.DOTALL,
)
#: A term or a name, a word, and what else there is, where `_marked` has been.
_STEP = re.compile(r"\w*\0[\w\0]*|(?P<word>[A-Za-z]\w*)|\S")
#: Words before a bracket that are terms, and so no start of an expression.
_TERMS = {"a", "true", "false"}
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_SERVICE = re.compile("service", re.IGNORECASE)
#: How many characters an escape is longer than what it stands for.
_LONGER = len("\\u0053") - 1
_UPDATES = frozenset(
    {"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "COPY", "MOVE", "ADD", "WITH"}
)
#: How far back a prefix is looked for, in characters.
_NEAR = 200
_LETTERS = re.compile("[A-Za-z]*")
_PREFIXED = re.compile(r"(?P<prefix>[A-Za-z][\w.-]*):[^\s<>()\[\]{}]*\s*\Z")
_PLACE = re.compile(r"error at (\d+):(\d+): ?(.*)", re.DOTALL)


def guard(text: str) -> None:
    """Refuse what no engine may even parse, or would leave the machine for.

    Raises:
        BadQuery: The text is too long or too deep, or asks another host.
    """
    if len(text) > MAX_QUERY:
        raise BadQuery(f"the query has {len(text)} characters: keep it under {MAX_QUERY}")
    # By SPARQL 1.1 these escapes are resolved before anything else, so that SERV\\u0049CE is
    # SERVICE; by SPARQL 1.2 they belong to strings and IRIs. Both readings must be harmless.
    plain = _ESCAPE.sub(lambda m: chr(min(int(m[1] or m[2], 16), 0x10FFFF)), text)
    for reading in (text, plain):
        code = _code(reading)
        if _SERVICE.search(code):
            raise BadQuery("the query asks another host (SERVICE), which graphkit never does")
        if max(_depths(code)) > MAX_DEPTH:
            raise BadQuery(f"the query nests deeper than {MAX_DEPTH} brackets: make it flatter")
        if _lists(reading) > MAX_LISTS:
            raise BadQuery(
                f"the query nests lists or paths deeper than {MAX_LISTS}: make it flatter"
            )


def _code(text: str) -> str:
    """Return a query with a blank for each string, IRI, comment, variable and local name."""
    return _TOKEN.sub(lambda m: m[0] if m["bracket"] else " ", text)


def _depths(code: str) -> list[int]:
    """Return how many brackets are open, from the start of a query to its end."""
    steps = ((sign in "([{") - (sign in ")]}") for sign in code)
    return list(itertools.accumulate(steps, initial=0))


def _lists(text: str) -> int:
    """Return how deep a query nests round brackets that belong to no expression.

    An expression is in brackets behind a word, such as FILTER or the name of a function, or
    stands before the first curly bracket.
    """
    opened, deepest, before = ["expression"], 0, ""
    for step in _STEP.finditer(_TOKEN.sub(_mark, text)):
        sign = step[0]
        if sign == "(":
            called = before and before.lower() not in _TERMS
            inside = opened[-1] == "expression"
            opened.append("expression" if called or inside else "list")
            deepest = max(deepest, opened.count("list"))
        elif sign in "[{":
            opened.append("pattern")
        elif sign in ")]}" and len(opened) > 1:
            opened.pop()
        before = step["word"] or ""
    return deepest


def _mark(token: re.Match[str]) -> str:
    if token["bracket"]:
        return token[0]
    return " " if token[0].startswith("#") else "\0"


def disarmed(text: str) -> str:
    """Return the query with each "service" in strings, IRIs and comments written as an escape.

    It means the same there. Should Oxigraph see code where `_TOKEN` sees one of them, it meets
    an escape, which is none of its words.
    """
    pieces, end = [], 0
    for place in _places(text):
        pieces += [text[end:place], f"\\u{ord(text[place]):04X}"]
        end = place + 1
    return "".join([*pieces, text[end:]])


def _places(text: str) -> Iterator[int]:
    """Yield where each "service" begins that `disarmed` rewrites."""
    for token in _TOKEN.finditer(text):
        if token["inert"]:
            yield from (token.start() + word.start() for word in _SERVICE.finditer(token[0]))


def syntax_error(message: str, text: str) -> str:
    """Return what Oxigraph says against a query in one line, with the place and the text there."""
    place = _PLACE.match(message)
    if not place:
        return f"the query is wrong: {' '.join(message.split())}"
    line, column = int(place[1]), int(place[2])
    word = _first_word(_code(text))
    if word in _UPDATES:
        return (
            f"query:1:1: {word} is an update, and graphkit changes nothing: "
            "ask with SELECT, ASK, CONSTRUCT or DESCRIBE"
        )
    lines = text.split("\n")  # what Oxigraph counts; str.splitlines knows more line ends
    start = sum(len(before) + 1 for before in lines[: line - 1])
    for spot in _places(text):
        if start <= spot < start + column - 1:
            column = max(column - _LONGER, spot - start + 1)
    begin = max(0, column - 1 - _NEAR)
    before = _PREFIXED.search(lines[line - 1], begin, column - 1)
    if before and "Prefix not found" in message:
        where = f"query:{line}:{before.start() + 1}"
        return f'{where}: nobody declared the prefix "{before["prefix"]}": add PREFIX at the top'
    return not_sparql(text, line, column)


def _first_word(code: str) -> str:
    """Return the first word behind the declarations, in capitals."""
    words = iter(code.split())
    for piece in words:
        found = _LETTERS.match(piece)
        word = found[0].upper() if found else ""
        if word == "PREFIX":
            next(words, None)
        elif word != "BASE":
            return word
    return ""


def not_sparql(text: str, line: int, column: int) -> str:
    """Return a message for a text that is no SPARQL from a place on."""
    lines = text.split("\n")
    rest = " ".join(lines[line - 1][column - 1 :].split())
    if not rest:
        rest = " ".join(" ".join(lines[line:]).split())
    if not rest and _depths(_code(text))[-1] > 0:
        return f"query:{line}:{column}: the query ends too early: close what it opens"
    if not rest:
        return f"query:{line}:{column}: the query is no SPARQL before it ends: mend or complete it"
    return f'query:{line}:{column}: not SPARQL at "{rest[:40]}": mend the query there or before'
