"""Entities of Wikidata that a user downloaded, as facts.

The files are read twice, an entity at a time: once for the statements that may become facts and
once for the names and classes of the items that these mention; a third time where offices tell
of states that none of them names. What is kept in memory is what those statements say.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from graphkit.errors import GraphkitError
from graphkit.importers.wikidata.claims import Claim, count_claims, read_claims
from graphkit.importers.wikidata.ends import Ends, Joined
from graphkit.importers.wikidata.entities import entity_ids, entity_of
from graphkit.importers.wikidata.facts import FactMaker, Told, ends_of, fact_ids
from graphkit.importers.wikidata.items import Item, read_classes, read_edited, read_item
from graphkit.importers.wikidata.kinds import Kinds
from graphkit.importers.wikidata.known import Known
from graphkit.importers.wikidata.lines import read_entities
from graphkit.importers.wikidata.lives import life_of
from graphkit.importers.wikidata.origin import info_of, wikidata_of
from graphkit.importers.wikidata.references import Works
from graphkit.importers.wikidata.report import LeftOut
from graphkit.importers.wikidata.terms import RULES, WIKIDATA
from graphkit.model import Records
from graphkit.ontology import Ontology

# One search for all is several times as fast as one for each.
_HAS_CLAIMS = re.compile(f'"(?:{"|".join(RULES)})"'.encode())
# How an entity begins in the dumps; what begins otherwise is parsed to find out who it is.
_HEAD = re.compile(rb'\{"type":"item","id":"(Q[0-9]+)"')


@dataclass(frozen=True, slots=True)
class Options:
    """What a user may choose.

    Attributes:
        labels: Files that give names and classes alone: their statements make no facts.
        language: Of names: a tag such as ``en``.
        kinds: Further classes, or items themselves, with the kind that they are here.
        day: On which the files were made; by default the day of the last edit in them.
        source: Id of the source that Wikidata is.
    """

    labels: tuple[Path, ...] = ()
    language: str = "en"
    kinds: Mapping[str, str] | None = None
    day: dt.date | None = None
    source: str = WIKIDATA


@dataclass(frozen=True, slots=True)
class WikidataReading:
    """What files of Wikidata give.

    Attributes:
        records: A whole project, or what is new to the one that is known; none where there is
            no fact.
        statements: How many there are that a rule is for.
        taken: How many of them are evidence of a fact.
        left_out: What was not taken or was told less, and why.
    """

    records: Records | None
    statements: int
    taken: int
    left_out: LeftOut


def read_wikidata(
    paths: Sequence[Path],
    ontology: Ontology,
    options: Options | None = None,
    known: Records | None = None,
) -> WikidataReading:
    """Read the facts of entities of Wikidata.

    Args:
        paths: Files with an entity a line, as they are or packed by gzip or bzip2.
        ontology: The words of relations and kinds.
        options: What the user chose.
        known: A project whose entities the items may be; its facts are not told again.

    Raises:
        GraphkitError: A file cannot be read, is cut off or holds no entity, or neither the
            files nor the options tell of which day they are.
    """
    return _Import(tuple(paths), ontology, options or Options(), Known(ontology, known)).read()


class _Import:
    """One run, with what it has read so far."""

    def __init__(
        self, paths: tuple[Path, ...], ontology: Ontology, options: Options, known: Known
    ) -> None:
        self._paths = paths
        self._ontology = ontology
        self._options = options
        self._known = known
        self._kinds = Kinds({**(options.kinds or {}), **known.kinds()})
        self._left_out = LeftOut()
        self._claims: dict[str, Claim] = {}
        self._edited = ""
        self._statements = 0

    def read(self) -> WikidataReading:
        """Read the files, and make records of what they say."""
        self._read_claims()
        if not self._claims:
            return WikidataReading(None, self._statements, 0, self._left_out)
        day = self._day()
        items = self._read_items()
        told = self._told(items, day)
        if not told:
            return WikidataReading(None, self._statements, 0, self._left_out)
        told, found = self._new(told, items)
        if not told:
            return WikidataReading(None, self._statements, 0, self._left_out)
        kinds = self._kinds_of(told, items)
        made = [(items[item], kind) for item, kind in sorted(kinds.items()) if item not in found]
        ids = {**entity_ids(made, self._known.ids), **found}
        maker = self._maker(told, items, ids)
        names = fact_ids(told, ids, self._ontology, self._known.ids)
        facts = {names[each]: maker.make(each, names[each], told[each]) for each in sorted(told)}
        entities = {
            ids[item.id]: entity_of(item, ids[item.id], kind, self._left_out) for item, kind in made
        }
        wikidata = wikidata_of(day, self._options.source, given=self._options.day is not None)
        sources = {wikidata.id: wikidata}
        sources |= {
            name: work for name, work in maker.sources.items() if name not in self._known.sources
        }
        records = Records(
            info=info_of(day),
            sources=dict(sorted(sources.items())),
            entities=dict(sorted(entities.items())),
            facts=dict(sorted(facts.items())),
            disputes={},
        )
        return WikidataReading(records, self._statements, len(maker.taken), self._left_out)

    def _maker(
        self, told: Mapping[Joined, list[Told]], items: Mapping[str, Item], ids: Mapping[str, str]
    ) -> FactMaker:
        """Return what makes the facts, with the works that all statements together name."""
        names = {item.id: item.name for item in items.values()}
        references = (
            reference
            for statements in told.values()
            for each in statements
            for reference in each.claim.references
        )
        works = Works(references, names, self._known.sources)
        return FactMaker(self._options.source, ids, works, self._ontology, self._left_out)

    # -------------------------------------------------------------- statements

    def _read_claims(self) -> None:
        """Read the statements whose own item is of a kind that fits."""
        seen: set[str] = set()
        for path in self._paths:
            for spot, entity in read_entities(path, self._left_out, _may_have_claims):
                claims = list(read_claims(entity, spot, self._left_out))
                self._statements += count_claims(entity)
                if not claims:
                    continue
                item = claims[0].head.item
                if item in seen:
                    self._left_out.add("repeated-item", spot, item)
                    continue
                seen.add(item)
                self._edited = max(self._edited, read_edited(entity))
                classes = read_classes(entity)
                for claim in claims:
                    self._keep(claim, classes)

    def _keep(self, claim: Claim, classes: Sequence[str]) -> None:
        if claim.head.id in self._claims:
            self._left_out.add("repeated-statement", claim.head.spot, claim.head.id)
        elif self._fits(claim, classes):
            self._claims[claim.head.id] = claim

    def _fits(self, claim: Claim, classes: Sequence[str]) -> bool:
        """Whether the item of a statement can be an end of it; counted if not.

        Seen early, so that the statements of millions of other items are not kept.
        """
        rule = RULES[claim.head.property]
        if rule.office and rule.turned:  # the item is an office, which is no entity here
            return True
        relation = self._ontology.relations[rule.relation]
        kind = self._kinds.of(claim.head.item, classes)
        fitting = relation.object_kinds if rule.turned else rule.kinds or relation.subject_kinds
        if kind in fitting:
            return True
        code = "unfit-kinds" if kind else self._kinds.fault(classes)
        detail = f"{claim.head.property} of a {kind}" if kind else " ".join(classes)
        self._left_out.add(code, claim.head.spot, claim.head.id, detail=detail)
        return False

    def _told(self, items: Mapping[str, Item], day: dt.date) -> dict[Joined, list[Told]]:
        """Return the statements by what they join, with when they hold."""
        ends = Ends(items, self._kinds, self._ontology, self._left_out)
        told: dict[Joined, list[Told]] = {}
        for _, claim in sorted(self._claims.items()):
            joined = ends.find(claim)
            if joined is None:
                continue
            lasting = self._ontology.relations[joined.relation].lasting
            life = life_of(claim, day, self._left_out, lasting=lasting)
            if life:
                told.setdefault(joined, []).append(Told(claim, life))
        return told

    def _new(
        self, told: Mapping[Joined, list[Told]], items: Mapping[str, Item]
    ) -> tuple[dict[Joined, list[Told]], dict[str, str]]:
        """Return what the project does not say yet, and the ids of the entities that it has."""
        kinds = self._kinds_of(told, items)
        found = self._known.find((items[item], kind) for item, kind in sorted(kinds.items()))
        new = {}
        for joined, statements in told.items():
            both = {joined.subject, joined.object} <= found.keys()
            ends = ends_of(joined, found, self._ontology) if both else ("", "")
            if (ends[0], joined.relation, ends[1], joined.role) not in self._known.facts:
                new[joined] = statements
                continue
            for each in statements:
                self._left_out.add("known-already", each.claim.head.spot, each.claim.head.id)
        return new, found

    def _kinds_of(self, told: Iterable[Joined], items: Mapping[str, Item]) -> dict[str, str]:
        used = {item for joined in told for item in (joined.subject, joined.object)}
        return {item: self._kinds.of(item, items[item].classes) for item in used}

    # -------------------------------------------------------------- items

    def _read_items(self) -> dict[str, Item]:
        """Return the items that the statements mention, as far as they are in the files."""
        items: dict[str, Item] = {}
        wanted = {item for claim in self._claims.values() for item in claim.mentions()}
        self._add_items(wanted, items, self._left_out)
        offices = {
            claim.head.item if RULES[claim.head.property].turned else claim.value
            for claim in self._claims.values()
            if RULES[claim.head.property].office
        }
        states = {
            state for office in offices & items.keys() for state in items[office].jurisdictions
        }
        if states - wanted:
            self._add_items(states - wanted, items, LeftOut())
        for item in wanted | states:
            known = self._known.item(item)
            if known and not (item in items and items[item].name):
                items[item] = known
        return items

    def _add_items(self, wanted: set[str], items: dict[str, Item], bad: LeftOut) -> None:
        """Add those items to the ones that are known; the first place of each counts."""

        def is_wanted(line: bytes) -> bool:
            head = _HEAD.match(line)
            return head is None or head[1].decode() in wanted

        for path in dict.fromkeys((*self._paths, *self._options.labels)):
            # The bad lines of the others were counted when their statements were read.
            faults = LeftOut() if path in self._paths else bad
            for spot, entity in read_entities(path, faults, is_wanted):
                item = read_item(entity, spot, self._options.language)
                if item and item.id in wanted:
                    items.setdefault(item.id, item)

    # -------------------------------------------------------------- the project

    def _day(self) -> dt.date:
        """Return the day of the files."""
        if self._options.day:
            return self._options.day
        with suppress(ValueError):
            return dt.date.fromisoformat(self._edited)
        names = ", ".join(path.name for path in self._paths)
        raise GraphkitError(
            f"no item in {names} tells when it was last edited: name the day that the file is of "
            "with --day"
        )


def _may_have_claims(line: bytes) -> bool:
    return _HAS_CLAIMS.search(line) is not None
