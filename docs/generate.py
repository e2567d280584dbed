# ruff: noqa: INP001 - docs/ is a folder of pages and no package; only tests import this
"""Rewrite the generated parts of ``docs/``: ``python docs/generate.py``.

A generated part stands between ``<!-- generated: NAME -->`` and ``<!-- end -->``; all else on
a page is written by hand. The ``tests/test_docs_….py`` of a page fails where a part of it is
stale. The tables of the ontology are made in ``docs/vocabulary.py``.
"""

from __future__ import annotations

import datetime as dt
import re
import sys
from collections.abc import Mapping
from pathlib import Path

import pyoxigraph as ox

from docs import vocabulary
from docs.tables import Part, markdown
from graphkit import load
from graphkit.dates import parse_date
from graphkit.exporters import EXPORTERS
from graphkit.graph import Graph
from graphkit.ontology import Ontology, read_ontology
from graphkit.projections.rdf.trig import trig_text
from graphkit.query import Table, answer, questions
from graphkit.resources import example_folder, ontology_folder

DOCS = Path(__file__).resolve().parent
#: The pages that have generated parts.
PAGES = ("model.md", "ontology.md", "rdf.md", "sparql.md", "questions.md", "exports.md")

_PART = re.compile(r"(<!-- generated: ([a-z0-9 -]+) -->\n).*?(<!-- end -->)", re.DOTALL)
_QUERY = re.compile(
    r"(```sparql\n(?P<query>.*?)```\n\n<!-- generated: answer(?P<trig> of trig)? -->\n)"
    r".*?(?P<end><!-- end -->)",
    re.DOTALL,
)


def render_page(text: str) -> str:
    """Return a page with its generated parts as they should be.

    Raises:
        KeyError: The page asks for a part that there is none of.
    """
    ontology = read_ontology(ontology_folder())
    graph = load(example_folder())
    store, sources = graph.to_oxigraph(), trig_store(graph)

    def answered(match: re.Match[str]) -> str:
        asked = sources if match["trig"] else store
        return f"{match[1]}\n{_answer(match['query'], asked, graph.info.base)}\n{match['end']}"

    text = _QUERY.sub(answered, text)

    def part(match: re.Match[str]) -> str:
        if match[2].startswith("answer"):
            return match[0]
        return f"{match[1]}\n{PARTS[match[2]](ontology, graph)}\n{match[3]}"

    return _PART.sub(part, text)


def queries(text: str, *, trig: bool = False) -> list[str]:
    """Return the SPARQL queries of a page that have an answer below them.

    Args:
        text: The page.
        trig: Those asked of the TriG file instead of the others.
    """
    return [match["query"] for match in _QUERY.finditer(text) if bool(match["trig"]) == trig]


def trig_store(graph: Graph) -> ox.Store:
    """Return a store with what the TriG file holds, named graphs included."""
    store = ox.Store()
    store.load("".join(trig_text(graph.view)).encode(), format=ox.RdfFormat.TRIG)
    return store


# ------------------------------------------------------------------------ dates

_DATES = (
    "2025-11-06", "2025-08", "1992", "1992~", "1992?", "[2025-11-06..2025-11-09]",
    "[..2025-11-06]", "[1996..]", "[1994,1996]", "1992/1995", "2020/..", "2020/", "../2020",
)  # fmt: skip


def _dates(_ontology: Ontology, _graph: Graph) -> str:
    rows = []
    for text in _DATES:
        date = parse_date(text)
        written = f'`"{text}"`' if text.startswith("[") else f"`{text}`"
        start = _bounds(date.start_earliest, date.start_latest)
        end = _bounds(date.end_earliest, date.end_latest) if date.is_interval else ""
        rows.append((written, date.words(), start, end))
    return markdown(("written", "means", "bounds of the start", "bounds of the end"), rows)


def _bounds(earliest: dt.date | None, latest: dt.date | None) -> str:
    return f"{earliest or 'none'}, {latest or 'none'}"


# ------------------------------------------------------------------------ examples of views


