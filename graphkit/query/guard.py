"""What a query may not be: too long, too deep, or a way off the machine.

Oxigraph would follow SERVICE to any host and has no switch for that, and rdflib does the same,
so a query that names a service is refused before it runs. The place of a mistake is told by
line and column of the text as it was written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from graphkit.errors import BadQuery
from graphkit.query.tokens import INERT, code, depths, place_of, resolved, tokens, written

#: Longest query that is read, in characters.
MAX_QUERY = 100_000
#: Deepest nesting of brackets: Oxigraph's parser ends the process from some 2,000 on.
MAX_DEPTH = 64
#: Deepest nesting of lists, such as ``((1))``: with each level Oxigraph takes much longer to plan
#: the pattern. Of brackets in paths as well, which look the same.
MAX_LISTS = 20

#: A run of words and terms, and what else there is, where terms are marked.
_STEP = re.compile(r"[\w\0]+|\S")
_WORD = re.compile(r"[A-Za-z]\w*")
#: Words before a bracket that are terms, and so no start of an expression.
_TERMS = {"a", "true", "false"}
_SERVICE = re.compile("service", re.IGNORECASE)
#: How many characters an escape is longer than what it stands for.
_LONGER = len("\\u0053") - 1
_UPDATES = frozenset(
    {"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "COPY", "MOVE", "ADD", "WITH"}
)
#: The declarations before a query, where `code` has left out the IRIs.
_DECLARED = re.compile(r"\s*(?:(?:BASE|PREFIX\s*[^\s:]*:)\s*)*", re.IGNORECASE)
#: How far back a prefix is looked for, in characters.
_NEAR = 200
_LETTERS = re.compile("[A-Za-z]*")
_PREFIXED = re.compile(r"(?P<prefix>[A-Za-z][\w.-]*):[^\s<>()\[\]{}]*\s*\Z")
_PLACE = re.compile(r"error at (\d+):(\d+):")


def guard(text: str) -> None:
    """Refuse what no engine may even parse, or would leave the machine for.

    Raises:
        BadQuery: The text is too long or too deep, or asks another host.
    """
    if len(text) > MAX_QUERY:
        raise BadQuery(f"the query has {len(text)} characters: keep it under {MAX_QUERY}")
    # By SPARQL 1.1 these escapes are resolved before anything else, so that SERV\\u0049CE is
    # SERVICE; by SPARQL 1.2 they belong to strings and IRIs. Both readings must be harmless.
    plain = resolved(text)
    for reading in (text,) if plain == text else (text, plain):
        coded = code(reading)
        asked = _SERVICE.search(coded)
        if asked:
            place = asked.start()
            raise asks_another_host(text, place if reading is text else written(text, place))
        if max(depths(coded)) > MAX_DEPTH:
            raise BadQuery(f"the query nests deeper than {MAX_DEPTH} brackets: make it flatter")
        if _lists(reading) > MAX_LISTS:
            raise BadQuery(
                f"the query nests lists or paths deeper than {MAX_LISTS}: make it flatter"
            )


def asks_another_host(text: str, place: int) -> BadQuery:
    """Return the error for a query that names a service at a place of its text."""
    reason = "the query asks another host (SERVICE), which graphkit never does"
    return BadQuery(f"{place_of(text, place)}: {reason}")


def _lists(text: str) -> int:
    """Return how deep a query nests round brackets that belong to no expression.

    An expression is in brackets behind a word, such as FILTER or the name of a function, or
    stands before the first curly bracket.
    """
    opened, lists, deepest, before = ["expression"], 0, 0, ""
    for step in _STEP.finditer(_marked(text)):
        sign = step[0]
        if sign == "(":
            called = before and before.lower() not in _TERMS
            inside = opened[-1] == "expression"
            opened.append("expression" if called or inside else "list")
            lists += opened[-1] == "list"
            deepest = max(deepest, lists)
        elif sign in "[{":
            opened.append("pattern")
        elif sign in ")]}" and len(opened) > 1:
            lists -= opened.pop() == "list"
        word = None if "\0" in sign else _WORD.search(sign)
        before = word[0] if word else ""
    return deepest


def _marked(text: str) -> str:
    """Return a query with a sign of its own for each term, and a blank for each comment."""
    pieces, end = [], 0
    for token in tokens(text):
        if token.kind != "bracket":
            pieces += [text[end : token.start], " " if token.kind == "comment" else "\0"]
            end = token.end
    return "".join([*pieces, text[end:]])


def disarmed(text: str) -> str:
    """Return the query with each "service" in strings, IRIs and comments written as an escape.

    It means the same there. Should Oxigraph see code where `tokens` sees one of them, it meets
    an escape, which is none of its words.
    """
    pieces, end = [], 0
    for place in _places(text):
        pieces += [text[end:place], f"\\u{ord(text[place]):04X}"]
        end = place + 1
    return "".join([*pieces, text[end:]])


def _places(text: str) -> Iterator[int]:
    """Yield where each "service" begins that `disarmed` rewrites."""
    for token in tokens(text):
        if token.kind in INERT:
            yield from (token.start + word.start() for word in _SERVICE.finditer(token.text))


def syntax_error(message: str, text: str) -> str:
    """Return what Oxigraph says against a query in one line, with the place and the text there."""
    found = _PLACE.match(message)
    if not found:
        return f"the query is wrong: {' '.join(message.split())}"
    line, column = int(found[1]), int(found[2])
    lines = text.split("\n")  # what Oxigraph counts; str.splitlines knows more line ends
    start = sum(len(before) + 1 for before in lines[: line - 1])
    for spot in _places(text):
        if start <= spot < start + column - 1:
            column = max(column - _LONGER, spot - start + 1)
    begin = max(0, column - 1 - _NEAR)
    before = _PREFIXED.search(lines[line - 1], begin, column - 1)
    if before and "Prefix not found" in message:
        return undeclared(text, start + before.start(), before["prefix"])
    return not_sparql(text, start + column - 1)


def undeclared(text: str, place: int, prefix: str) -> str:
    """Return a message for a prefix that stands at a place of a query and is not known."""
    return f'{place_of(text, place)}: nobody declared the prefix "{prefix}": add PREFIX at the top'


def not_sparql(text: str, place: int) -> str:
    """Return a message for a text that is no SPARQL from a place on."""
    coded = code(text)
    update = _update(coded)
    if update:
        return (
            f"{place_of(text, update.start())}: {update[0].upper()} is an update, and graphkit "
            "changes nothing: ask with SELECT, ASK, CONSTRUCT or DESCRIBE"
        )
    where = place_of(text, place)
    line, _, more = text[place:].partition("\n")
    rest = " ".join(line.split()) or " ".join(more.split())
    if rest:
        return f'{where}: not SPARQL at "{rest[:40]}": mend the query there or before'
    *_, deep = depths(coded)
    if deep > 0:
        return f"{where}: the query ends too early: close what it opens"
    return f"{where}: the query is no SPARQL before it ends: mend or complete it"


def _update(coded: str) -> re.Match[str] | None:
    """Return the first word behind the declarations, if it is one of an update."""
    declared = _DECLARED.match(coded)
    word = _LETTERS.match(coded, declared.end() if declared else 0)
    return word if word and word[0].upper() in _UPDATES else None
