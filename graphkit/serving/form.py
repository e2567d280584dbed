"""The query form for people: it works without a script and loads nothing from elsewhere."""

from __future__ import annotations

import base64
import dataclasses
import functools
import hashlib
import json
import re
import urllib.parse
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from graphkit.errors import GraphkitError
from graphkit.identifiers import ONTOLOGY
from graphkit.projections.terms import prefixes
from graphkit.query import ROW_FORMS, TRIPLE_FORMS, Question
from graphkit.resources import page_folder

if TYPE_CHECKING:
    import jinja2

_TEMPLATE = "form.html.j2"
_STYLE = "form.css"
#: The words of a line of Turtle that the workers write: strings, IRIs, names with a prefix.
_WORD = re.compile(
    r"""
    (?P<string> "(?:[^"\\]|\\.)*" (?: \^\^\S+ )? )
    | <(?P<iri> [^>]* )>
    | (?P<name> [a-z0-9]+:[^\s<>"]+ )
    """,
    re.VERBOSE,
)
_NUMBERS = frozenset({"integer", "decimal", "double", "float"})
_XSD = "http://www.w3.org/2001/XMLSchema#"


class Cell(NamedTuple):
    """A term as it is shown: its text, where it leads, its language, whether it is a number."""

    text: str
    href: str = ""
    language: str = ""
    is_number: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class Answer:
    """An answer as it is shown: a table, a yes or no, or lines of Turtle.

    Attributes:
        columns: Names of the variables; empty where it is no table.
        rows: A cell for each variable.
        verdict: ``true`` or ``false`` for ASK; empty otherwise.
        lines: Words of Turtle, line by line.
        cut: Whether there is more than is shown.
        forms: In which forms it can be had.
    """

    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    verdict: str = ""
    lines: tuple[tuple[Cell, ...], ...] = ()
    cut: bool = False
    forms: tuple[str, ...] = ()

    @property
    def count(self) -> str:
        """How much it is, such as ``3 rows``."""
        if self.verdict:
            return ""
        number, what = (len(self.rows), "row") if self.columns else (len(self.lines), "triple")
        return f"{number:,} {what}{'' if number == 1 else 's'}"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What the form is to show.

    Attributes:
        title: Of the graph.
        summary: What is in it.
        query: What stands in the field.
        questions: The named ones to pick from.
        picked: Name of the one that stands in the field; empty for none.
        error: What is wrong with the query; empty for nothing.
        answer: Of the query; none where it was not asked or has none.
        stale: What is wrong with the newest edit of the project, which is not served; empty for
            nothing.
    """

    title: str
    summary: str
    query: str = ""
    questions: Sequence[Question] = ()
    picked: str = ""
    error: str = ""
    answer: Answer | None = None
    stale: str = ""


def render_form(shown: Shown) -> str:
    """Return the page with the form."""
    from markupsafe import Markup

    answer = shown.answer
    return _template().render(
        shown=shown,
        answer=answer,
        prefixes=", ".join(f"{name}:" for name in prefixes("")),
        links=_links(shown.query, answer.forms if answer else ()),
        style=Markup(_style()),  # noqa: S704 - our own file
    )


def policy() -> str:
    """Return the content security policy: our style, forms that lead back here, nothing else."""
    digest = hashlib.sha256(_style().encode("utf-8")).digest()
    style = base64.b64encode(digest).decode("ascii")
    return (
        f"default-src 'none'; style-src 'sha256-{style}'; img-src data:; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    )


def read_rows(body: bytes, base: str, *, cut: bool) -> Answer:
    """Return an answer in the SPARQL 1.1 JSON results as it is shown."""
    found = json.loads(body)
    forms = tuple(ROW_FORMS)
    if "boolean" in found:
        return Answer(verdict=json.dumps(found["boolean"]), forms=forms)
    columns = tuple(found["head"]["vars"])
    names = _Names(base)
    rows = tuple(
        tuple(names.cell(row[column]) if column in row else Cell("") for column in columns)
        for row in found["results"]["bindings"]
    )
    return Answer(columns or (" ",), rows, cut=cut, forms=forms)


def read_triples(body: bytes, base: str, *, cut: bool) -> Answer:
    """Return an answer in Turtle, a triple a line, as it is shown."""
    names = _Names(base)
    lines = tuple(
        tuple(names.words(line))
        for line in body.decode("utf-8").splitlines()
        if line and not line.startswith(("@prefix", "#"))
    )
    return Answer(lines=lines, cut=cut, forms=tuple(TRIPLE_FORMS))


class _Names:
    """IRIs as names with a prefix, and where they lead."""

    def __init__(self, base: str) -> None:
        self._base = base
        self._namespaces = prefixes(base)
        self._by_length = sorted(self._namespaces.items(), key=lambda item: -len(item[1]))

    def cell(self, term: Mapping[str, str]) -> Cell:
        """Return a term of the JSON results."""
        if term["type"] == "triple":
            return Cell(json.dumps(term["value"], ensure_ascii=False))
        value = term["value"]
        if term["type"] == "uri":
            return Cell(self.short(value), self.href(value))
        if term["type"] == "bnode":
            return Cell(f"_:{value}")
        kind = term.get("datatype", "").removeprefix(_XSD)
        return Cell(value, "", term.get("xml:lang", ""), kind in _NUMBERS)

    def words(self, line: str) -> Iterator[Cell]:
        """Yield the words of a line of Turtle, and what stands between them."""
        end = 0
        for word in _WORD.finditer(line):
            yield Cell(line[end : word.start()])
            end = word.end()
            prefix, _, local = (word["name"] or "").partition(":")
            iri = word["iri"] or (self._namespaces.get(prefix, "") and self.full(prefix, local))
            yield Cell(word[0], self.href(iri) if iri else "")
        yield Cell(line[end:])

    def full(self, prefix: str, local: str) -> str:
        """Return the IRI of a name with a prefix that is known."""
        return self._namespaces[prefix] + local

    def short(self, iri: str) -> str:
        """Return an IRI by the longest namespace that fits."""
        for prefix, namespace in self._by_length:
            if iri.startswith(namespace):
                return f"{prefix}:{iri.removeprefix(namespace)}"
        return iri

    def href(self, iri: str) -> str:
        """Return where an IRI leads: to the thing, to the ontology, or out; empty for nowhere."""
        if iri.startswith(self._base):
            return f"/id/{urllib.parse.quote(iri.removeprefix(self._base), safe='/:')}"
        if iri.startswith(ONTOLOGY):
            return "/ontology"
        return iri if iri.startswith(("https://", "http://")) else ""


def _links(query: str, forms: Iterable[str]) -> dict[str, str]:
    """Return where the answer can be had in each form."""
    return {
        form: f"/sparql?{urllib.parse.urlencode({'query': query, 'format': form})}"
        for form in forms
    }


@functools.cache
def _template() -> jinja2.Template:
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(page_folder()),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template(_TEMPLATE)


@functools.cache
def _style() -> str:
    try:
        text = (page_folder() / _STYLE).read_text(encoding="utf-8")
    except OSError as error:
        raise GraphkitError(f"{_STYLE}, a part of the form, is missing: restore it") from error
    # The hash in the policy is over the text as the browser reads it: with line feeds.
    return text.replace("\r\n", "\n")
