"""Terms as text: whatever a literal holds, two Turtle parsers read it back unchanged."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import example, given, settings
from hypothesis import strategies as st

from graphkit.identifiers import BASE
from graphkit.projections.terms import (
    BASE_PREFIXES,
    COMMON_PREFIXES,
    Literal,
    expand,
    prefixes,
    quote,
    turtle,
)
from tests.samples import HOSTILE

texts = st.text(st.characters(exclude_categories=["Cs"]))


def _triple(words: str) -> str:
    return f"<http://example.org/s> <http://example.org/p> {quote(words)} ."


@settings(deadline=None)
@given(texts)
@example("".join(HOSTILE))
@example("".join(map(chr, range(0x100))))
def test_a_quoted_text_comes_back_from_oxigraph(words: str) -> None:
    """Every text, escapes and control characters included, survives Oxigraph's parser."""
    (found,) = ox.parse(_triple(words), format=ox.RdfFormat.TURTLE)
    assert isinstance(found.object, ox.Literal)
    assert found.object.value == words


@pytest.mark.parametrize("words", [*HOSTILE, "".join(map(chr, range(0x100)))])
def test_a_quoted_text_comes_back_from_rdflib(words: str) -> None:
    """The same holds for rdflib's parser."""
    (found,) = rdflib.Graph().parse(data=_triple(words), format="turtle").objects()
    assert str(found) == words


@settings(deadline=None)
@given(texts)
@example("".join(map(chr, range(0x100))))
def test_a_quoted_text_stands_on_one_line(words: str) -> None:
    """No text breaks its line, on which line diffs rely, or puts a control into the file."""
    quoted = quote(words)
    assert not {sign for sign in quoted if sign < " " or sign == "\x7f"}


def test_terms_as_turtle() -> None:
    """Names stay as they are; literals get their datatype or language."""
    assert turtle("gk:recognized") == "gk:recognized"
    assert turtle(Literal("x")) == '"x"'
    assert turtle(Literal("1992-01-01", "xsd:date")) == '"1992-01-01"^^xsd:date'
    assert turtle(Literal("Israel", "", "en")) == '"Israel"@en'


def test_prefixes() -> None:
    """All prefixes are there, sorted; those of records lie below the base of the project."""
    known = prefixes("https://example.org/mine/")
    assert list(known) == sorted({*COMMON_PREFIXES, *BASE_PREFIXES})
    assert known["fact"] == "https://example.org/mine/fact/"
    assert known["id"] == "https://example.org/mine/"
    assert known["gk"] == "https://w3id.org/graphkit/ontology#"


def test_expand() -> None:
    """A prefixed name and a bracketed IRI become the IRI itself."""
    known = prefixes(BASE)
    assert expand("fact:a-b", known) == f"{BASE}fact/a-b"
    assert expand("<https://example.org/?a:b>", known) == "https://example.org/?a:b"
