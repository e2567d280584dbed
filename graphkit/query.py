"""SPARQL over the graph or over Turtle files, with answers as text, and the named questions.

Oxigraph answers. It would follow SERVICE to any host and has no switch for that, so a query
that names a service is refused before it runs; updates are no queries and are refused by it.
"""

from __future__ import annotations

import dataclasses
import itertools
import re
import threading
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pyoxigraph as ox

from graphkit.errors import BadQuery, GraphkitError
from graphkit.identifiers import BASE
from graphkit.problems import did_you_mean
from graphkit.projections.terms import prefixes
from graphkit.resources import questions_folder

#: Longest query that is read, in characters.
MAX_QUERY = 100_000
#: Deepest nesting of brackets: Oxigraph's parser ends the process from some 2,000 on.
MAX_DEPTH = 64

#: Bytes of stack to answer on. Oxigraph goes one call deeper for each link of a chain, such as
#: ``1||1||1``, and ends the process where the stack ends: this is twice what the longest takes.
_STACK = 256 << 20

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
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_SERVICE = re.compile("service", re.IGNORECASE)
#: How many characters an escape is longer than what it stands for.
_LONGER = len("\\u0053") - 1
_PLACE = re.compile(r"error at (\d+):(\d+): ?(.*)", re.DOTALL)
#: What needs no escape behind a prefix.
_LOCAL = re.compile(r"[a-z0-9]+:[A-Za-z0-9_](?:[A-Za-z0-9_:-]*[A-Za-z0-9_-])?")
_Known = Sequence[tuple[str, str]]
_HEAD = re.compile(r"# title: (\S.*)\n# question: (\S.*)\n")


