"""How the commands for reading say things: titles of facts, dates, stages, evidence.

The same words as on the page. A title is the relation's label between both ends and claims
nothing of how far the fact has come; what does is always said beside it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence

from graphkit.dates import EdtfDate, parse_date
from graphkit.graph import Graph
from graphkit.labels import value_words
from graphkit.life import State
from graphkit.model import Evidence, Fact, Stage
from graphkit.ontology import Group
from graphkit.projections.page.lives import ordered_stages
from graphkit.provenance import first_attested, speakers, surely_public

#: Between the parts of a line.
DOT = " · "
#: A date that tells its own words.
_PLAIN = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")
_STANCES = {"hedges": "the source hedges", "denies": "the source denies it"}


def dotted(*parts: str) -> str:
    """Return the parts that are not empty as one line."""
    return DOT.join(part for part in parts if part)


def listed(words: Iterable[str]) -> str:
    """Return words with commas, and ``and`` before the last."""
    *head, last = list(words) or [""]
    return f"{', '.join(head)} and {last}" if head else last


def counted(number: int, one: str, many: str | None = None) -> str:
    """Return a number with its noun, such as ``1 fact`` or ``1,200 facts``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def day_words(day: dt.date) -> str:
    """Return a day such as ``6 November 2025``."""
    return parse_date(day.isoformat()).words()


def clock_words(graph: Graph) -> str:
    """Return what the two clocks stand at: ``as of 7 November 2025``."""
    known = graph.view.known_by
    return f"as of {day_words(graph.day)}" + (f", known by {day_words(known)}" if known else "")


def date_words(date: EdtfDate) -> str:
    """Return a year, month or day as written, any other date in words."""
    return date.text if _PLAIN.fullmatch(date.text) else date.words()


# ------------------------------------------------------------------------ entities and facts


def name(graph: Graph, identifier: str) -> str:
    """Return the name of an entity."""
    return graph.entities[identifier].name


def names(graph: Graph, identifiers: Iterable[str]) -> str:
    """Return the names of entities as one list."""
    return listed(name(graph, identifier) for identifier in identifiers)


def title(graph: Graph, fact: Fact) -> str:
    """Return both ends and the relation: ``Kazakhstan · joined · Abraham Accords``."""
    return dotted(name(graph, fact.subject), seen_from(graph, fact, fact.subject))


def seen_from(graph: Graph, fact: Fact, entity: str) -> str:
    """Return a fact as one end sees it: ``joined by · Kazakhstan`` for the Accords."""
    return dotted(phrase(graph, fact, entity), other_end(graph, fact, entity))


def phrase(graph: Graph, fact: Fact, entity: str) -> str:
    """Return the label of the relation from one end, with role or field."""
    relation = graph.ontology.relations[fact.relation]
    label = relation.label if fact.subject == entity else relation.inverse_label
    detail = ", ".join(filter(None, (fact.role, fact.field)))
    return f"{label} ({detail})" if detail else label


def other_end(graph: Graph, fact: Fact, entity: str) -> str:
    """Return the name of the other end, or the value."""
    if not fact.object:
        return value_words(fact, graph.ontology.relations[fact.relation])
    return name(graph, fact.object if fact.subject == entity else fact.subject)


# ------------------------------------------------------------------------ stages


def shown_stage(graph: Graph, fact: Fact) -> Stage:
    """Return the stage that tells of a fact: what it rests on, else its first."""
    state = graph.state(fact)
    return state.step.record if state else ordered_stages(fact, graph.ontology)[0]


def act(graph: Graph, stage: Stage, word: str = "") -> str:
    """Return a stage and by whom: ``announced by Donald Trump``.

    Args:
        graph: Where the names are.
        stage: As curated.
        word: Of the stage, where the end of an interval stands for the record.
    """
    label = graph.ontology.stages[word or stage.stage].label
    return f"{label} by {names(graph, stage.agents)}" if stage.agents else label


def standing(graph: Graph, state: State) -> str:
    """Return how a fact stands: ``announced by Donald Trump``, ``possibly in force``."""
    words = act(graph, state.step.record, state.step.stage)
    return words if state.definite else f"possibly {words}"


