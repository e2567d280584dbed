"""Which state a person held office for, or whom a source counts among whose people, on some days.

An office counts if it held or may have held then: it is committed or realized, and neither
certainly over before nor certainly begun after. One without a date may have held on any day. The
same goes for an affiliation, which counts where there is no office: it says less.

Days are ordinals (`datetime.date.toordinal`) in here.
"""

from __future__ import annotations

from typing import NamedTuple

from graphkit.life import Life, Step
from graphkit.model import Fact
from graphkit.ontology import Group, Ontology
from graphkit.provenance import ALWAYS, NEVER
from graphkit.views import View

#: The relation between a person and the state whose office he or she holds.
OFFICE = "heldOffice"
#: The relation between a person, group or organization and the state that a source counts it to.
AFFILIATION = "affiliatedWith"
#: Why an affiliation is no edge between states, and is not counted.
NO_DEED = "affiliations, which are no deeds"
_HOLDING = frozenset({Group.COMMITTED, Group.REALIZED})
_ENDING = frozenset({Group.CLOSED, Group.NEGATIVE})


class Window(NamedTuple):
    """The first and the last day on which a fact may have been going on."""

    first: int
    last: int


def relations_below(ontology: Ontology, *names: str) -> frozenset[str]:
    """Return relations and all below them."""
    return frozenset(
        relation.name
        for relation in ontology.relations.values()
        if any(name in (relation.name, *relation.ancestors) for name in names)
    )


def window(fact: Fact, view: View) -> Window:
    """Return when a fact was or is to be going on.

    By the stage that gives its dates on the view's day; a planned thing lasts until it is due.
    Of a fact that has not begun, from its first stage to its last.
    """
    life, state = view.lives[fact.id], view.states[fact.id]
    steps = (state.dated or state.step,) if state else life.steps
    first = min((step.attested or step.begin).earliest for step in steps)
    if view.ontology.relations[fact.relation].lasting:
        ends = [step.begin.latest for step in life.steps if step.group is Group.CLOSED]
        return Window(first, max(ends, default=NEVER))
    return Window(first, max(map(_last_day, steps)))


class Offices:
    """The offices of all persons in a view, or what else ties somebody to a state."""

    def __init__(self, view: View, name: str = OFFICE) -> None:
        """Gather the facts of a relation; those that are deprecated count for nothing."""
        self.relations = relations_below(view.ontology, name)
        self._held: dict[str, list[tuple[str, Life]]] = {}
        for fact in view.records.facts.values():
            if fact.relation in self.relations and not fact.deprecated:
                self._held.setdefault(fact.subject, []).append((fact.object, view.lives[fact.id]))

    def states(self, person: str, days: Window) -> list[str]:
        """Return the ids of the states whose office a person may have held on these days."""
        held = self._held.get(person, ())
        return sorted({state for state, life in held if _may_hold(life, days)})

    def certain(self, person: str, state: str, days: Window) -> bool:
        """Whether a person certainly held an office of a state on all of these days.

        Where it is open since when, on the last of them: an office and an act that one report
        tells without a date go together.
        """
        lives = [life for held, life in self._held.get(person, ()) if held == state]
        if days.first == ALWAYS:
            asked = {days.last} - {NEVER}
        else:
            changes = {day for life in lives for step in life.steps for day in _changes(step)}
            asked = {days.first, *(day for day in changes if days.first < day <= days.last)}
        return bool(asked) and all(any(_holds(life, day) for life in lives) for day in asked)

    def __bool__(self) -> bool:
        """Whether there is any."""
        return bool(self._held)


class Standing:
    """The state for which somebody who is none stands: by office, else by affiliation.

    Attributes:
        affiliations: The second of them.
        relations: Names of the relations of both.
    """

    def __init__(self, view: View) -> None:
        """Gather both from a view."""
        self._offices = Offices(view)
        self.affiliations = Offices(view, AFFILIATION)
        self.relations = self._offices.relations | self.affiliations.relations

    def states(self, name: str, days: Window) -> list[str]:
        """Return the ids of the states for which somebody may have stood on these days."""
        return self._offices.states(name, days) or self.affiliations.states(name, days)

    def affiliated(self, name: str, days: Window) -> bool:
        """Whether it is by no office that somebody stands for a state."""
        return not self._offices.states(name, days)

    def certain(self, name: str, state: str, days: Window) -> bool:
        """Whether somebody certainly stood for a state on these days: `Offices.certain`."""
        by = self.affiliations if self.affiliated(name, days) else self._offices
        return by.certain(name, state, days)


def _last_day(step: Step) -> int:
    """Return the last day of what happens once, planned things included."""
    last = (step.attested or step.begin).latest
    date, due = step.record.date, step.record.due
    if date and date.is_interval:
        last = max(last, date.end_latest.toordinal() if date.end_latest else NEVER)
    if due:
        end = due.end_latest if due.is_interval else due.start_latest
        last = max(last, end.toordinal() if end else NEVER)
    return last


def _may_hold(life: Life, days: Window) -> bool:
    for step in life.steps:
        if step.group in _HOLDING:
            ends = [e for e in life.steps if e.group in _ENDING and not step.spared_by(e)]
            # On its own day a closed stage has ended the office: `graphkit.life`.
            last = min([days.last, *(end.begin.latest - 1 for end in ends)])
            if max(days.first, step.begin.earliest) <= last:
                return True
    return False


def _holds(life: Life, day: int) -> bool:
    state = life.on(day)
    return state is not None and state.holds


def _changes(step: Step) -> tuple[int, ...]:
    """Return the days on which a step may change what the office is."""
    seen = step.attested
    return (*step.begin, seen.earliest, seen.latest + 1) if seen else step.begin
