"""Tests of what is served as it is: the page, the exports, the ontology, the status."""

from __future__ import annotations

import datetime as dt
import re
import urllib.parse
from pathlib import Path

import pytest
import rdflib
from playwright.sync_api import Browser
from rdflib.compare import isomorphic

from graphkit.exporters import EXPORTERS
from graphkit.exporting import Exporter
from graphkit.identifiers import ONTOLOGY
from graphkit.resources import ontology_folder
from graphkit.serving.media import EXPORT_MEDIA, HTML
from graphkit.serving.site import Clocks, Site, read_site
from tests.projects import SMALL, write_project
from tests.samples import export_files, export_text
from tests.serving.exchange import Client

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


def test_page(client: Client, small_site: Site) -> None:
    """The page is the export, with its own policy in a header as well."""
    got = client.get("/", BROWSER)
    assert (got.status, got.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert got.text == export_text(small_site.graph, "html")
    policy = got.headers["content-security-policy"]
    own = re.search(r'Policy" content="([^"]*)"', got.text)
    assert own
    assert policy == f"{own[1].replace('&#39;', chr(39))}; frame-ancestors 'none'"
    assert "sha256-" in policy


@pytest.mark.parametrize("exporter", EXPORTERS, ids=lambda one: one.name)
def test_exports(client: Client, small_site: Site, exporter: Exporter) -> None:
    """Each file of each format has an address; a format of one file is had by its type too."""
    media = EXPORT_MEDIA[exporter.name]
    if media == HTML:
        assert client.get("/graph.html").headers["location"] == "/"
        return
    for name, render in zip(export_files(exporter), exporter.files.values(), strict=True):
        got = client.get(f"/{name}")
        assert (got.status, got.media) == (200, media)
        assert got.text == "".join(render(small_site.graph))
        chosen = client.get("/graph", media)
        if len(exporter.files) == 1:
            assert (chosen.status, chosen.media, chosen.body) == (200, media, got.body)
            assert chosen.headers["vary"] == "Accept"


def test_a_picture_keeps_its_style(client: Client, browser: Browser) -> None:
    """A browser applies the style of the picture, and its policy lets nothing else in."""
    page, noise = browser.new_page(), list[str]()
    page.on("console", lambda message: noise.append(message.text))
    page.goto("http://{}:{}/graph.svg".format(*client.place))
    dashes = "(node) => getComputedStyle(node).strokeDasharray"
    found = page.locator("path[data-fact]").evaluate_all(f"(all) => all.map({dashes})")
    page.close()
    assert len(set(found)) > 1
    assert noise == []


def test_graph(client: Client) -> None:
    """Programs get Turtle by default, people the page, and who wants nothing of it the list."""
    for accept in ("", "*/*", "text/turtle;q=0.9, application/gexf+xml;q=0.1"):
        got = client.get("/graph", accept)
        assert (got.media, got.headers["content-location"]) == ("text/turtle", "/graph.ttl")
    got = client.get("/graph", BROWSER)
    assert (got.status, got.headers["location"]) == (303, "/")
    got = client.get("/graph", "image/png")
    assert got.status == 406
    assert "application/graphml+xml" in got.text


def test_ontology(client: Client) -> None:
    """The ontology comes as it was written, in other forms with the same triples."""
    file = ontology_folder() / "graphkit.ttl"
    turtle = client.get("/ontology")
    assert (turtle.media, turtle.body) == ("text/turtle", file.read_bytes())
    people = client.get("/ontology", BROWSER)
    assert (people.headers["content-type"], people.body) == (
        "text/plain; charset=utf-8", turtle.body,
    )  # fmt: skip
    assert people.headers["etag"] != turtle.headers["etag"]
    graph = rdflib.Graph().parse(file, format="turtle")
    for media, suffix, syntax in (
        ("application/n-triples", ".nt", "nt"),
        ("application/rdf+xml", ".rdf", "xml"),
    ):
        got = client.get("/ontology", media)
        assert (got.status, got.media) == (200, media)
        assert isomorphic(graph, rdflib.Graph().parse(data=got.text, format=syntax))
        assert client.get(f"/ontology{suffix}").body == got.body
    assert client.get("/ontology.jsonld").media == "application/ld+json"
    assert client.get("/ontology", "image/png").status == 406


def test_the_path_of_the_vocabulary(client: Client) -> None:
    """The IRIs of the vocabulary lead to it by their own path, in each form."""
    path = urllib.parse.urlsplit(ONTOLOGY).path
    assert path == "/graphkit/ontology"
    for accept in ("", BROWSER, "application/ld+json", "image/png"):
        got, usual = client.get(path, accept), client.get("/ontology", accept)
        assert (got.status, got.body) == (usual.status, usual.body)
        assert got.headers.get("content-location") == usual.headers.get("content-location")
    for suffix in (".ttl", ".nt", ".rdf", ".jsonld"):
        got = client.get(path + suffix)
        assert (got.status, got.body) == (200, client.get(f"/ontology{suffix}").body)
    assert client.get(f"{path}/").status == 404


OWN = """\
@prefix ex: <http://example.org/> .
@prefix gk: <https://w3id.org/graphkit/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
ex:mediated rdfs:comment "a word of the project" .
"""


def test_ontology_of_a_project(tmp_path: Path) -> None:
    """What a project adds to the ontology is served with it, and only until it changes."""
    root = write_project(tmp_path)
    (root / "ontology").mkdir()
    (root / "ontology" / "own.ttl").write_text(OWN, encoding="utf-8")
    site = read_site(root, Clocks())
    text = site.ontology(".ttl").body.decode()
    assert "a word of the project" in text
    graph = rdflib.Graph().parse(data=text, format="turtle")
    core = rdflib.Graph().parse(ontology_folder() / "graphkit.ttl", format="turtle")
    assert len(graph) == len(core) + 1


def test_blank_nodes_of_two_files(tmp_path: Path) -> None:
    """A blank node of one file of the ontology is none of another, whatever their names."""
    root = write_project(tmp_path)
    (root / "ontology").mkdir()
    for name in "ab":
        (root / "ontology" / f"{name}.ttl").write_text(
            f'@prefix ex: <http://example.org/> .\n_:x ex:name "{name}" .\n', encoding="utf-8"
        )
    graph = rdflib.Graph().parse(data=read_site(root, Clocks()).ontology(".nt").body, format="nt")
    name = rdflib.URIRef("http://example.org/name")
    assert len(set(graph.subjects(name))) == 2


def test_status(client: Client, small_site: Site) -> None:
    """The status tells which graph is served."""
    got = client.get("/status")
    assert (got.status, got.media) == (200, "application/json")
    status = got.json()
    assert status["title"] == "A small project"
    assert status["asOf"] == "2025-11-07"
    assert status["knownBy"] is None
    assert (status["stale"], status["problems"]) == (False, [])
    assert status["summary"] == small_site.graph.summary


def test_clocks(tmp_path: Path) -> None:
    """Both clocks turn all that is served, and a graph of other days has another name."""
    root = write_project(tmp_path)
    now, early = read_site(root, Clocks()), read_site(root, Clocks(known_by=dt.date(2025, 11, 6)))
    assert now.revision != early.revision
    assert "kazakhstan-recognized-israel" in now.export("graph.ttl").body.decode()
    assert "kazakhstan-recognized-israel" not in early.export("graph.ttl").body.decode()
    assert "kazakhstan-recognized-israel" not in early.dataset.text
    assert read_site(root, Clocks()).revision == now.revision


def test_documents_are_made_once(client: Client) -> None:
    """What has not changed is not sent again."""
    for target in ("/", "/graph", "/graph.ttl", "/ontology", "/graph.graphml"):
        tag = client.get(target).headers["etag"]
        got = client.get(target, If_None_Match=tag)
        assert (got.status, got.body) == (304, b"")
        head = client.send("HEAD", target)
        assert (head.status, head.headers["etag"], head.body) == (200, tag, b"")


def test_base_of_a_project(tmp_path: Path) -> None:
    """A project with a base of its own has its things under its own path, and under /id/."""
    graph = SMALL["graph.yaml"] + "  base: https://example.org/sparql/\n"
    site = read_site(write_project(tmp_path, {**SMALL, "graph.yaml": graph}), Clocks())
    found = site.thing("kazakhstan", "text/turtle")
    assert found
    assert b"@prefix id: <https://example.org/sparql/> ." in found.body
    assert site.dataset.base == "https://example.org/sparql/"
