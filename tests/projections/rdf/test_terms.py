"""Terms as text: whatever a literal holds, two Turtle parsers read it back unchanged."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import example, given, settings
from hypothesis import strategies as st

from graphkit.identifiers import BASE
from graphkit.projections.rdf.terms import (
    BASE_PREFIXES,
    COMMON_PREFIXES,
    Literal,
    expand,
    literal,
    parted,
    prefixes,
    quote,
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


def test_literals_are_their_turtle() -> None:
    """A literal gets its datatype or language, and is the text that Turtle has of it."""
    assert Literal("x") == '"x"'
    assert Literal("1992-01-01", "xsd:date") == '"1992-01-01"^^xsd:date'
    assert Literal("Israel", "", "en") == '"Israel"@en'


@settings(deadline=None)
@given(
    texts,
    st.sampled_from([("", ""), ("xsd:date", ""), ("<https://example.org/t>", ""), ("", "en")]),
)
@example('a "b"^^xsd:date', ("", ""))
@example("".join(map(chr, range(0x100))), ("", "en"))
def test_a_literal_tells_its_parts(words: str, end: tuple[str, str]) -> None:
    """Whatever stands in it, a literal gives back what it was made of."""
    literal = Literal(words, *end)
    assert (literal.lexical, literal.datatype, literal.language) == (words, *end)


@given(texts, st.sampled_from([("", ""), ("xsd:date", ""), ("", "en")]))
def test_a_line_comes_apart_again(words: str, end: tuple[str, str]) -> None:
    """Whatever the text, the predicate is told from it, and the literal knows its parts."""
    predicate, value = parted(f"gk:note {literal(words, *end)}")
    assert isinstance(value, Literal)
    assert (predicate, value.lexical, value.datatype, value.language) == ("gk:note", words, *end)


def test_an_iri_is_no_literal() -> None:
    """The class tells them apart, which have both the form of a text."""
    for line in ("a gk:Fact", "gk:url <https://example.org/a?b>", "<https://e.org/p> id:zambia"):
        predicate, value = parted(line)
        assert not isinstance(value, Literal)
        assert f"{predicate} {value}" == line


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
