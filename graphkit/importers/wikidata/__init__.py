"""Entities of Wikidata that a user downloaded, as facts.

The files are read twice, an entity at a time: once for the statements that may become facts and
once for the names and classes of the items that these mention; a third time where offices tell
of states that none of them names. What is kept in memory is what those statements say.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from graphkit.dates import parse_date
from graphkit.errors import GraphkitError
from graphkit.identifiers import BASE
from graphkit.importers.wikidata.claims import Claim, count_claims, read_claims
from graphkit.importers.wikidata.ends import Ends, Joined
from graphkit.importers.wikidata.entities import entity_ids, entity_of
from graphkit.importers.wikidata.facts import WIKIDATA, FactMaker, Told, fact_ids
from graphkit.importers.wikidata.items import Item, read_classes, read_edited, read_item
from graphkit.importers.wikidata.kinds import Kinds
from graphkit.importers.wikidata.lines import read_entities
from graphkit.importers.wikidata.lives import life_of
from graphkit.importers.wikidata.report import LeftOut
from graphkit.importers.wikidata.terms import RULES
from graphkit.model import GraphInfo, Records, Source
from graphkit.ontology import Ontology

#: What Wikidata gives its data under, https://www.wikidata.org/wiki/Wikidata:Licensing
LICENSE = "CC0-1.0"
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
    """

    labels: tuple[Path, ...] = ()
    language: str = "en"
    kinds: Mapping[str, str] | None = None
    day: dt.date | None = None


@dataclass(frozen=True, slots=True)
class WikidataReading:
    """What files of Wikidata give.

    Attributes:
        records: A whole project; none where there is no fact.
        statements: How many there are that a rule is for.
        taken: How many of them are evidence of a fact.
        left_out: What was not taken or was told less, and why.
    """

    records: Records | None
    statements: int
    taken: int
    left_out: LeftOut


def read_wikidata(
    paths: Sequence[Path], ontology: Ontology, options: Options | None = None
) -> WikidataReading:
    """Read the facts of entities of Wikidata.

    Args:
        paths: Files with an entity a line, as they are or packed by gzip or bzip2.
        ontology: The words of relations and kinds.
        options: What the user chose.

    Raises:
        GraphkitError: A file cannot be read, is cut off or holds no entity, or neither the
            files nor the options tell of which day they are.
    """
    return _Import(tuple(paths), ontology, options or Options()).read()


class _Import:
    """One run, with what it has read so far."""

    def __init__(self, paths: tuple[Path, ...], ontology: Ontology, options: Options) -> None:
        self._paths = paths
        self._ontology = ontology
        self._options = options
        self._kinds = Kinds(options.kinds)
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
        used = {item for joined in told for item in (joined.subject, joined.object)}
        kinds = {item: self._kinds.of(item, items[item].classes) for item in used}
        ids = entity_ids((items[item], kind) for item, kind in kinds.items())
        maker = FactMaker(
            ids, lambda item: items[item].name if item in items else "", self._ontology,
            self._left_out,
        )  # fmt: skip
        names = fact_ids(told, ids, self._ontology)
        facts = {names[each]: maker.make(each, names[each], told[each]) for each in sorted(told)}
        entities = {
            ids[item]: entity_of(items[item], ids[item], kinds[item], self._left_out)
            for item in sorted(used)
        }
        records = Records(
            info=_info(day),
            sources=dict(sorted({WIKIDATA: self._source(day), **maker.sources}.items())),
            entities=dict(sorted(entities.items())),
            facts=dict(sorted(facts.items())),
            disputes={},
        )
        return WikidataReading(records, self._statements, len(maker.taken), self._left_out)

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
                self._claims.update(
                    (claim.head.id, claim) for claim in claims if self._fits(claim, classes)
                )

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

    def _source(self, day: dt.date) -> Source:
        note = "the last edit of an item that was read"
        return Source(
            id=WIKIDATA,
            title="Wikidata",
            kind="dataset",
            published=parse_date(day.isoformat()),
            published_note="" if self._options.day else note,
            url="https://www.wikidata.org/",
        )


def _may_have_claims(line: bytes) -> bool:
    return _HAS_CLAIMS.search(line) is not None


def _info(day: dt.date) -> GraphInfo:
    return GraphInfo(
        title="Facts from Wikidata",
        base=BASE,
        as_of=day,
        description="Made of items of Wikidata by graphkit import.",
        license=LICENSE,
        credit="Wikidata",
    )
