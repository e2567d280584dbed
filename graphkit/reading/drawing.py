"""What a drawn network says and how its lines look, whatever draws it.

The looks are those of the page: the line tells how far a fact has come, so that nothing
announced or expected is drawn like what holds.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from enum import StrEnum

from msgspec import structs

from graphkit.graph import Graph
from graphkit.labels import short_label
from graphkit.look import mixed, read_look
from graphkit.ontology import Group
from graphkit.projections.networks.losses import network_losses
from graphkit.projections.networks.network import Edge, Network
from graphkit.reading import wording

#: What XML 1.0 cannot hold (https://www.w3.org/TR/xml/#charsets): drawings end up as SVG.
_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_REPLACEMENT = "\ufffd"


class Pattern(StrEnum):
    """How a line runs."""

    SOLID = "solid"
    DASHED = "dashed"
    DOTTED = "dotted"


class Head(StrEnum):
    """What a line ends in."""

    ARROW = "arrow"
    NONE = "none"
    CROSS = "cross"


@dataclasses.dataclass(frozen=True, slots=True)
class Look:
    """How the line of an edge looks.

    Attributes:
        pattern: By the group of its stage.
        head: A cross for what does not hold by its sources' word. ``none`` for a symmetric
            relation, which points neither way: no head, or one at each end.
        faded: Whether it is over, or has not begun.
        thin: Whether it is only possible.
    """

    pattern: Pattern
    head: Head = Head.ARROW
    faded: bool = False
    thin: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class Colours:
    """Of a node: dark letters stand out from the filling, on light and on dark paper alike."""

    fill: str
    line: str


#: The stage at which the negative phrase of the relation stands for the relation.
_ABSENT = "absent"
#: Of the letters in a node.
INK = "#1c1e22"
#: Colour groups of lines whose colours are lent to kinds, where a drawing has few shapes.
_LENT = {
    "state": "diplomacy",
    "person": "office",
    "group": "opinion",
    "organization": "attribute",
    "treaty": "agreement",
    "event": "event",
    "region": "place",
    "place": "conflict",
}
#: How much of its line's colour a filling has.
_TINT = 0.17


def kind_colours(kind: str) -> Colours:
    """Return the colours of a kind; those that a project adds look alike."""
    line = read_look().line_colour(_LENT.get(kind, ""), "light")
    return Colours(mixed(line, "#ffffff", _TINT), line)


_PATTERNS = {
    Group.PROSPECTIVE: Pattern.DOTTED,
    Group.COMMITTED: Pattern.DASHED,
    Group.REALIZED: Pattern.SOLID,
    Group.NEGATIVE: Pattern.DOTTED,
    Group.CLOSED: Pattern.SOLID,
}
#: The words of `network_losses` for what no drawing shows as a column of a node.
VALUES = {"values, kept without stage and source": "values"}
#: Those for what is lost only where numbers and dates are read again.
MOOT = frozenset({"decimal numbers, rounded", "dates of stages set aside, not read back"})
#: Those for the texts of the whole.
WHOLE = "texts about the whole"
#: What the lines mean, in one sentence for the reader of a drawing.
LEGEND = (
    "Dotted lines: speculated, expected, sought, conditional or planned. "
    "Dashed: agreed, announced, signed or ratified. "
    "Faded: ended or not begun. Thin: only possible."
)


def look(edge: Edge) -> Look:
    """Return how the line of an edge looks."""
    word = edge.columns.get("stage_group")
    if word is None:
        return Look(Pattern.DOTTED, _head(edge), faded=True)
    group = Group(str(word))
    return Look(
        _PATTERNS[group],
        Head.CROSS if group is Group.NEGATIVE else _head(edge),
        faded=group in {Group.CLOSED, Group.NEGATIVE},
        thin=_is_possible(edge),
    )


def _head(edge: Edge) -> Head:
    return Head.NONE if edge.columns["symmetric"] else Head.ARROW


def _is_possible(edge: Edge) -> bool:
    """Whether an edge is only possible, or the office of a person folded away is."""
    return bool(edge.columns["possible"] or edge.columns.get("via_possible"))


def line_label(graph: Graph, edge: Edge) -> str:
    """Return what stands on the line of an edge: ``joined 2025 (announced) · disputed``.

    It is the label of the edge without the name that the line points at.
    """
    doubt = "possibly " * _is_possible(edge)
    mark = "" if "stage" in edge.columns else " (not begun)"
    return wording.dotted(
        plain(f"{doubt}{_words(graph, edge)}{mark}"),
        "disputed" if edge.columns["disputed"] else "",
    )


def _words(graph: Graph, edge: Edge) -> str:
    label, view = str(edge.columns["label"]), graph.network.view
    # In a fold other entities may stand for the ends of the fact, or the label for an event.
    told = structs.replace(edge.facts[0], subject=edge.source, object=edge.target)
    state = view.states[told.id]
    if label != short_label(told, state, view):
        return label
    if state and state.step.stage == _ABSENT:
        return view.ontology.relations[told.relation].negative_phrase
    tail = label.removeprefix(short_label(told, None, view))
    return wording.phrase(graph, told, told.subject) + tail


def line_sentence(graph: Graph, edge: Edge) -> str:
    """Return all that an edge says: ``Kazakhstan commented on Accords: …``."""
    says = str(edge.columns.get("says", ""))
    subject = graph.network.view.records.entities[edge.source]
    words = f"{subject.name} {edge.columns['label']}"
    return plain(f"{words}: {says}" if says else words)


def caption(graph: Graph) -> str:
    """Return the title, the two clocks, the licence and the credit as one line."""
    info = graph.info
    return wording.dotted(
        plain(f"{info.title}, {wording.clock_words(graph)}"), info.license, plain(info.credit)
    )


def plain(text: str) -> str:
    """Return a text as one line of characters that SVG can hold."""
    return _NOT_XML.sub(_REPLACEMENT, " ".join(text.split()))


def name(text: str) -> str:
    """Return the name of a node as one line that is not empty."""
    return plain(text) or _REPLACEMENT


def drawn_losses(graph: Graph, instead: Mapping[str, str]) -> dict[str, int]:
    """Return what a drawing cannot carry of a graph, attributes of nodes and edges apart.

    Args:
        graph: What is drawn.
        instead: What other files of nodes and edges keep in columns, by their words for it, and
            what becomes of it in the drawing.
    """
    info, renamed = graph.info, {**VALUES, **instead}
    return {
        **{
            renamed.get(what, what): count
            for what, count in network_losses(graph.network).items()
            if what not in MOOT
        },
        # The licence and the credit are in the caption.
        WHOLE: sum(map(bool, (info.lede, info.description))),
    }


def undrawn(network: Network, nodes: AbstractSet[str], edges: AbstractSet[str]) -> int:
    """Return how many values of columns a drawing leaves out.

    Args:
        network: What is drawn.
        nodes: The columns of nodes that the drawing shows or carries.
        edges: Those of edges.
    """
    return sum(len(node.columns.keys() - nodes) for node in network.nodes()) + sum(
        len(edge.columns.keys() - edges) for edge in network.edges()
    )