def _as_of_example(_ontology: Ontology, graph: Graph) -> str:
    days = ("2016-12-13", "2016-12-14", "2016-12-15", "2025-11-05", "2025-11-06")
    fact = "nursultan-nazarbayev-held-office-kazakhstan-president"
    rows = [(day, *_seen(graph.as_of(day), fact)[:2]) for day in days]
    return markdown(("as of", "the fact says", "which is"), rows)


def _two_clocks_example(_ontology: Ontology, graph: Graph) -> str:
    views = (
        ("", "2025-11-05"),
        ("2025-11-06", "2025-11-07"),
        ("2025-11-07", "2025-11-07"),
        ("2025-11-09", "2025-11-07"),
        ("2025-11-17", "2025-11-07"),
    )
    rows = []
    for known_by, as_of in views:
        seen = graph.as_of(as_of)
        seen = seen.known_by(known_by) if known_by else seen
        rows.append(
            (known_by or "any day", as_of, *_seen(seen, "saudi-arabia-joined-abraham-accords"))
        )
    return markdown(("known by", "as of", "the fact says", "which is", "stages in the view"), rows)


def _seen(graph: Graph, name: str) -> tuple[str, str, str]:
    """Return label, certainty and stages of a fact in a view."""
    try:
        fact = graph.fact(name)
    except KeyError:
        return "nothing", "not in the view", "none"
    state = graph.state(fact)
    certainty = "definite" if state and state.definite else "possible"
    stages = sorted({stage.stage for stage in fact.stages}, key=graph.ontology.rank)
    return graph.label(fact), certainty, ", ".join(stages)


# ------------------------------------------------------------------------ questions and answers


def _questions(_ontology: Ontology, _graph: Graph) -> str:
    folder = "../graphkit/questions"
    rows = [(f"[`{q.name}`]({folder}/{q.name}.rq)", q.title, q.question) for q in questions()]
    return markdown(("name", "what it is about", "question"), rows)


def _answer(query: str, store: ox.Store, base: str) -> str:
    result = answer(store, query, base)
    if not isinstance(result, Table):
        return f"```turtle\n{result}```"
    return markdown(result.columns, result.rows)


# ------------------------------------------------------------------------ formats


def _formats(_ontology: Ontology, _graph: Graph) -> str:
    rows = [
        (
            f"`{made.name}`",
            ", ".join(f"`graph{part}{made.suffix}`" for part in made.files),
            made.title,
        )
        for made in EXPORTERS
    ]
    rows += [
        (
            f"`{made.name} --{name}`",
            ", ".join(f"`graph-{name}{part}{made.suffix}`" for part in variant.files),
            variant.title,
        )
        for made in EXPORTERS
        for name, variant in made.variants.items()
    ]
    return markdown(("format", "files in `exports/`", "what it is"), rows)


def _losses(_ontology: Ontology, graph: Graph) -> str:
    """Return what each format loses of the shipped project, formats of one number in one row."""
    by_format = {
        made.name: {what: n for what, n in made.losses(graph).items() if n} for made in EXPORTERS
    }
    names: dict[tuple[str, int], list[str]] = {}
    for name, losses in by_format.items():
        for item in losses.items():
            names.setdefault(item, []).append(f"`{name}`")
    rows = [(what, str(count), ", ".join(who)) for (what, count), who in names.items()]
    return markdown(("left out or simplified", "of the shipped project", "by"), rows)


PARTS: Mapping[str, Part] = {
    **vocabulary.PARTS,
    "dates": _dates,
    "as of": _as_of_example,
    "two clocks": _two_clocks_example,
    "questions": _questions,
    "formats": _formats,
    "losses": _losses,
}


def main() -> None:
    """Rewrite the pages and say which of them changed."""
    for name in PAGES:
        page = DOCS / name
        old = page.read_text(encoding="utf-8")
        new = render_page(old)
        if new != old:
            page.write_text(new, encoding="utf-8", newline="\n")
        sys.stdout.write(f"docs/{name}: {'rewritten' if new != old else 'up to date'}\n")


if __name__ == "__main__":
    main()
