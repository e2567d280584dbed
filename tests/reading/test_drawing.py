"""What a drawing says and how its lines look."""

from __future__ import annotations

import pytest

from graphkit.graph import Graph
from graphkit.model import Dispute, Evidence, Fact, Position
from graphkit.ontology import Group
from graphkit.projections.networks.losses import network_losses
from graphkit.projections.networks.network import Edge
from graphkit.reading import drawing
from graphkit.reading.drawing import Head, Look, Pattern
from tests.samples import fact, graph_of, hostile, ontology, shipped, stage, state


def _drawn(*facts: Fact, negative: bool = False) -> tuple[Graph, dict[str, Edge]]:
    names = {name for one in facts for name in (one.subject, one.object)}
    graph = graph_of(facts, [state(name) for name in sorted(names)]).shaped(negative=negative)
    return graph, {edge.id: edge for edge in graph.network.edges()}


GROUPS = {
    Group.PROSPECTIVE: Look(Pattern.DOTTED),
    Group.COMMITTED: Look(Pattern.DASHED),
    Group.REALIZED: Look(Pattern.SOLID),
    Group.NEGATIVE: Look(Pattern.DOTTED, Head.CROSS, faded=True),
    Group.CLOSED: Look(Pattern.SOLID, faded=True),
}


@pytest.mark.parametrize("word", list(ontology().stages))
def test_the_line_tells_the_stage(word: str) -> None:
    """Every stage has the pattern of its group; only what holds is a solid, full line."""
    _, edges = _drawn(fact("a", "recognized", "b", stage(word, "2000")), negative=True)
    look = drawing.look(edges["a-recognized-b"])
    assert look == GROUPS[ontology().group(word)]
    full = look.pattern is Pattern.SOLID and not look.faded
    assert full == (ontology().group(word) is Group.REALIZED)


def test_what_else_the_line_tells() -> None:
    """A symmetric relation has no head, a possible fact is thin, one not begun is faded."""
    graph, edges = _drawn(
        fact("a", "tradesWith", "b"),
        fact("a", "recognized", "b", stage("in-force", "[2000..2090]")),
        fact("b", "recognized", "a", stage("in-force", "2090")),
    )
    both, maybe, later = (
        edges[name] for name in ("a-tradeswith-b", "a-recognized-b", "b-recognized-a")
    )
    assert drawing.look(both) == Look(Pattern.SOLID, Head.NONE)
    assert drawing.look(maybe) == Look(Pattern.SOLID, thin=True)
    assert drawing.look(later) == Look(Pattern.DOTTED, faded=True)
    assert drawing.line_label(graph, maybe) == "possibly recognized"
    assert drawing.line_label(graph, later) == "recognized (not begun)"


LABELS = {
    "year": (fact("a", "recognized", "b", stage("in-force", "1992~")), "recognized c. 1992"),
    "mark": (fact("a", "joined", "b", stage("announced", "2024")), "joined 2024 (announced)"),
    "role": (fact("a", "heldOffice", "b", role="consul"), "held office (consul)"),
    "absent": (fact("a", "recognized", "b", stage("absent")), "does not recognize"),
    "rejected": (fact("a", "joined", "b", stage("rejected")), "joined (rejected)"),
}


@pytest.mark.parametrize(("one", "words"), LABELS.values(), ids=list(LABELS))
def test_labels(one: Fact, words: str) -> None:
    """A line bears the relation, the year and the mark, not the name that it points at."""
    graph, edges = _drawn(one, negative=True)
    assert drawing.line_label(graph, edges[one.id]) == words


def test_no_label_repeats_a_name() -> None:
    """In the shipped graph no line names what it points at, and none is empty."""
    graph = shipped()
    for edge in graph.network.edges():
        label = drawing.line_label(graph, edge)
        assert label
        assert graph.entities[edge.target].short_name not in label


