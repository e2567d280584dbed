"""What changed from one graph to another: between two days, or between two revisions.

A difference read backward is the same difference with both sides exchanged.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from enum import StrEnum

from graphkit.graph import Graph
from graphkit.model import Dispute, Entity, Evidence, Fact, Source, Stage
from graphkit.ontology import Group
from graphkit.reading import wording
from graphkit.reading.wording import dotted

#: How a line of a change begins that tells of evidence; the stage and a colon follow.
EVIDENCE = "evidence of "


class Kind(StrEnum):
    """What became of a fact."""

    CAME = "came"
    MOVED = "moved"
    ENDED = "ended"
    CERTAIN = "became certain"
    UNCERTAIN = "became uncertain"
    VANISHED = "vanished"
    EDITED = "edited"


@dataclasses.dataclass(frozen=True, slots=True)
class Standing:
    """How a fact stands in one of the two graphs.

    Attributes:
        stage: Word of its stage; empty where it has not begun on the graph's day.
        group: Of the stage.
        certain: Whether it is more than possible.
        words: Such as ``announced by Donald Trump``.
        when: Of that stage, in words.
        dated: Whether the source dates it; otherwise it counts from its report.
        deprecated: Whether the curators withdrew it.
    """

    stage: str
    group: Group | None
    certain: bool
    words: str
    when: str
    dated: bool
    deprecated: bool


@dataclasses.dataclass(frozen=True, slots=True)
class Change:
    """A fact that is not in both graphs alike.

    Attributes:
        fact: Its id.
        title: Both ends and the relation.
        before: How it stood; none where it was not there.
        after: How it stands; none where it is not there.
        lost: What was written of it and no longer is, line by line.
        gained: What is written of it and was not.
    """

    fact: str
    title: str
    before: Standing | None
    after: Standing | None
    lost: tuple[str, ...] = ()
    gained: tuple[str, ...] = ()

    @property
    def kind(self) -> Kind:
        """What became of the fact."""
        before, after = self.before, self.after
        if before is None:
            return Kind.CAME
        if after is None:
            return Kind.VANISHED
        if before.stage != after.stage:
            return Kind.ENDED if after.group is Group.CLOSED else Kind.MOVED
        if before.certain != after.certain:
            return Kind.CERTAIN if after.certain else Kind.UNCERTAIN
        return Kind.EDITED

    def turned(self) -> Change:
        """Return the same change read backward."""
        return dataclasses.replace(
            self, before=self.after, after=self.before, lost=self.gained, gained=self.lost
        )


@dataclasses.dataclass(frozen=True, slots=True)
class Others:
    """Disputes, entities or sources that are not in both graphs alike: their names by id."""

    new: Mapping[str, str]
    removed: Mapping[str, str]
    edited: Mapping[str, str]

    def __bool__(self) -> bool:
        """Whether there is any."""
        return bool(self.new or self.removed or self.edited)


@dataclasses.dataclass(frozen=True, slots=True)
class Difference:
    """All that changed, facts by id."""

    facts: tuple[Change, ...]
    disputes: Others
    entities: Others
    sources: Others

    def __bool__(self) -> bool:
        """Whether anything changed."""
        return bool(self.facts or self.disputes or self.entities or self.sources)

    def of(self, kind: Kind) -> list[Change]:
        """Return the facts of which one thing became."""
        return [change for change in self.facts if change.kind is kind]


def difference(before: Graph, after: Graph) -> Difference:
    """Return what changed from one graph to another, each with its own clocks."""
    return Difference(
        facts=tuple(_changes(before, after)),
        disputes=_others(_disputes(before), _disputes(after)),
        entities=_others(_entities(before), _entities(after)),
        sources=_others(_sources(before), _sources(after)),
    )


# ------------------------------------------------------------------------ facts


def _changes(before: Graph, after: Graph) -> Iterator[Change]:
    old, new = ({fact.id: fact for fact in graph.facts()} for graph in (before, after))
    for name in sorted(old.keys() | new.keys()):
        was, is_ = old.get(name), new.get(name)
        lost = _texts(before, was) if was else {}
        gained = _texts(after, is_) if is_ else {}
        change = Change(
            fact=name,
            title=_title(after, is_) if is_ else _title(before, old[name]),
            before=_standing(before, was) if was else None,
            after=_standing(after, is_) if is_ else None,
            lost=tuple(text for text in lost if text not in gained),
            gained=tuple(text for text in gained if text not in lost),
        )
        if change.before != change.after or change.lost or change.gained:
            yield change


def _title(graph: Graph, fact: Fact) -> str:
    """Return what a fact says without how it stands; many an opinion has the same ends."""
    title = wording.title(graph, fact)
    return f"{title} ({fact.says})" if fact.says else title


def _standing(graph: Graph, fact: Fact) -> Standing:
    state, stage = graph.state(fact), wording.shown_stage(graph, fact)
    return Standing(
        stage=state.step.stage if state else "",
        group=state.step.group if state else None,
        certain=bool(state and state.definite),
        words=wording.standing(graph, state) if state else "not begun",
        when=wording.when(graph, stage),
        dated=bool(stage.date or stage.attested),
        deprecated=fact.deprecated,
    )


def _texts(graph: Graph, fact: Fact) -> dict[str, None]:
    """Return what is written of a fact, one line for each thing, in order."""
    fields = {
        "subject": fact.subject,
        "relation": fact.relation,
        "object": fact.object,
        "value": "" if fact.object else wording.other_end(graph, fact, fact.subject),
        "role": fact.role,
        "field": fact.field,
        "says": fact.says,
        "about": fact.about,
        "confidence": fact.confidence,
        "rank": fact.rank,
        "reason": fact.reason,
        "note": fact.note,
    }
    lines = [f"{name}: {text}" for name, text in fields.items() if text]
    for stage in sorted(fact.stages, key=lambda stage: stage.local_name(fact.id)):
        lines.append(_stage_text(graph, stage))
        lines += [_evidence_text(stage, item) for item in wording.ordered(stage.evidence)]
    return dict.fromkeys(lines)


def _stage_text(graph: Graph, stage: Stage) -> str:
    when = wording.when(graph, stage) if stage.date or stage.attested else ""
    return dotted(f"stage: {wording.act(graph, stage)}", when, wording.terms(stage), stage.note)


def _evidence_text(stage: Stage, item: Evidence) -> str:
    stance = "" if item.stance == "supports" else item.stance
    by = f"by {', '.join(item.by)}" if item.by else ""
    cites = f"cites {', '.join(item.cites)}" if item.cites else ""
    where = f"{EVIDENCE}{stage.stage}: {wording.passage(item)}"
    return dotted(where, by, cites, stance, item.note)


# ------------------------------------------------------------------------ all else

#: Names and what stands under them, by id.
_Named = Mapping[str, tuple[str, object]]


def _disputes(graph: Graph) -> _Named:
    # What a position accepts may only have come into the view: that is told of the fact.
    whole: Mapping[str, Dispute] = graph.whole.disputes
    return {name: (d.question, whole[name]) for name, d in graph.disputes.items()}


def _entities(graph: Graph) -> _Named:
    entities: Mapping[str, Entity] = graph.entities
    return {name: (entity.name, entity) for name, entity in entities.items()}


def _sources(graph: Graph) -> _Named:
    sources: Mapping[str, Source] = graph.sources
    return {name: (source.title or name, source) for name, source in sources.items()}


def _others(before: _Named, after: _Named) -> Others:
    def names(from_: _Named, ids: set[str]) -> dict[str, str]:
        return {name: from_[name][0] for name in sorted(ids)}

    both = before.keys() & after.keys()
    return Others(
        new=names(after, set(after.keys() - before.keys())),
        removed=names(before, set(before.keys() - after.keys())),
        edited=names(after, {name for name in both if before[name][1] != after[name][1]}),
    )
