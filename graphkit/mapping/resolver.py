"""From the cell of a table to an entity: a known one, a state, or a new one.

Nothing is guessed. A cell names what has that very name or code, but for case and the width of
blanks; where two have it, the cell names neither.
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterable
from collections.abc import Mapping as Words

from graphkit.identifiers import ENTITY_ID_LENGTH, slug
from graphkit.mapping.numbering import unique_ids
from graphkit.mapping.parts import End, Mapping
from graphkit.mapping.states import CHECKED, State, read_states
from graphkit.mapping.wording import bracketed, plain, tidy
from graphkit.model import Entity
from graphkit.ontology import Ontology

#: The schemes under ``ids:`` of an entity, by how a cell names it.
_SCHEMES = {
    "iso2": "iso3166-1-alpha-2",
    "iso3": "iso3166-1-alpha-3",
    "cow": "cow",
    "cow-abbreviation": "cow-abbreviation",
    "gw": "gw",
}
#: Lists of numbers: a cell may have zeros in front.
_NUMBERS = frozenset({"cow", "gw"})


@dataclasses.dataclass(frozen=True, slots=True)
class Found:
    """What a cell names.

    Attributes:
        key: The same for all cells that name one entity, and for no other cell.
        id: Of a known entity or a state of the table; empty for a new entity, to which
            `Resolver.assign` gives one.
        kind: Word of its kind.
        name: Of a new entity as its cell has it.
        state: Id of the state that the source counts it to; or empty.
        office: What stands before the state of ``Office (State)``; or empty.
    """

    key: str
    id: str
    kind: str
    name: str
    state: str = ""
    office: str = ""


class Resolver:
    """Finds the entities that cells name."""

    def __init__(
        self,
        mapping: Mapping,
        ontology: Ontology,  # noqa: ARG002 - kinds were looked up in it when the mapping was read
        entities: Words[str, Entity],
    ) -> None:
        """Take what is known.

        Args:
            mapping: As read.
            ontology: Core and project.
            entities: Those of the project, by id; they win over the table of states.
        """
        self._entities = entities
        self._named = _Names()
        self._coded: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        for entity in entities.values():
            self._named.add(entity.id, entity.name, entity.aliases)
            for scheme, code in entity.ids:
                self._coded[scheme, plain(code)].add(entity.id)
        self._keys: defaultdict[str, set[str]] = defaultdict(set)
        if any(end.key for end in mapping.ends()):
            for (_, code), owners in self._coded.items():
                self._keys[code] |= owners
        self._states = {state.id: state for state in read_states()}
        self._ids = self._ids_of_states()
        self._rows = {identifier: self._states[row] for row, identifier in self._ids.items()}
        self._state_names = _Names()
        self._state_codes: dict[tuple[str, str], str] = {}
        for state in self._states.values():
            identifier = self._ids[state.id]
            self._state_names.add(identifier, state.name, state.aliases)
            for naming, code in state.codes:
                self._state_codes[naming, plain(code)] = identifier

    def _ids_of_states(self) -> dict[str, str]:
        """Return the id of each state of the table: that of the known state, else a free one."""
        found = {}
        for state in self._states.values():
            known = self._known_state(state)
            if known:
                found[state.id] = known
        free = [name for name in self._states if name not in found]
        taken = {*self._entities, *(name for name in free if name not in self._entities)}
        for name in free:
            if name in self._entities:  # something else than this state has its id
                (found[name],) = unique_ids([name], str, taken=taken).values()
                taken.add(found[name])
            else:
                found[name] = name
        return found

    def _known_state(self, state: State) -> str:
        code = plain(state.code("iso3"))
        same = self._entities.get(state.id)
        for candidates in (
            self._coded.get((_SCHEMES["iso3"], code), set()) if code else set(),
            {state.id} if same else set(),
            self._named.all(state.name),
        ):
            states = [each for each in candidates if self._entities[each].kind == "state"]
            if len(states) == 1:
                return states[0]
        return ""

    # ---------------------------------------------------------------- cells

    def end(self, end: End, cell: str, country: str = "", key: str = "") -> Found | None:
        """Return what a cell names; None where it names nothing known and may make nothing new.

        Args:
            end: Of a row of the mapping.
            cell: Of `End.column`, not a missing one.
            country: Of `End.country`; empty where it is missing or there is no such column.
            key: Of `End.key`; likewise. With a key, only an entity with that very code under
                its ``ids:`` is known: of two people of one name, neither is the known one.
        """
        text = tidy(cell)
        office, inside = bracketed(text) if end.named == "office" else ("", "")
        state = self._state_of(end.country_named, tidy(country)) if country else ""
        if not state and inside:
            state = self._state_of("name", inside)
            office = office if state else ""
        elif inside and self._state_of("name", inside) != state:
            office = ""
        identifier = (
            _only(self._keys.get(plain(key), set())) if end.key else self._known(end.named, text)
        )
        if identifier:
            found = self._found(identifier)
        elif identifier is None or not end.kind:
            return None
        else:
            same = f"#{tidy(key)}" if end.key and key else f":{plain(text)}"
            found = Found(f"{end.kind}{same}", "", end.kind, text)
        if state and state != found.id:
            found = dataclasses.replace(found, state=state, office=office)
        return found

    def state(self, identifier: str) -> Found:
        """Return the state of an id that a `Found.state` holds."""
        return self._found(identifier)

    def _found(self, identifier: str) -> Found:
        entity = self._entities.get(identifier)
        if entity:
            return Found(identifier, identifier, entity.kind, entity.name)
        return Found(identifier, identifier, "state", self._rows[identifier].name)

    def _known(self, named: str, text: str) -> str | None:
        """Return the id that a cell names, empty where there is none, None where there are two."""
        if named == "id":
            return text if text in self._entities or text in self._rows else ""
        if named in _SCHEMES:
            code = plain(text)
            if named in _NUMBERS:
                code = code.lstrip("0")
            known = _only(self._coded.get((_SCHEMES[named], code), set()))
            return self._state_codes.get((named, code), "") if known == "" else known
        known = self._named.only(text)
        return self._state_names.only(text) if known == "" else known

    def _state_of(self, named: str, text: str) -> str:
        identifier = self._known(named, text)
        return identifier if identifier and self._found(identifier).kind == "state" else ""

    # ---------------------------------------------------------------- new entities

    def assign(self, found: Iterable[Found], taken: Iterable[str] = ()) -> dict[str, str]:
        """Return the id of each entity by `Found.key`, whatever order they come in.

        Of new entities whose ids would be alike the first by name, in the order of code points,
        keeps the plain one and the others are numbered from 2.

        Args:
            found: Each entity once or more often; known ones keep their id.
            taken: Ids of other records that no new entity may have.
        """
        ids: dict[str, str] = {}
        names: dict[str, str] = {}
        for each in found:
            if each.id:
                ids[each.key] = each.id
            else:
                names[each.key] = min(each.name, names.get(each.key, each.name))
        new = unique_ids(
            ((name, key) for key, name in names.items()),
            lambda pair: slug(pair[0]),
            longest=ENTITY_ID_LENGTH,
            taken={*self._entities, *self._rows, *taken},
        )
        return ids | {key: identifier for (_, key), identifier in new.items()}

    def entities(self, found: Iterable[Found], taken: Iterable[str] = ()) -> dict[str, Entity]:
        """Return the records of those that are not known yet, by id, sorted.

        The states that `Found.state` names are among them. A new entity that cells of one key
        name differently has the first name by code points, and the others as aliases; of names
        that differ by case alone, the first.

        Args:
            found: As for `assign`.
            taken: As for `assign`.
        """
        every = list(found)
        ids = self.assign(every, taken)
        names: defaultdict[str, set[str]] = defaultdict(set)
        kinds: dict[str, str] = {}
        records: dict[str, Entity] = {}
        for each in every:
            if not each.id:
                names[ids[each.key]].add(each.name)
                kinds[ids[each.key]] = each.kind
            for identifier in filter(None, (each.id, each.state)):
                if identifier not in self._entities:
                    records[identifier] = _state(identifier, self._rows[identifier])
        for identifier, several in names.items():
            different = {plain(name): name for name in sorted(several, reverse=True)}
            name, *aliases = sorted(different.values())
            records[identifier] = Entity(
                id=identifier, kind=kinds[identifier], name=name, aliases=tuple(aliases)
            )
        return dict(sorted(records.items()))


class _Names:
    """Ids by name and by alias. A name goes before an alias."""

    def __init__(self) -> None:
        self._names: defaultdict[str, set[str]] = defaultdict(set)
        self._aliases: defaultdict[str, set[str]] = defaultdict(set)

    def add(self, identifier: str, name: str, aliases: Iterable[str]) -> None:
        self._names[plain(name)].add(identifier)
        for alias in aliases:
            self._aliases[plain(alias)].add(identifier)

    def all(self, text: str) -> set[str]:
        """Return the ids that have the name or, where none has, the alias."""
        word = plain(text)
        return self._names.get(word) or self._aliases.get(word) or set()

    def only(self, text: str) -> str | None:
        return _only(self.all(text))


def _only(ids: set[str]) -> str | None:
    """Return the only id, an empty text for none, None for several."""
    if len(ids) > 1:
        return None
    return next(iter(ids), "")


def _state(identifier: str, state: State) -> Entity:
    iso = state.code("iso3") if state.code("iso2") else ""
    return Entity(
        id=identifier,
        kind="state",
        name=state.name,
        ids=((_SCHEMES["iso3"], iso),) if iso else (),
        checked=CHECKED if iso else "",
    )
