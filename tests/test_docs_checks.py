"""Tests of docs/checks.md and of the list of codes behind it."""

from __future__ import annotations

import ast
import fnmatch
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from graphkit.checks.catalogue import ALL_CODES, PARTS, SAMPLES, render_catalogue
from graphkit.checks.catalogue.file_samples import CODES as FILE_CODES
from graphkit.checks.catalogue.mapping_samples import MAPPINGS
from graphkit.checks.catalogue.passage_samples import CODES as PASSAGE_CODES
from graphkit.checks.catalogue.text_samples import TEXT
from graphkit.yaml_source import MAX_BYTES, MAX_VALUES
from tests.projects import SMALL, all_problems, read_beside, read_texts

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "checks.md"

#: What samples leave out; each is told by its own sample.
LEFT_OUT = {"no-evidence", "unused-entity", "unused-source"}
#: What a line of a page cannot show: the file that stands for the sample.
FILES: dict[str, str | bytes] = {
    "file-too-large": "#" * (MAX_BYTES + 1),
    "not-utf8": "\n".join(TEXT["not-utf8"][1:]).encode("latin-1"),
    "too-many-problems": "entities:\n" + "  a: &a {}\n" * 200,
    "too-many-values": "[" + "a," * MAX_VALUES + "]",
    "utf-16": "\n".join(TEXT["utf-16"][1:]).encode("utf-16"),
}
#: Tested in tests/seeds/test_project.py, tests/yaml_source, tests/reading, tests/mapping and
#: tests/importers: no text of a seed file shows them.
NO_TEXT = {"outside-project", "unreadable-file", *PASSAGE_CODES, *FILE_CODES, *MAPPINGS}
#: Their sample is a graph: of its own, or the lack of one.
WITHOUT_GRAPH = {"missing-graph", "bad-license"}


def test_page_is_fresh() -> None:
    """The committed page is what the code makes of the codes and the samples."""
    assert PAGE.read_text(encoding="utf-8") == render_catalogue(), (
        "run: python -m graphkit.checks.catalogue > docs/checks.md"
    )


def test_every_code_has_one_heading() -> None:
    """Each code is told in one part only, and heads one section, so that a link finds it."""
    told = Counter(code for part in PARTS for code in part.codes)
    headings = re.findall(r"^### (.+)$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert set(told.values()) == {1}
    assert Counter(headings) == told
    assert set(SAMPLES) == set(told) == set(ALL_CODES)


@pytest.mark.parametrize("code", sorted(ALL_CODES))
def test_form(code: str) -> None:
    """A code is kebab-case; its sentence and its remedy are sentences; its sample is short."""
    remedy, *sample = SAMPLES[code]
    assert re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", code)
    assert ALL_CODES[code].endswith(".")
    assert remedy.endswith(".")
    assert 1 <= len(sample) <= 4


@pytest.mark.parametrize("code", sorted(set(ALL_CODES) - NO_TEXT - WITHOUT_GRAPH))
def test_sample(code: str) -> None:
    """The sample of a code gives that code and none but the evidence it leaves out."""
    text = FILES.get(code, "\n".join(SAMPLES[code][1:]) + "\n")
    codes = {problem.code for problem in all_problems(text)}
    # The file with too many problems has others before.
    others = LEFT_OUT | ({"anchor", "duplicate-key"} if code == "too-many-problems" else set())
    assert code in codes
    assert codes <= {code} | others


@pytest.mark.parametrize("code", sorted(WITHOUT_GRAPH))
def test_sample_without_graph(code: str) -> None:
    """The samples about ``graph:`` give their code where no other file has one."""
    base = {name: text for name, text in SMALL.items() if name != "graph.yaml"}
    reading = read_beside("\n".join(SAMPLES[code][1:]) + "\n", base)
    assert {problem.code for problem in reading.problems} == {code}


def test_no_sample_shows_what_is_refused_elsewhere() -> None:
    """The small project that the samples stand beside has nothing wrong itself."""
    assert read_texts(SMALL).problems == ()


def codes_given(path: Path) -> Iterator[str]:
    """Yield each code that a module writes out, a part that it fills in as ``*``."""
    for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(call, ast.Call):
            continue
        called = ast.unparse(call.func).removeprefix("self.")
        at = {
            "Problem": 1, "findings.add": 0, "bad": 3,
            "add": 0, "subject.add": 0, "owner.add": 0, "cells.add": 0, "file.add": 1,
        }.get(called)  # fmt: skip
        if called.endswith(("problems.add", "notes.add")):
            at = 1
        if at is None or len(call.args) <= at:
            continue
        code = call.args[at]
        if isinstance(code, ast.Constant):
            yield str(code.value)
        elif isinstance(code, ast.JoinedStr):
            yield "".join(
                str(part.value) if isinstance(part, ast.Constant) else "*" for part in code.values
            )


def test_every_code_in_the_source_is_listed() -> None:
    """No module writes out a code that the page does not tell."""
    given = {code for path in (ROOT / "graphkit").rglob("*.py") for code in codes_given(path)}
    assert len(given) > 60, "the function above finds the codes no longer"
    assert not [code for code in given if not fnmatch.filter(ALL_CODES, code)]


def test_words_of_lists_have_codes() -> None:
    """Each kind of word that a form asks for has its code, ``unknown-`` and the kind."""
    kinds = set()
    for path in (ROOT / "graphkit" / "seeds").glob("*.py"):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and ast.unparse(call.func).endswith("form.word"):
                kinds.add(ast.literal_eval(call.args[2]))
    assert kinds
    assert {f"unknown-{kind}" for kind in kinds} <= set(ALL_CODES)
