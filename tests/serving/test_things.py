"""Tests of graphkit.serving.things: each thing at its own address, for programs and people."""

from __future__ import annotations

import re
from collections import Counter

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.compare import isomorphic

from graphkit.identifiers import BASE
from graphkit.query import TRIPLE_FORMS
from graphkit.serving.site import Site
from graphkit.serving.things import Things
from tests.samples import HOSTILE, export_text, hostile, shipped
from tests.serving.exchange import Client

FACT = "fact/kazakhstan-joined-abraham-accords"
STAGE = "stage/kazakhstan-joined-abraham-accords_announced_donald-trump"
EVIDENCE = f"evidence/{STAGE.removeprefix('stage/')}_wire-report_p1"
POSITION = "dispute/when-it-joined_wire-report_p6"
#: A name of each kind, with what comes with it and where the page shows it.
NAMES = {
    "": ([], ""),
    "kazakhstan": (
        [
            "fact/donald-trump-commented-on-kazakhstan",
            "fact/kazakhstan-has-diplomatic-relations-with-israel",
            FACT,
            "fact/kazakhstan-population",
            "fact/kazakhstan-recognized-israel",
        ],
        "entity:kazakhstan",
    ),
    "daily-wire": ([], "entity:daily-wire"),
    "source/trump-post": ([], "source:trump-post"),
    "fact/kazakhstan-recognized-israel": (
        [
            "evidence/kazakhstan-recognized-israel_in-force_wire-report_p9",
            "stage/kazakhstan-recognized-israel_in-force",
        ],
        "fact:kazakhstan-recognized-israel",
    ),
    STAGE: ([EVIDENCE], "fact:kazakhstan-joined-abraham-accords"),
    EVIDENCE: ([], "fact:kazakhstan-joined-abraham-accords"),
    POSITION: (["evidence/when-it-joined_wire-report_p6"], "dispute:when-it-joined"),
    "evidence/when-it-joined_trump-post": ([], "dispute:when-it-joined"),
    "dispute/when-it-joined": (
        [
            "dispute/when-it-joined_trump-post",
            POSITION,
            "evidence/when-it-joined_trump-post",
            "evidence/when-it-joined_wire-report_p6",
        ],
        "dispute:when-it-joined",
    ),
}
UNKNOWN = [
    "atlantis", "fact/atlantis", "fact", "fact/", "kazakhstan/", "source/kazakhstan", "id/israel",
    "stage/kazakhstan-recognized-israel", "dispute/when-it-joined_wire-report", "KAZAKHSTAN",
    "kazakhstan.ttl.nt", "kazakhstan.html", "kazakhstan.", ".ttl.ttl", "..", "../", "../graph.ttl",
    "../../etc/passwd", "..%2f..%2fetc%2fpasswd", "%2e%2e/%2e%2e/etc/passwd", "%00", "a%0d%0ab",
    "%ff", "/etc/passwd", "\\..\\", "fact/../kazakhstan", "x" * 3000,
]  # fmt: skip


def subjects(text: str, syntax: str = "turtle") -> list[str]:
    """Return the local names that a text speaks of, in the order in which it does."""
    if syntax == "turtle":
        found = re.findall(r"^(?:([a-z]+):(\S+)|<(\S+)>)$", text, re.MULTILINE)
        return [
            full.removeprefix(BASE) if full else local if prefix == "id" else f"{prefix}/{local}"
            for prefix, local, full in found
        ]
    graph = rdflib.Graph().parse(data=text, format=syntax)
    return sorted({str(subject).removeprefix(BASE) for subject in graph.subjects()})


@pytest.mark.parametrize("name", NAMES)
def test_turtle(client: Client, name: str) -> None:
    """A thing comes first, and then what hangs on it, each as it stands in the export."""
    got = client.get(f"/id/{name}")
    assert (got.status, got.media, got.headers["vary"]) == (200, "text/turtle", "Accept")
    assert subjects(got.text) == [name, *NAMES[name][0]]
    export = client.get("/graph.ttl").text
    head, *found = got.text.split("\n\n")
    assert export.startswith(head)
    assert all(f"\n\n{block.rstrip()}\n" in export for block in found)


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")  # rdflib's own reader
@pytest.mark.parametrize("name", NAMES)
def test_other_forms(client: Client, name: str) -> None:
    """JSON-LD, N-Triples and RDF/XML hold the very triples of the Turtle."""
    turtle = rdflib.Graph().parse(data=client.get(f"/id/{name}").text, format="turtle")
    assert len(turtle) > 2
    for media, suffix, syntax in (
        ("application/ld+json", ".jsonld", "json-ld"),
        ("application/json", ".jsonld", "json-ld"),
        ("application/n-triples", ".nt", "nt"),
        ("application/rdf+xml", ".rdf", "xml"),
    ):
        got = client.get(f"/id/{name}", media)
        assert got.status == 200
        assert isomorphic(turtle, rdflib.Graph().parse(data=got.text, format=syntax))
        if name:
            assert got.headers["content-location"] == f"/id/{name}{suffix}"
            assert client.get(f"/id/{name}{suffix}").body == got.body