def when(graph: Graph, stage: Stage) -> str:
    """Return when a stage began or was seen, for the head of a line."""
    if stage.date:
        return date_words(stage.date)
    if stage.attested:
        return f"attested {date_words(stage.attested)}"
    seen = first_attested(stage, graph.sources)
    if seen is None:
        return "undated"
    bound = "" if surely_public(stage, graph.sources, seen) else " at the earliest"
    return f"undated, first attested {seen}{bound}"


def terms(stage: Stage) -> str:
    """Return the condition of a stage and the day it is due, where it has them."""
    return dotted(
        f"on condition of {stage.condition}" if stage.condition else "",
        f"due {date_words(stage.due)}" if stage.due else "",
    )


def is_plain(state: State) -> bool:
    """Whether a fact certainly holds or happened, so that its stage need not be named."""
    return state.definite and state.step.group is Group.REALIZED


# ------------------------------------------------------------------------ sources


def source_name(graph: Graph, identifier: str) -> str:
    """Return the publisher of a source; without one its title."""
    source = graph.sources[identifier]
    if source.publisher:
        return name(graph, source.publisher)
    return f"“{source.title}”" if source.title else identifier


def source_label(graph: Graph, identifier: str) -> str:
    """Return the short name of the publisher of a source; without one its id."""
    publisher = graph.sources[identifier].publisher
    return graph.entities[publisher].short_name if publisher else identifier


def source_words(graph: Graph, identifier: str) -> str:
    """Return the title of a source, or its id, with the day it was published."""
    source = graph.sources[identifier]
    day = f" ({date_words(source.published)})" if source.published else ""
    return f"{source.title or identifier}{day}"


def evidence(fact: Fact) -> list[Evidence]:
    """Return all evidence of a fact, that of every stage."""
    return [item for stage in fact.stages for item in stage.evidence]


def ordered(pieces: Iterable[Evidence]) -> list[Evidence]:
    """Return evidence by source and place, whatever the order of the file."""

    def place(item: Evidence) -> tuple[str, int, str, tuple[str, ...]]:
        return (item.source, item.at.paragraph if item.at else 0, str(item.at or ""), item.by)

    return sorted(pieces, key=place)


def passage(item: Evidence) -> str:
    """Return the id of the source and the place in it: ``unn-kazakhstan p3``."""
    return f"{item.source} {item.at}" if item.at else item.source


def passages(pieces: Iterable[Evidence]) -> str:
    """Return where evidence stands: ``gry-kazakhstan p8, p9; unn-kazakhstan p5``."""
    places: dict[str, dict[str, None]] = {}
    for item in ordered(pieces):
        places.setdefault(item.source, {}).setdefault(str(item.at or ""))
    return "; ".join(f"{source} {', '.join(at)}".strip() for source, at in places.items())


def evidence_words(graph: Graph, item: Evidence, *, published: bool = True) -> str:
    """Return one line: speaker, publisher, place, day of publication, what it relays.

    Args:
        graph: Where the sources are.
        item: In its view.
        published: Whether to tell the day, which may stand with the source instead.
    """
    source = graph.sources[item.source]
    voices = [voice for voice in speakers(item, graph.sources) if voice != source.publisher]
    where = source_name(graph, item.source) + (f" {item.at}" if item.at else "")
    return dotted(
        f"{names(graph, voices)}, in {where}" if voices else where,
        "" if source.publisher or not source.text else "publisher not named",
        f"published {date_words(source.published)}" if published and source.published else "",
        _relayed(graph, item.cites or source.cites, whole=not item.cites),
        _STANCES.get(item.stance, ""),
        item.note,
    )


def _relayed(graph: Graph, cites: Sequence[str], *, whole: bool) -> str:
    if not cites:
        return ""
    cited = listed(source_words(graph, source) for source in cites)
    # A text that credits another does not say which of its words are the other's.
    return f"the text credits {cited}" if whole else f"relays {cited}"
