"""Tests of docs/model.md and docs/curating.md: tables are fresh, examples are of the project."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from docs import generate
from graphkit import load
from graphkit.graph import Graph
from graphkit.resources import example_folder
from graphkit.yaml_source import parse_yaml

DOCS = Path(__file__).resolve().parents[1] / "docs"
STALE = "docs/ is stale: run python docs/generate.py and look at the difference"
PAGES = ("model.md", "curating.md", "rdf.md", "questions.md", "index.md")


@pytest.fixture(scope="module")
def project() -> Graph:
    """Return the project that graphkit ships."""
    return load(example_folder())


def read(name: str) -> str:
    """Return the text of a page."""
    return (DOCS / name).read_text(encoding="utf-8")


def test_generated_parts_are_fresh() -> None:
    """The tables are those of the ontology, the examples of views those of the views."""
    assert generate.render_page(read("model.md")) == read("model.md"), STALE


def test_every_table_is_on_the_page() -> None:
    """Each part that can be generated stands on a page, with rows in it."""
    text = "".join(read(name) for name in generate.PAGES)
    for name in generate.PARTS:
        part = re.search(rf"<!-- generated: {name} -->\n(.*?)<!-- end -->", text, re.DOTALL)
        assert part, name
        assert part[1].count("\n|") > 3, name


def test_stale_part_is_seen() -> None:
    """A part that was edited by hand is written anew."""
    text = read("model.md")
    edited = text.replace("| prospective |", "| hopeful |")
    assert edited != text
    assert generate.render_page(edited) == text


def test_unknown_part_is_refused() -> None:
    """A part that there is no table for is an error, not an empty part."""
    with pytest.raises(KeyError, match="moods"):
        generate.render_page("<!-- generated: moods -->\n<!-- end -->\n")


@pytest.mark.parametrize("name", ["model.md", "curating.md"])
def test_examples_are_yaml(name: str) -> None:
    """Each example is YAML as graphkit reads it."""
    blocks = re.findall(r"```yaml\n(.*?)```", read(name), re.DOTALL)
    assert blocks
    for block in blocks:
        _, problems = parse_yaml(block.encode(), name)
        assert problems == [], block


def test_examples_are_of_the_project(project: Graph) -> None:
    """The sources, entities and facts that the examples name are those of the project."""
    for name in ("model.md", "curating.md"):
        blocks = "".join(re.findall(r"```yaml\n(.*?)```", read(name), re.DOTALL))
        assert set(re.findall(r"source: ([\w-]+)", blocks)) <= set(project.sources)
        assert set(re.findall(r"cites: \[([\w-]+)", blocks)) <= set(project.sources)
        assert set(re.findall(r"(?:subject|agent|by): ([\w-]+)", blocks)) <= set(project.entities)
        for ends in re.findall(r"subject: (\S+)\n *relation: (\S+)\n *object: (\S+)", blocks):
            subject, relation, target = ends
            assert list(project.facts(relation=relation, subject=subject, object=target)), ends


def test_fact_id_of_the_page_exists(project: Graph) -> None:
    """The id that the model page spells out is that of a fact."""
    ids = re.findall(r"\(`([a-z-]+)`\); for a value", read("model.md").replace("\n", " "))
    assert ids
    assert all(project.fact(name) for name in ids)


@pytest.mark.parametrize("name", PAGES)
def test_links_lead_somewhere(name: str) -> None:
    """Each link within the repository leads to a file, and to a heading if it names one."""
    for target in re.findall(r"\]\((?!https?:)([^)]+)\)", read(name)):
        path, _, heading = target.partition("#")
        page = DOCS / path if path else DOCS / name
        assert page.exists(), target
        if heading:
            headings = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
            assert heading in {
                re.sub(r"[^\w -]", "", h).lower().replace(" ", "-") for h in headings
            }
