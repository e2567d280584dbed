"""Facts made of statements of Wikidata: those that say the same are one."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from graphkit.dates import parse_date
from graphkit.identifiers import fact_id
from graphkit.importers.wikidata.claims import Claim
from graphkit.importers.wikidata.ends import Joined
from graphkit.importers.wikidata.lives import Life, Phase
from graphkit.importers.wikidata.references import Reference, source_of
from graphkit.importers.wikidata.report import LeftOut
from graphkit.importers.wikidata.terms import HEDGES
from graphkit.model import Evidence, Fact, Source, Stage
from graphkit.ontology import Ontology
from graphkit.provenance import span
from graphkit.seeds.order import evidence_in_order, stages_in_order

#: The id of the source that Wikidata itself is.
WIKIDATA = "wikidata"
_DIGITS = 10


class Told(NamedTuple):
    """A statement with when it holds."""

    claim: Claim
    life: Life


@dataclass(slots=True)
class Alike:
    """Statements that tell the same dates, with those that tell them less precisely."""

    told: list[Told]
    vaguer: list[Told] = field(default_factory=list)


class FactMaker:
    """Makes facts, and notes which sources they cite."""

    def __init__(
        self,
        entity_ids: Mapping[str, str],
        name: Callable[[str], str],
        ontology: Ontology,
        left_out: LeftOut,
    ) -> None:
        """Take the ids of entities by item, and what gives the label of an item, or nothing."""
        self.sources: dict[str, Source] = {}
        self.taken: set[str] = set()
        self._ids = entity_ids
        self._name = name
        self._ontology = ontology
        self._left_out = left_out
        self._cited: dict[Reference, str] = {}

    def make(self, joined: Joined, identifier: str, statements: Sequence[Told]) -> Fact:
        """Return the fact that statements of the same ends make, with all their evidence.

        Args:
            joined: What it joins.
            identifier: Its id.
            statements: One at least, in the order of their ids.
        """
        kept = self._ranked(statements)
        subject, object_ = ends_of(joined, self._ids, self._ontology)
        ranks = {each.claim.rank for each in kept}
        rank = ranks.pop() if len(ranks) == 1 else "normal"
        stages = [stage for same in _alike(kept) for stage in self._stages(identifier, same)]
        words = Counter(stage.stage for stage in stages)
        stages = [replace(each, id=each.id if words[each.stage] > 1 else "") for each in stages]
        return Fact(
            id=identifier,
            subject=subject,
            relation=joined.relation,
            object=object_,
            role=joined.role,
            rank="" if rank == "normal" else rank,
            reason="" if rank == "normal" else self._reason(kept),
            stages=stages_in_order(stages, self._ontology),
        )

    def _ranked(self, told: Sequence[Told]) -> Sequence[Told]:
        """Return the statements without the deprecated ones, unless all of them are."""
        kept = [each for each in told if each.claim.rank != "deprecated"]
        if not kept:
            return told
        for each in told:
            if each.claim.rank == "deprecated":
                head = each.claim.head
                self._left_out.add("deprecated-beside-others", head.spot, head.id)
        return kept

    def _reason(self, told: Sequence[Told]) -> str:
        reasons = sorted({self._name(each.claim.reason) or each.claim.reason for each in told})
        named = ", ".join(filter(None, reasons))
        return f"its rank in Wikidata: {named}" if named else "its rank in Wikidata"

    def _stages(self, fact: str, same: Alike) -> Iterator[Stage]:
        life = same.told[0].life
        mark = digest(same.told[0].claim.head.id)
        notes = dict.fromkeys(note for each in same.told for note in each.life.notes)
        for phase in life.phases:
            evidence = [
                item
                for each in (*same.told, *same.vaguer)
                for item in self._evidence(fact, phase, each, vaguer=each in same.vaguer)
            ]
            if len(evidence) == 1:
                evidence = [replace(evidence[0], id="")]
            yield Stage(
                stage=phase.stage,
                id=f"{fact}-{phase.stage}-{mark}",
                date=parse_date(phase.date) if phase.date else None,
                attested=parse_date(phase.attested) if phase.attested else None,
                note="; ".join(notes),
                evidence=evidence_in_order(evidence),
            )

    def _evidence(self, fact: str, phase: Phase, told: Told, *, vaguer: bool) -> Iterator[Evidence]:
        claim = told.claim
        self.taken.add(claim.head.id)
        notes = [f"statement {claim.head.id}"]
        notes += [
            f"{HEDGES[name]}: {self._name(item) or item or 'not told'}"
            for name, item in claim.hedges
        ]
        if vaguer:
            date = told.life.phases[0].date
            notes.append(f"gives {date} for the date" if date else "gives no date")
        cited: list[Reference | None] = [
            each for each in claim.references if self._may_tell(each, phase, claim)
        ]
        for reference in cited or [None]:
            mark = digest(claim.head.id, reference.digest if reference else "")
            yield Evidence(
                source=WIKIDATA,
                cites=(self._cite(reference),) if reference else (),
                stance="hedges" if claim.hedges else "supports",
                note="; ".join(notes),
                id=f"{fact}-{phase.stage}-{mark}",
            )

    def _may_tell(self, reference: Reference, phase: Phase, claim: Claim) -> bool:
        """Whether a reference is not older than what it is given for."""
        latest = reference.published.date.start_latest if reference.published else None
        if not phase.date or latest is None:
            return True
        fits = span(parse_date(phase.date)).earliest <= latest.toordinal()
        if not fits:
            self._left_out.add("reference-before-it-began", claim.head.spot, claim.head.id)
        return fits

    def _cite(self, reference: Reference) -> str:
        """Return the id of the source that a reference names."""
        if reference not in self._cited:
            source = source_of(reference, self._name)
            self._cited[reference] = source.id
            self.sources[source.id] = source
        return self._cited[reference]


def _alike(told: Sequence[Told]) -> list[Alike]:
    """Return the statements that tell the same dates together, vaguer ones with finer ones.

    A vaguer one goes with the only finest one that says the same more precisely. Where two do,
    as with two terms of an office, nobody can tell which it means.
    """
    groups: dict[tuple[Phase, ...], Alike] = {}
    for each in told:
        groups.setdefault(each.life.phases, Alike([])).told.append(each)
    kept = list(groups.values())
    for group in list(kept):
        life = group.told[0].life
        finer = [other for other in groups.values() if other.told[0].life.refines(life)]
        finest = [
            each
            for each in finer
            if not any(other.told[0].life.refines(each.told[0].life) for other in finer)
        ]
        if len(finest) == 1:
            finest[0].vaguer += group.told
            kept.remove(group)
    return kept


def digest(*texts: str) -> str:
    """Return a short name made of texts, the same in every run."""
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()[:_DIGITS]


def fact_ids(
    facts: Iterable[Joined], entity_ids: Mapping[str, str], ontology: Ontology
) -> dict[Joined, str]:
    """Return an id for each fact: the usual one, but of those that would be alike only once.

    The first by its items keeps it; the others get a digest of what they join, as roles in
    letters that no id has need.
    """
    found: dict[Joined, str] = {}
    taken = set(entity_ids.values())
    for joined in sorted(facts):
        subject, object_ = ends_of(joined, entity_ids, ontology)
        plain = fact_id(subject, joined.relation, object_, joined.role or None)
        if plain in taken:
            parts = (joined.relation, joined.subject, joined.object, joined.role)
            plain = f"{plain}-{digest(*parts)}"
        found[joined] = plain
        taken.add(plain)
    return found


def ends_of(joined: Joined, entity_ids: Mapping[str, str], ontology: Ontology) -> tuple[str, str]:
    """Return the ids of subject and object; those of a symmetric fact by the alphabet."""
    subject, object_ = entity_ids[joined.subject], entity_ids[joined.object]
    turned = ontology.relations[joined.relation].symmetric and object_ < subject
    return (object_, subject) if turned else (subject, object_)