@pytest.mark.parametrize("name", NAMES)
def test_people_are_sent_to_the_page(client: Client, name: str) -> None:
    """A browser is sent to where the page shows the thing."""
    got = client.get(f"/id/{name}", "text/html,application/xml;q=0.9,*/*;q=0.8")
    assert (got.status, got.body, got.headers["vary"]) == (303, b"", "Accept")
    anchor = NAMES[name][1]
    assert got.headers["location"] == (f"/#{anchor}" if anchor else "/")


@pytest.mark.parametrize("name", UNKNOWN)
def test_unknown_things(client: Client, name: str) -> None:
    """What is no thing is not found, whatever its name would mean elsewhere."""
    for root in ("/id/", "/", "/sparql/", "/graph/"):
        got = client.get(f"{root}{name}")
        if root == "/" and name in {"../graph.ttl", "id/israel"}:
            continue
        assert got.status == 404, root
        assert (got.media, got.body.count(b"\n")) == ("text/plain", 1)


def test_things_at_the_path_of_their_iris(client: Client) -> None:
    """A thing stands at the path of its IRI too, so that a proxy needs no rule for it."""
    there = client.get("/graphkit/id/kazakhstan")
    assert there.body == client.get("/id/kazakhstan").body


def test_not_acceptable(client: Client) -> None:
    """Who accepts none of the forms gets their list."""
    got = client.get("/id/kazakhstan", "image/png")
    assert got.status == 406
    assert "application/ld+json" in got.text


def test_unchanged_things_are_not_sent_again(client: Client) -> None:
    """Who has a thing already, in this form, is told so."""
    first = client.get("/id/kazakhstan")
    tag = first.headers["etag"]
    for known in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        again = client.get("/id/kazakhstan", If_None_Match=known)
        assert (again.status, again.body, again.headers["etag"]) == (304, b"", tag)
        assert again.headers["vary"] == "Accept"
    assert client.get("/id/kazakhstan", If_None_Match='"other"').status == 200
    other = client.get("/id/kazakhstan", "application/ld+json", If_None_Match=tag)
    assert other.status == 200


def test_methods(client: Client) -> None:
    """A thing can be looked at and not changed."""
    head = client.send("HEAD", "/id/kazakhstan")
    assert (head.status, head.body) == (200, b"")
    assert int(head.headers["content-length"]) == len(client.get("/id/kazakhstan").body)
    for method in ("POST", "PUT", "DELETE"):
        got = client.send(method, "/id/kazakhstan", b"")
        assert (got.status, got.headers["allow"]) == (405, "GET, HEAD, OPTIONS")


def test_every_thing_of_the_shipped_graph() -> None:
    """Each subject of the Turtle export is a thing, but the words of the ontology."""
    things = Things(shipped())
    text = export_text(shipped(), "turtle")
    names = [name for name in subjects(text) if not name.startswith("gk/")]
    assert len(names) > 500
    kinds = Counter(name.partition("/")[0] for name in names if "/" in name)
    assert set(kinds) == {"fact", "stage", "evidence", "source", "dispute"}
    for name in names:
        said = things.text(name, "turtle")
        assert said is not None, name
        assert subjects(said)[0] == name
        assert things.anchor(name) is not None, name


def test_hostile_things() -> None:
    """Whatever stands in a text, a thing says it as the export does, in each form that can."""
    things = Things(hostile())
    export = set(ox.parse(export_text(hostile(), "turtle"), format=ox.RdfFormat.TURTLE))
    for number in range(len(HOSTILE)):
        for name in (f"state-{number}", f"leader-{number}", f"source/source-{number}"):
            for form in ("turtle", "ntriples", "jsonld"):
                said = set(ox.parse(things.text(name, form) or "", format=TRIPLE_FORMS[form]))
                own = {quad for quad in said if quad.subject == ox.NamedNode(f"{BASE}{name}")}
                assert own == {quad for quad in export if quad.subject in {s.subject for s in own}}
                assert said <= export


def test_what_a_form_cannot_hold(hostile_client: Client) -> None:
    """A form that cannot hold a thing is refused with what to ask for instead."""
    place = f"/id/state-{next(n for n, text in enumerate(HOSTILE) if chr(0) in text)}"
    for got, named, other in (
        (hostile_client.get(f"{place}.rdf"), "the suffix .rdf", ".ttl"),
        (hostile_client.get(place, "application/xml"), "your Accept header", "text/turtle"),
    ):
        assert (got.status, got.media) == (406, "text/plain")
        assert named in got.text
        assert other in got.text
    assert hostile_client.get(place).status == 200


def test_things_by_a_clock(small_site: Site) -> None:
    """What was not public by a day is no thing of that day's graph."""
    early = Things(small_site.graph.known_by("2025-11-06"))
    assert early.text("kazakhstan", "turtle")
    assert early.text("fact/donald-trump-commented-on-kazakhstan", "turtle")
    assert early.text("fact/kazakhstan-recognized-israel", "turtle") is None
    assert early.anchor("fact/kazakhstan-recognized-israel") is None
