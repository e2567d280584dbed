"""A fact in the words of a dossier: its headline, its remarks and its stages."""

from __future__ import annotations

from collections.abc import Iterator

from graphkit.graph import Graph
from graphkit.model import Fact, Stage
from graphkit.provenance import badges, bearing, independent
from graphkit.reading import wording
from graphkit.reading.wording import dotted

_BADGES = {
    "one-source": "rests on one source",
    "one-unnamed-speaker": "rests on one unnamed speaker",
    "second-hand": "second hand: every passage relays another source",
}


def headline(graph: Graph, fact: Fact, entity: str) -> str:
    """Return ``2025-11-06 · joined · Abraham Accords · announced by Donald Trump``.

    Args:
        graph: With both clocks set.
        fact: In its view.
        entity: In whose dossier it stands; of a fact that it is no end of, both are named.
    """
    state, stage = graph.state(fact), wording.shown_stage(graph, fact)
    is_end = entity in {fact.subject, fact.object}
    told = wording.seen_from(graph, fact, entity) if is_end else wording.title(graph, fact)
    if state is None:
        standing = wording.act(graph, stage)
    elif wording.is_plain(state) and not stage.agents:
        standing = ""
    else:
        standing = wording.standing(graph, state)
    return dotted(wording.when(graph, stage), told, standing, wording.terms(stage), _mark(fact))


def _mark(fact: Fact) -> str:
    return f"{fact.rank}: {fact.reason}" if fact.rank else ""


def remarks(graph: Graph, fact: Fact) -> Iterator[str]:
    """Yield what else is to be known of a fact, one line for each thing."""
    if fact.says:
        yield f"says: {fact.says}"
    if fact.about:
        yield f"about: {wording.title(graph, graph.fact(fact.about))}"
    if fact.note:
        yield f"note: {fact.note}"
    if fact.confidence:
        yield f"confidence: {fact.confidence}"
    marks = [_BADGES[badge] for badge in badges(fact, graph.sources, graph.entities)]
    evidence = bearing(fact)
    sources, apart = len({item.source for item in evidence}), independent(evidence, graph.sources)
    if sources > 1:
        # Only what lowers the number is told: sources that share no known origin may share one.
        shared = f", no more than {apart} of them independent" if apart < sources else ""
        marks.insert(0, f"in {sources} sources{shared}")
    yield dotted(*marks)
    for name in graph.view.disputes.get(fact.id, ()):
        yield f"disputed: {graph.disputes[name].question}"


def stage_line(graph: Graph, stage: Stage, *, now: bool) -> str:
    """Return a stage: by whom, when, on which terms.

    Args:
        graph: With both clocks set.
        stage: As curated.
        now: Whether the fact rests on it on the graph's day.
    """
    return dotted(
        wording.act(graph, stage),
        wording.when(graph, stage),
        wording.terms(stage),
        f"its stage on {wording.day_words(graph.day)}" if now else "",
    )


def title_and_standing(graph: Graph, fact: Fact) -> str:
    """Return a fact in short: ``Kazakhstan · joined · Abraham Accords · announced by …``."""
    state = graph.state(fact)
    # The title alone would state as done what is sought, expected or denied.
    told = state and not wording.is_plain(state)
    how = wording.standing(graph, state) if state and told else ""
    return dotted(wording.title(graph, fact), how)
