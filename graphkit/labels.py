"""What a fact is called in a view: the short label and the full one.

Short: phrase, object's short name or value, year, mark: ``recognized Israel 1992``,
``joined Accords 2025 (announced)``, ``no diplomatic relations with Israel``. The full label
puts the subject in front.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from decimal import Decimal

from graphkit.dates import EdtfDate, parse_date
from graphkit.life import State
from graphkit.model import Entity, Fact, Value
from graphkit.ontology import Group, Relation
from graphkit.views import View


def short_label(fact: Fact, state: State | None, view: View) -> str:
    """Return the short label of a fact in a state; without year and mark where there is none."""
    relation = view.ontology.relations[fact.relation]
    entities = view.records.entities
    other = entities[fact.object].short_name if fact.object else value_words(fact, relation)
    if state and state.step.stage == "absent":
        return f"{relation.negative_phrase} {other}"
    parts = [_phrase(fact, relation, other)]
    if state:
        year = _year(state.dated.record.date) if state.dated else ""
        if year:
            parts.append(year)
        if state.step.group is not Group.REALIZED:
            parts.append(f"({view.ontology.stages[state.step.stage].label})")
    return " ".join(parts)


def full_label(fact: Fact, short: str, entities: Mapping[str, Entity]) -> str:
    """Return the short label with the subject in front."""
    return f"{entities[fact.subject].name} {short}"


def value_words(fact: Fact, relation: Relation) -> str:
    """Return the value of a value fact for readers, such as ``about 20,000,000``."""
    words = _value_text(fact.value, relation)
    return f"about {words}" if fact.approximate else words


def _value_text(value: Value | None, relation: Relation) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (int, Decimal)) and relation.value_type in {"integer", "decimal"}:
        return f"{value:,}"
    return str(value)


def _phrase(fact: Fact, relation: Relation, other: str) -> str:
    if relation.qualified_phrase and (fact.role or fact.field):
        # replace, not format: a role may hold braces of its own.
        words = {"{object}": other, "{role}": fact.role, "{field}": fact.field}
        phrase = relation.qualified_phrase
        if all(word for mark, word in words.items() if mark in phrase):
            pieces = phrase.replace("{", "\0{").replace("}", "}\0").split("\0")
            return "".join(words.get(piece, piece) for piece in pieces)
    return f"{relation.phrase} {other}"


@functools.lru_cache(maxsize=4096)  # the same days stand on many facts
def _year(date: EdtfDate | None) -> str:
    """Return the year or years of a start, with its doubts; empty where unknown."""
    if date is None or date.start_earliest is None or date.start_latest is None:
        return ""
    first, last = date.start_earliest.year, date.start_latest.year
    years = f"{first}" if first == last else f"{first}-{last}"
    # The marks of an interval are those of either side; only its start gives the year.
    start = parse_date(date.text.partition("/")[0]) if date.is_interval else date
    return f"{'c. ' if start.approximate else ''}{years}{'?' if start.uncertain else ''}"