@dataclasses.dataclass(frozen=True, slots=True)
class Table:
    """Rows of a SELECT, or the one value of an ASK.

    Attributes:
        columns: Names of the variables.
        rows: A text for each variable; an empty one where it is unbound. IRIs are shortened
            by the known prefixes.
        csv: The SPARQL 1.1 CSV results.
        json: The SPARQL 1.1 JSON results.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    csv: str
    json: str


@dataclasses.dataclass(frozen=True, slots=True)
class Question:
    """A query that graphkit ships under a name.

    Attributes:
        name: The name of its file, in kebab case.
        title: What it is about, in a few words.
        question: What it answers, in one sentence.
        text: The query itself, in SPARQL.
    """

    name: str
    title: str
    question: str
    text: str


def questions() -> tuple[Question, ...]:
    """Return the named questions in the order of their names.

    Raises:
        GraphkitError: The installation is broken: a question is not as it was shipped.
    """
    return tuple(_read_question(path) for path in sorted(questions_folder().glob("*.rq")))


def named_question(name: str) -> Question:
    """Return the question of a name.

    Raises:
        BadQuery: There is none.
        GraphkitError: The installation is broken.
    """
    known = {question.name: question for question in questions()}
    if name not in known:
        near = did_you_mean(name, known)
        raise BadQuery(f'there is no question "{name}": {near}`graphkit query --list` shows all')
    return known[name]


def _read_question(path: Path) -> Question:
    text = path.read_text(encoding="utf-8")
    head = _HEAD.match(text)
    if not head:
        raise GraphkitError(f"{path} has no title and question on top: install graphkit again")
    return Question(path.stem, head[1], head[2], text)


def load_files(paths: Sequence[Path]) -> ox.Store:
    """Return a store with the triples of Turtle files.

    Raises:
        GraphkitError: A file is missing or is not Turtle.
    """
    store = ox.Store()
    for path in paths:
        try:
            store.load(path=path, format=ox.RdfFormat.TURTLE)
        except (OSError, SyntaxError, ValueError) as error:
            raise GraphkitError(f"{path} cannot be read as Turtle: {error}") from error
    return store


def answer(store: ox.Store, text: str, base: str = BASE) -> Table | str:
    """Answer a query.

    Args:
        store: What to ask.
        text: SPARQL 1.1; the prefixes of `graphkit.projections.terms.prefixes` are known.
        base: Namespace of the project's ids.

    Returns:
        A table for SELECT and ASK, Turtle for CONSTRUCT and DESCRIBE.

    Raises:
        BadQuery: The text is no query, or one that would leave the machine.
    """
    _guard(text)
    found: list[Table | str | Exception] = []

    def run() -> None:
        try:
            found.append(_answer(store, text, prefixes(base)))
        except Exception as error:  # noqa: BLE001 - raised again where the answer is awaited
            found.append(error)

    usual = threading.stack_size(_STACK)
    try:
        worker = threading.Thread(target=run, daemon=True)
        worker.start()
    finally:
        threading.stack_size(usual)
    worker.join()
    (result,) = found
    if isinstance(result, Exception):
        raise result
    return result


def _answer(store: ox.Store, text: str, known: dict[str, str]) -> Table | str:
    try:
        result = store.query(_disarmed(text), prefixes=known)
        if isinstance(result, ox.QueryTriples):
            return _turtle(result, known)
        exact = result.serialize(format=ox.QueryResultsFormat.JSON) or b""
    except SyntaxError as error:
        raise BadQuery(_syntax(str(error), text)) from error
    except (ValueError, OSError, RuntimeError) as error:
        reason = " ".join(str(error).split())
        raise BadQuery(f"the query cannot be answered: {reason}") from error
    if isinstance(result, ox.QueryBoolean):
        word = "true" if result else "false"
        return Table(("answer",), ((word,),), f"{word}\n", f"{exact.decode()}\n")
    return _table(exact, known)


def _table(exact: bytes, known: dict[str, str]) -> Table:
    """Return the rows of JSON results; solutions can be read only once, so each form reads anew."""
    solutions = _solutions(exact)
    names = tuple(variable.value for variable in solutions.variables)
    by_length = sorted(known.items(), key=lambda item: -len(item[1]))
    rows = tuple(tuple(_shown(row[name], by_length) for name in names) for row in solutions)
    as_csv = _solutions(exact).serialize(format=ox.QueryResultsFormat.CSV) or b""
    return Table(names, rows, as_csv.decode("utf-8"), f"{exact.decode('utf-8')}\n")


def _solutions(exact: bytes) -> ox.QuerySolutions:
    solutions = ox.parse_query_results(exact, format=ox.QueryResultsFormat.JSON)
    if not isinstance(solutions, ox.QuerySolutions):
        raise BadQuery("the query has no rows: use SELECT")
    return solutions


def _shown(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None, known: _Known) -> str:
    """Return a term for readers: names by their prefix, literals as their text."""
    if term is None:
        return ""
    if isinstance(term, ox.NamedNode):
        for prefix, namespace in known:
            if term.value.startswith(namespace):
                return f"{prefix}:{term.value.removeprefix(namespace)}"
        return term.value
    return str(term) if isinstance(term, (ox.Triple, ox.BlankNode)) else term.value


def _guard(text: str) -> None:
    """Refuse what Oxigraph must not even parse, or would leave the machine for."""
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


def _code(text: str) -> str:
    """Return a query with a blank for each string, IRI, comment, variable and local name."""
    return _TOKEN.sub(lambda m: m[0] if m["bracket"] else " ", text)


def _depths(code: str) -> list[int]:
    """Return how many brackets are open, from the start of a query to its end."""
    steps = ((sign in "([{") - (sign in ")]}") for sign in code)
    return list(itertools.accumulate(steps, initial=0))


def _disarmed(text: str) -> str:
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
    """Yield where each "service" begins that `_disarmed` rewrites."""
    for token in _TOKEN.finditer(text):
        if token["inert"]:
            yield from (token.start() + word.start() for word in _SERVICE.finditer(token[0]))


def _syntax(message: str, text: str) -> str:
    """Return what is wrong with a query in one line, with its place and the line itself."""
    place = _PLACE.match(message)
    if not place:
        return f"the query is wrong: {' '.join(message.split())}"
    line, column = int(place[1]), int(place[2])
    lines = text.split("\n")  # what Oxigraph counts; str.splitlines knows more line ends
    start = sum(len(before) + 1 for before in lines[: line - 1])
    for spot in _places(text):
        if start <= spot < start + column - 1:
            column = max(column - _LONGER, spot - start + 1)
    rest = " ".join(lines[line - 1][column - 1 :].split())
    if not rest:
        rest = " ".join(" ".join(lines[line:]).split())
    if not rest and _depths(_code(text))[-1] > 0:
        return f"query:{line}:{column}: the query ends too early: close what it opens"
    if not rest:
        return f"query:{line}:{column}: the query is no SPARQL before it ends: mend or complete it"
    return f'query:{line}:{column}: not SPARQL at "{rest[:40]}": mend the query there or before'


def _turtle(triples: Iterable[ox.Triple], known: dict[str, str]) -> str:
    """Return triples as Turtle, sorted, a line each, with the prefixes they use."""
    by_length = sorted(known.items(), key=lambda item: -len(item[1]))
    used: set[str] = set()

    def name(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
        shown = _shown(term, by_length)
        if isinstance(term, ox.NamedNode) and shown != term.value and _LOCAL.fullmatch(shown):
            used.add(shown.partition(":")[0])
            return shown
        return str(term)

    lines = sorted(f"{name(t.subject)} {name(t.predicate)} {name(t.object)} .\n" for t in triples)
    head = [f"@prefix {prefix}: <{known[prefix]}> .\n" for prefix in sorted(used)]
    return "".join([*head, "\n" if head else "", *lines])
