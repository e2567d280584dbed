"""Tests of graphkit.reading.verify."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphkit.reading.verify import Verdict, Verification, verify
from tests.reading.wire import RECOGNITION, WIRE, load_wire


def found(result: Verification) -> list[tuple[str, str, str]]:
    """Return the code, place and message of each problem."""
    return [(p.code, str(p.place), p.message) for p in result.problems]


def test_clean(tmp_path: Path) -> None:
    """Evidence that mentions what it should is confirmed; without a text there is no verdict."""
    graph, folder = load_wire(tmp_path)
    result = verify(graph, folder)
    assert found(result) == []
    assert {verdict: result.count(verdict) for verdict in Verdict} == {
        Verdict.CONFIRMED: 9,
        Verdict.NOTED: 0,
        Verdict.UNCONFIRMED: 0,
        Verdict.WITHOUT_TEXT: 2,
    }
    assert len(result.findings) == 11


def test_the_clocks_do_not_matter(tmp_path: Path) -> None:
    """What is not yet known on a day is looked up all the same."""
    graph, folder = load_wire(tmp_path)
    assert verify(graph.as_of("1990-01-01").known_by("2000-01-01"), folder) == verify(graph, folder)


@pytest.mark.parametrize(
    ("old", "new", "missing"),
    [
        (
            RECOGNITION, "{source: wire-report, at: p8}",
            ["the subject Kazakhstan", "the object Israel"],
        ),
        (RECOGNITION, "{source: wire-report, at: p3}", ["the subject Kazakhstan"]),
        (RECOGNITION, "{source: wire-report, at: p1}", ["the object Israel"]),
        (RECOGNITION, '{source: wire-report, at: "p9:0-22"}', ["the object Israel"]),
        (
            RECOGNITION, "{source: wire-report, at: p9, by: [donald-trump, israel]}",
            ["the speaker Donald Trump"],
        ),
        ("value: 20000000", "value: 19000000", ["the value 19000000"]),
        ("p4:0-41", "p4:13-41", ["the subject Donald Trump"]),
        (
            "object: phone-call\n", "object: phone-call\n    says: a\n",  # says changes nothing
            [],
        ),
    ],
)  # fmt: skip
def test_not_mentioned(tmp_path: Path, old: str, new: str, missing: list[str]) -> None:
    """A passage without subject, object, value or speaker needs a note."""
    graph, folder = load_wire(tmp_path, {old: new})
    result = verify(graph, folder)
    told = [finding for finding in result.findings if finding.missing]
    assert [list(finding.missing) for finding in told] == ([missing] if missing else [])
    assert all(finding.verdict is Verdict.UNCONFIRMED for finding in told)
    assert [problem.code for problem in result.problems] == ["not-mentioned"] * len(told)
    assert all(" or ".join(missing) in problem.message for problem in result.problems)


def test_place_and_next_step(tmp_path: Path) -> None:
    """A problem names the piece of evidence, its fact, and what may be done."""
    graph, folder = load_wire(tmp_path, {RECOGNITION: "{source: wire-report, at: p1}"})
    (problem,) = verify(graph, folder).problems
    assert str(problem) == (
        "seeds/facts.yaml:6:16: not-mentioned: p1 of wire-report, evidence of "
        "kazakhstan-recognized-israel, does not mention the object Israel\n"
        "    hint: mend the locator, or say in a note: what stands for it there"
    )


def test_noted(tmp_path: Path) -> None:
    """A note takes the place of what is missing, and does no harm where nothing is."""
    noted = "{source: wire-report, at: p1, note: the country of p3}"
    tenth = "{source: wire-report, at: p10"
    graph, folder = load_wire(
        tmp_path, {RECOGNITION: noted, f"{tenth}}}": f"{tenth}, note: more than that}}"}
    )
    result = verify(graph, folder)
    assert found(result) == []
    (finding,) = [f for f in result.findings if f.verdict is Verdict.NOTED]
    assert (finding.owner, finding.missing) == (
        "kazakhstan-recognized-israel",
        ("the object Israel",),
    )


@pytest.mark.parametrize(
    ("at", "place"),
    [("p11", "6:42"), ("p9:0-99", "6:42")],
)
def test_past_the_end(tmp_path: Path, at: str, place: str) -> None:
    """A locator past the end is named with its place, and a note does not help it."""
    new = f'{{source: wire-report, at: "{at}", note: x}}'
    graph, folder = load_wire(tmp_path, {RECOGNITION: new})
    result = verify(graph, folder)
    ((code, where, message),) = found(result)
    assert (code, where) == ("locator-past-end", f"seeds/facts.yaml:{place}")
    assert message.startswith(f"{at} is past the end")
    assert "graphkit locate wire-report" in result.problems[0].hint
    assert result.count(Verdict.UNCONFIRMED) == 1


def test_changed_text(tmp_path: Path) -> None:
    """A changed text is one problem, and nothing in it counts as confirmed."""
    graph, folder = load_wire(tmp_path)
    (folder / "wire.txt").write_text("\n".join(WIRE), encoding="utf-8")
    result = verify(graph, folder)
    assert [problem.code for problem in result.problems] == ["text-changed"]
    assert (result.count(Verdict.CONFIRMED), result.count(Verdict.UNCONFIRMED)) == (0, 9)
    told = {finding.missing for finding in result.findings}
    assert told == {(), ("the text of wire-report",)}


def test_missing_text(tmp_path: Path) -> None:
    """A missing text is one problem, too."""
    graph, folder = load_wire(tmp_path)
    (folder / "wire.txt").unlink()
    result = verify(graph, folder)
    assert [problem.code for problem in result.problems] == ["text-missing"]


@pytest.mark.parametrize(
    ("new", "codes"),
    [
        ("{source: wire-report, at: p8}", []),  # a position may be about a word
        ("{source: wire-report, at: p2, by: kassym-jomart-tokayev}", []),
        ("{source: wire-report, at: p6, by: kassym-jomart-tokayev}", ["not-mentioned"]),
        ("{source: wire-report, at: p6, by: kassym-jomart-tokayev, note: x}", []),
        ("{source: wire-report, at: p60}", ["locator-past-end"]),
    ],
)
def test_positions(tmp_path: Path, new: str, codes: list[str]) -> None:
    """Evidence of a position is there, and mentions the speaker or has a note."""
    graph, folder = load_wire(tmp_path, {"{source: wire-report, at: p6}": new})
    result = verify(graph, folder)
    assert [problem.code for problem in result.problems] == codes
    assert all("disputes.yaml" in str(problem.place) for problem in result.problems)
    assert {"when-it-joined"} & {finding.owner for finding in result.findings}
