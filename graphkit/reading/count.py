"""How many facts an entity has of a relation, and which dispute makes how much of the number.

Counted is what certainly holds or has happened. A fact that some position of a dispute accepts
and others leave out counts for that position alone. What is committed but not accomplished, and
what is only possible, is told apart and never counted.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator

from graphkit.graph import Graph
from graphkit.model import Dispute, Entity, Fact, Position
from graphkit.ontology import Group, Relation
from graphkit.reading import document, wording
from graphkit.reading.document import Line

COLUMNS = ("relation", "part", "facts", "total", "who", "dispute", "position", "passages")


@dataclasses.dataclass(frozen=True, slots=True)
class Share:
    """Facts by whether they count.

    Attributes:
        held: That hold or happened, certainly: these count.
        committed: Agreed, announced, signed or ratified, and not accomplished.
        possible: That may be committed or may hold, but not certainly so.
    """

    held: tuple[Fact, ...] = ()
    committed: tuple[Fact, ...] = ()
    possible: tuple[Fact, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class Side:
    """A position of a dispute with the facts that it accepts and the others leave out."""

    position: Position
    own: Share


@dataclasses.dataclass(frozen=True, slots=True)
class Question:
    """A dispute that bears on the count."""

    dispute: Dispute
    sides: tuple[Side, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Tally:
    """One count: of the facts that an entity is the subject, or the object, of.

    Attributes:
        relation: What is counted, with the relations below it.
        inverse: Whether the entity is the object.
        undisputed: The facts that stand in no position.
        questions: The disputes whose positions accept some of the facts, and those over a
            number that are about the entity.
        others: Neither held nor committed nor possible: sought, expected, absent, ended, not
            begun, withdrawn by the curators.
    """

    relation: Relation
    entity: Entity
    inverse: bool
    undisputed: Share
    questions: tuple[Question, ...]
    others: tuple[Fact, ...]

    @property
    def phrase(self) -> str:
        """The relation as the entity sees it."""
        return self.relation.inverse_label if self.inverse else self.relation.label

    def total(self, side: Side) -> int:
        """Return how many facts hold by one position."""
        return len(self.undisputed.held) + len(side.own.held)

    @property
    def committed(self) -> tuple[Fact, ...]:
        """All committed facts, those in positions too, by id."""
        return self._all("committed")

    @property
    def possible(self) -> tuple[Fact, ...]:
        """All possible facts, those in positions too, by id."""
        return self._all("possible")

    def _all(self, name: str) -> tuple[Fact, ...]:
        shares = [self.undisputed, *(side.own for one in self.questions for side in one.sides)]
        facts = {fact.id: fact for share in shares for fact in getattr(share, name)}
        return tuple(facts[name] for name in sorted(facts))


def count(graph: Graph, entity: Entity, relation: Relation) -> list[Tally]:
    """Return the counts of a relation, seen from an entity.

    Returns:
        One count where the entity is an end of such facts in one way, two where it is both
        subject and object of some; an empty one where it is in neither way.
    """
    ways = [False] if relation.symmetric or not relation.object_kinds else [False, True]
    found = [(way, _facts(graph, entity, relation, inverse=way)) for way in ways]
    told = [(way, facts) for way, facts in found if facts]
    if not told:
        # With no fact, the side on which the entity could stand.
        way = entity.kind not in relation.subject_kinds and True in ways
        told = [(way, [])]
    return [_tally(graph, entity, relation, facts, inverse=way) for way, facts in told]


def _facts(graph: Graph, entity: Entity, relation: Relation, *, inverse: bool) -> list[Fact]:
    if inverse:
        return list(graph.facts(relation=relation.name, object=entity.id))
    return list(graph.facts(relation=relation.name, subject=entity.id))


def _tally(
    graph: Graph, entity: Entity, relation: Relation, facts: list[Fact], *, inverse: bool
) -> Tally:
    accepted = {name for d in graph.disputes.values() for p in d.positions for name in p.facts}
    mine = {fact.id for fact in facts}
    questions = [
        Question(
            dispute,
            tuple(
                Side(position, _share(graph, [f for f in facts if f.id in position.facts]))
                for position in dispute.positions
            ),
        )
        for dispute in graph.disputes.values()
        if any(mine & set(position.facts) for position in dispute.positions)
        or _is_over_number(dispute, entity, relation, graph)
    ]
    counted = _share(graph, facts)
    known = {f.id for f in (*counted.held, *counted.committed, *counted.possible)}
    return Tally(
        relation=relation,
        entity=entity,
        inverse=inverse,
        undisputed=_share(graph, [fact for fact in facts if fact.id not in accepted]),
        questions=tuple(questions),
        others=tuple(fact for fact in facts if fact.id not in known),
    )


def _is_over_number(dispute: Dispute, entity: Entity, relation: Relation, graph: Graph) -> bool:
    """Whether a dispute is over how many there are, also where none of them is in the view."""
    if dispute.kind != "count" or entity.id not in dispute.about:
        return False
    whole = graph.whole
    named = [name for p in whole.disputes[dispute.id].positions for name in p.facts]
    relations = [whole.ontology.relations[whole.fact(name).relation] for name in named]
    return any(relation.name in (one.name, *one.ancestors) for one in relations)


def _share(graph: Graph, facts: Iterable[Fact]) -> Share:
    held, committed, possible = [], [], []
    for fact in facts:
        state = graph.state(fact)
        if state is None or fact.deprecated:
            continue
        group = state.step.group
        if group not in {Group.COMMITTED, Group.REALIZED}:
            continue
        if not state.definite:
            possible.append(fact)
        elif group is Group.COMMITTED:
            committed.append(fact)
        else:
            held.append(fact)
    return Share(tuple(held), tuple(committed), tuple(possible))


# ------------------------------------------------------------------------ a text


def lines(graph: Graph, tallies: Iterable[Tally]) -> Iterator[Line]:
    """Yield the counts as a text."""
    for tally in tallies:
        yield document.title(wording.dotted(tally.entity.name, tally.phrase))
        yield document.text(f"{graph.info.title}, {wording.clock_words(graph)}")
        yield from _counted(graph, tally)
        for question in tally.questions:
            yield from _question(graph, tally, question)
        yield from _apart(graph, "Committed, not accomplished: not counted", tally, tally.committed)
        yield from _apart(graph, "Possible, not certain: not counted", tally, tally.possible)
        yield from _apart(graph, "Not counted either", tally, tally.others)


def _counted(graph: Graph, tally: Tally) -> Iterator[Line]:
    number = len(tally.undisputed.held)
    verbs = ("holds", "hold") if tally.relation.lasting else ("has happened", "have happened")
    stand = ("stands", "stand")[number != 1]
    apart = f" and {stand} in no position of a dispute" if tally.questions else ""
    yield document.heading(f"{number} {verbs[number != 1]}{apart}")
    for fact in tally.undisputed.held:
        yield document.item(_line(graph, tally, fact))
        yield document.item(wording.passages(wording.evidence(fact)), 1)


def _question(graph: Graph, tally: Tally, question: Question) -> Iterator[Line]:
    base = len(tally.undisputed.held)
    yield document.heading(f"The sources differ: {question.dispute.question}")
    for side in question.sides:
        own = side.own
        who = wording.listed(_who(graph, tally, own.held)) or ("none yet" if own.committed else "")
        possible = wording.listed(_who(graph, tally, own.possible))
        # A side that names no further one may still give another number in its words: to
        # print the sum beside them would put it into the mouth of the source.
        total = f"{tally.total(side)} = {base} + {len(own.held)} ({who})"
        besides = f" besides these {base}" if base else ""
        yield document.item(total if who else f"names none{besides}")
        yield document.item(f"position: {side.position.says}", 1)
        if possible:
            yield document.item(f"possible, not counted: {possible}", 1)
        later = len(tally.undisputed.committed) + len(own.committed)
        if later and who:
            what = "what is committed is" if later == 1 else f"the {later} committed are"
            yield document.item(f"{tally.total(side) + later} if {what} accomplished", 1)
        yield document.item(wording.passages(side.position.evidence), 1)


def _apart(graph: Graph, heading: str, tally: Tally, facts: Iterable[Fact]) -> Iterator[Line]:
    found = list(facts)
    if found:
        yield document.heading(f"{heading} ({len(found)})")
    for fact in found:
        yield document.item(_line(graph, tally, fact))
        yield document.item(wording.passages(wording.shown_stage(graph, fact).evidence), 1)


def _line(graph: Graph, tally: Tally, fact: Fact) -> str:
    """Return who, when, how far: ``Kazakhstan · announced by Donald Trump · 2025-11-06``."""
    state, stage = graph.state(fact), wording.shown_stage(graph, fact)
    if fact.deprecated:
        standing = f"withdrawn by the curators: {fact.reason}"
    elif state is None:
        standing = f"not begun on this day: {wording.act(graph, stage)}"
    elif wording.is_plain(state):
        standing = ""
    else:
        standing = wording.standing(graph, state)
    (who,) = _who(graph, tally, [fact])
    return wording.dotted(
        who, standing, wording.when(graph, stage), wording.terms(stage), fact.says
    )


def _who(graph: Graph, tally: Tally, facts: Iterable[Fact]) -> list[str]:
    names = []
    for fact in facts:
        detail = ", ".join(filter(None, (fact.role, fact.field)))
        other = wording.other_end(graph, fact, tally.entity.id)
        names.append(f"{other} ({detail})" if detail else other)
    return names


# ------------------------------------------------------------------------ rows


def rows(graph: Graph, tallies: Iterable[Tally]) -> Iterator[tuple[str, ...]]:
    """Yield one row of `COLUMNS` for each part of each count; only what counts has a total."""
    for tally in tallies:
        base = tally.undisputed.held
        yield _row(graph, tally, "undisputed", base, str(len(base)))
        for question in tally.questions:
            for side in question.sides:
                total = str(tally.total(side)) if side.own.held else ""
                row = _row(graph, tally, "position", side.own.held, total)
                where = wording.passages(side.position.evidence)
                yield (*row[:5], question.dispute.id, side.position.says, where)
        for part, facts in (
            ("committed", tally.committed),
            ("possible", tally.possible),
            ("other", tally.others),
        ):
            if facts:
                yield _row(graph, tally, part, facts, "")


def _row(
    graph: Graph, tally: Tally, part: str, facts: tuple[Fact, ...], total: str
) -> tuple[str, ...]:
    who = ", ".join(_who(graph, tally, facts))
    where = wording.passages(item for fact in facts for item in wording.evidence(fact))
    return (tally.phrase, part, str(len(facts)), total, who, "", "", where)
