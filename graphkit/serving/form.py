"""The query form for people: it works without a script and loads nothing from elsewhere."""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import itertools
import json
import re
import urllib.parse
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from graphkit.identifiers import ONTOLOGY
from graphkit.page_files import read_page_file, template
from graphkit.projections.rdf.terms import prefixes
from graphkit.query import ROW_FORMS, TRIPLE_FORMS, Question
from graphkit.serving.protocol import MAX_TARGET

_TEMPLATE = "templates/form.html.j2"
_STYLE = "styles/form.css"
#: The words of a line of Turtle that the workers write: strings, IRIs, names with a prefix.
_WORD = re.compile(
    r"""
    (?P<string> "(?:[^"\\]|\\.)*" (?: \^\^\S+ )? )
    | <(?P<iri> [^>]* )>
    | (?P<name> [a-z0-9]+:[^\s<>"]+ )
    """,
    re.VERBOSE,
)
#: The forms that are linked where the answer is shown in part: of rows, and of triples.
_WHOLE = ("csv", "json", "turtle", "jsonld")
_NUMBERS = frozenset({"integer", "decimal", "double", "float"})
_XSD = "http://www.w3.org/2001/XMLSchema#"


class Cell(NamedTuple):
    """A term as it is shown: its text, where it leads, its language, what it is.

    Attributes:
        text: What is read.
        href: Where it leads; empty for nowhere.
        language: Of the text; empty where it has none.
        is_number: Whether it is a number.
        is_cut: Whether the text is longer than what is shown.
    """

    text: str
    href: str = ""
    language: str = ""
    is_number: bool = False
    is_cut: bool = False


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer as it is shown: a table, a yes or no, or lines of Turtle.

    Attributes:
        columns: Names of the variables that are shown; empty where it is no table.
        rows: Those that are shown: a cell for each variable.
        verdict: ``true`` or ``false`` for ASK; empty otherwise.
        lines: Words of Turtle, line by line, as far as they are shown.
        total: How many rows or triples there are.
        total_columns: How many variables there are.
        cut: Whether the server's limit left out some, which are not among ``total``.
        forms: In which forms it can be had.
    """

    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    verdict: str = ""
    lines: tuple[tuple[Cell, ...], ...] = ()
    total: int = 0
    total_columns: int = 0
    cut: bool = False
    forms: tuple[str, ...] = ()

    @property
    def count(self) -> str:
        """How much it is, such as ``3 rows`` or ``500 of 8,000 rows shown``."""
        if self.verdict:
            return ""
        what = "row" if self.columns else "triple"
        number = f"{self.total:,} {what}{'' if self.total == 1 else 's'}"
        return f"{', '.join(self._parts)} shown" if self._parts else number

    @property
    def is_part(self) -> bool:
        """Whether there is more of it than is shown."""
        cells = itertools.chain.from_iterable((*self.rows, *self.lines))
        return bool(self._parts) or any(cell.is_cut for cell in cells)

    @property
    def _parts(self) -> tuple[str, ...]:
        """Of what there is more than is shown: ``500 of 8,000 rows``, ``50 of 90 columns``."""
        number, what = (len(self.rows), "rows") if self.columns else (len(self.lines), "triples")
        counts = ((number, self.total, what), (len(self.columns), self.total_columns, "columns"))
        return tuple(
            f"{shown:,} of {total:,} {name}" for shown, total, name in counts if shown < total
        )


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What the form is to show.

    Attributes:
        title: Of the graph.
        summary: What is in it.
        query: What stands in the field.
        graphs: Parameters that choose the graphs it is asked of, as names and values.
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
    graphs: Sequence[tuple[str, str]] = ()
    questions: Sequence[Question] = ()
    picked: str = ""
    error: str = ""
    answer: Answer | None = None
    stale: str = ""


def render_form(shown: Shown) -> str:
    """Return the page with the form."""
    from markupsafe import Markup

    links = _links(shown)
    return template(_TEMPLATE).render(
        shown=shown,
        answer=shown.answer,
        prefixes=", ".join(f"{name}:" for name in prefixes("")),
        links=links,
        whole={form: links[form] for form in _WHOLE if form in links},
        style=Markup(read_page_file(_STYLE)),  # noqa: S704 - our own file
    )


def policy() -> str:
    """Return the content security policy: our style, forms that lead back here, nothing else."""
    digest = hashlib.sha256(read_page_file(_STYLE).encode("utf-8")).digest()
    style = base64.b64encode(digest).decode("ascii")
    return (
        f"default-src 'none'; style-src 'sha256-{style}'; img-src data:; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    )


def read_answer(body: bytes, base: str, *, cut: bool) -> Answer:
    """Return what is shown of an answer.

    Args:
        body: What `graphkit.serving.excerpt.excerpt` made of it.
        base: Namespace of the project's ids.
        cut: Whether the server's limit left out some rows or triples.
    """
    found = json.loads(body)
    if "boolean" in found:
        return Answer(verdict=json.dumps(found["boolean"]), forms=tuple(ROW_FORMS))
    names = _Names(base)
    if "lines" in found:
        lines = tuple(
            tuple(names.words(line)) if whole else (Cell(line, is_cut=True),)
            for line, whole in found["lines"]
        )
        return Answer(lines=lines, total=found["total"], cut=cut, forms=tuple(TRIPLE_FORMS))
    rows = tuple(
        tuple(names.cell(term) if term else Cell("") for term in row) for row in found["rows"]
    )
    total, columns = found["total"]
    return Answer(
        columns=tuple(found["columns"]) or (" ",),
        rows=rows,
        total=total,
        total_columns=columns,
        cut=cut,
        forms=tuple(ROW_FORMS),
    )


class _Names:
    """IRIs as names with a prefix, and where they lead."""

    def __init__(self, base: str) -> None:
        self._base = base
        self._namespaces = prefixes(base)
        self._by_length = sorted(self._namespaces.items(), key=lambda item: -len(item[1]))

    def cell(self, term: Mapping[str, Any]) -> Cell:
        """Return a term of an excerpt."""
        value, kind, cut = term["value"], term["type"], "cut" in term
        if kind == "uri":
            # The beginning of an IRI is another one, which leads elsewhere.
            return Cell(self.short(value), "" if cut else self.href(value), is_cut=cut)
        if kind == "bnode":
            return Cell(f"_:{value}", is_cut=cut)
        datatype = term.get("datatype", "").removeprefix(_XSD)
        return Cell(value, "", term.get("xml:lang", ""), datatype in _NUMBERS, cut)

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


def _links(shown: Shown) -> dict[str, str]:
    """Return where the answer can be had in each form; of a query too long for that, nowhere."""
    forms = shown.answer.forms if shown.answer else ()
    found = {
        form: urllib.parse.urlencode([("query", shown.query), *shown.graphs, ("format", form)])
        for form in forms
    }
    return {form: f"/sparql?{text}" for form, text in found.items() if len(text) <= MAX_TARGET}