def test_a_disputed_fact_is_marked() -> None:
    """A dispute over a fact is told on its line."""
    one = fact("a", "recognized", "b")
    evidence = (Evidence(source="paper"),)
    positions = tuple(Position(says=words, evidence=evidence) for words in ("yes", "no"))
    dispute = Dispute(
        id="d", question="Did it?", kind="stage", about=(one.id,), positions=positions
    )
    graph = graph_of([one], [state("a"), state("b")], disputes=[dispute])
    (edge,) = graph.network.edges()
    assert drawing.line_label(graph, edge) == "recognized · disputed"


def test_a_folded_line() -> None:
    """An edge that stands for a person's fact or for an event keeps the words of its label."""
    graph = shipped().shaped(fold="states")
    labels = {edge.id: drawing.line_label(graph, edge) for edge in graph.network.edges()}
    assert labels["donald-trump-met-ahmed-al-sharaa"] == "met (planned)"
    assert labels["call-2025-11-06_israel_kazakhstan"] == "took part in phone call 2025"
    part = shipped().select(focus="donald-trump").shaped(fold="states")
    for edge in part.network.edges():
        assert drawing.line_label(part, edge)
        assert drawing.line_sentence(part, edge).endswith(str(edge.columns.get("says", "")))
    uncertain = edge._replace(columns=edge.columns | {"via_possible": True})
    assert drawing.look(uncertain).thin
    assert drawing.line_label(part, uncertain).startswith("possibly ")


def test_a_sentence_tells_all() -> None:
    """The sentence of an edge has its subject, its label and what was said."""
    one = fact("a", "commentedOn", "b", says="too\n late")
    graph, edges = _drawn(one)
    assert drawing.line_sentence(graph, edges[one.id]) == "A commented on B: too late"


def test_one_line_that_svg_can_hold() -> None:
    """Texts are one line of characters of XML; a name is never empty."""
    assert drawing.plain(" a\r\n\u2028b\x00 ") == "a b\ufffd"
    assert drawing.name("\n") == "\ufffd"
    assert "\n" not in drawing.caption(hostile())
    assert drawing.caption(shipped()).startswith(
        "Kazakhstan and the Abraham Accords, as of 7 November 2025 · CC-BY-4.0 · "
    )


def test_colours_of_every_kind() -> None:
    """Each kind has a filling of its own, from which the letters stand out as WCAG asks."""
    found = [drawing.kind_colours(kind) for kind in (*ontology().kinds, "new")]
    assert len({colours.fill for colours in found}) == len(found)
    assert drawing.kind_colours("newer") == found[-1]
    for colours in found:
        assert _contrast(colours.fill, drawing.INK) > 7
        assert _contrast(colours.fill, colours.line) > 3


def _contrast(one: str, other: str) -> float:
    """Return the contrast ratio of WCAG 2.2, 1 to 21."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_undrawn() -> None:
    """What a drawing leaves out is counted value by value."""
    _, edges = _drawn(fact("a", "recognized", "b"))
    network = _drawn(fact("a", "recognized", "b"))[0].network
    (edge,) = edges.values()
    assert drawing.undrawn(network, {"label", "kind", "unnamed"}, set(edge.columns)) == 0
    assert drawing.undrawn(network, {"label", "kind"}, set(edge.columns) - {"sign"}) == 3


def test_losses() -> None:
    """A drawing loses what nodes and edges lose; what it shows or never reads is not counted."""
    graph = shipped()
    common = network_losses(graph.network)
    assert {*drawing.VALUES, *drawing.MOOT, drawing.WHOLE} <= set(common)
    told = drawing.drawn_losses(graph, {"moments": "steps of a story"})
    kept = set(common) - {*drawing.VALUES, *drawing.MOOT, "moments"}
    assert set(told) == kept | {"values", "steps of a story"}
    assert told[drawing.WHOLE] == 2 == common[drawing.WHOLE] - 2
    same = kept - {drawing.WHOLE}
    assert {what: told[what] for what in same} == {what: common[what] for what in same}
