"""Tests of graphkit.serving.negotiation: which of the things on offer a client wants."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.serving.negotiation import (
    parse_accept,
    parse_content_type,
    preferred,
    weight,
)

OFFERS = ("text/turtle", "application/ld+json", "application/rdf+xml", "text/html")
CHROME = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "wanted"),
    [
        ("", "text/turtle"),
        ("*/*", "text/turtle"),
        ("*", "text/turtle"),
        ("application/ld+json", "application/ld+json"),
        ("APPLICATION/LD+JSON", "application/ld+json"),
        ("application/*", "application/ld+json"),
        ("text/*", "text/turtle"),
        (CHROME, "text/html"),
        ("text/html, image/gif, *; q=.2, */*; q=.2", "text/html"),
        ("text/turtle;q=0.5, application/rdf+xml", "application/rdf+xml"),
        ("text/turtle;q=0.5, application/rdf+xml;q=0.4", "text/turtle"),
        ("application/rdf+xml, text/turtle", "text/turtle"),
        ("text/turtle;q=0, */*", "application/ld+json"),
        ("*/*, text/turtle;q=0", "application/ld+json"),
        ("text/*;q=0.3, text/html;q=0.7, */*;q=0.5", "text/html"),
        ("text/turtle; charset=utf-8; q=0.9, text/html;q=1.0", "text/html"),
        ('application/ld+json;profile="http://x/a,b;q=0";q=0.9, text/html;q=0.1',
         "application/ld+json"),
        ("text/turtle;q=1.000", "text/turtle"),
        (" , ,text/html", "text/html"),
        ("text/turtle;q=0.0, text/html;q=0.001", "text/html"),
    ],
)  # fmt: skip
def test_preferred(accept: str, wanted: str) -> None:
    """The highest weight wins, told by the most precise range; of equal ones, our first."""
    assert preferred(parse_accept(accept), OFFERS) == wanted


@pytest.mark.parametrize("accept", ["image/png", "text/plain, image/*", "*/*;q=0", "text/html;q=0"])
def test_nothing_wanted(accept: str) -> None:
    """A client that wants none of the offers gets none."""
    assert preferred(parse_accept(accept), OFFERS) is None


@pytest.mark.parametrize(
    "part", ["nonsense", "text/", "/html", "text/html/x", "*/html", "te xt/html", "text/html;q=2",
             "text/html;q=x", "text/html;q=-1", "text/html;q=.", "text/html;q=1.1", "\u00e9/html"],
)  # fmt: skip
def test_a_part_that_is_none(part: str) -> None:
    """What is no media range is passed over, and the rest counts."""
    assert preferred(parse_accept(f"{part}, application/rdf+xml"), OFFERS) == "application/rdf+xml"
    assert preferred(parse_accept(part), OFFERS) == "text/turtle"


@pytest.mark.parametrize(
    ("header", "name", "charset"),
    [
        ("text/turtle", "text/turtle", ""),
        ("Application/SPARQL-Query; Charset=UTF-8", "application/sparql-query", "utf-8"),
        ('text/csv; header=present; charset="UTF-16"', "text/csv", "utf-16"),
        ("text/csv;charset=", "text/csv", ""),
    ],
)
def test_content_type(header: str, name: str, charset: str) -> None:
    """A type is told in small letters, and its charset without quotes."""
    found = parse_content_type(header)
    assert found
    assert (found.name, found.charset) == (name, charset)


@pytest.mark.parametrize("header", ["", "nonsense", "text/", ";charset=utf-8", "a/b/c"])
def test_no_content_type(header: str) -> None:
    """What is no media type is none."""
    assert parse_content_type(header) is None


@given(st.text(max_size=200))
def test_any_header_can_be_read(header: str) -> None:
    """Whatever a client sends, each weight is from 0 to 1, and the choice is among the offers."""
    ranges = parse_accept(header)
    assert ranges
    assert all(0 <= each.weight <= 1 for each in ranges)
    assert preferred(ranges, OFFERS) in {None, *OFFERS}
    parse_content_type(header)


@given(st.permutations(["text/html;q=0.2", "text/*;q=0.4", "*/*;q=0.1", "text/turtle;q=0.3"]))
def test_order_of_the_header_means_nothing(parts: list[str]) -> None:
    """The weight of a type is that of the most precise range, wherever it stands."""
    ranges = parse_accept(",".join(parts))
    found = [weight(media, ranges) for media in ("text/html", "text/csv", "a/b", "text/turtle")]
    assert found == [0.2, 0.4, 0.1, 0.3]


@pytest.mark.parametrize("piece", ['"', '"\\', '\\"', ",", ";", "a/b;", 'a/b;q="', "q="])
def test_a_long_header_is_read_at_once(piece: str) -> None:
    """Time grows with the length of a header and no faster."""
    begun = time.perf_counter()
    parse_accept(piece * 20_000)
    assert time.perf_counter() - begun < 2
