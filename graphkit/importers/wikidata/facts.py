"""Facts made of statements of Wikidata: those that say the same are one."""

from __future__ import annotations

import hashlib
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from msgspec.structs import replace

from graphkit.dates import parse_date
from graphkit.identifiers import fact_id
from graphkit.importers.wikidata.claims import Claim
from graphkit.importers.wikidata.ends import Joined
from graphkit.importers.wikidata.lives import Life, Phase
from graphkit.importers.wikidata.references import Reference, Works
from graphkit.importers.wikidata.report import LeftOut
from graphkit.importers.wikidata.terms import HEDGES
from graphkit.importers.wikidata.values import number
from graphkit.model import Evidence, Fact, Source, Stage
from graphkit.ontology import Ontology
from graphkit.provenance import Span, span
from graphkit.seeds.order import evidence_in_order, stages_in_order

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

    @property
    def life(self) -> Life:
        """When they say that it holds."""
        return self.told[0].life


class FactMaker:
    """Makes facts, and notes which sources they cite.

    Attributes:
        sources: The works that are cited so far, by their ids.
        taken: Ids of the statements that are evidence.
    """

    def __init__(
        self,
        source: str,
        entity_ids: Mapping[str, str],
        works: Works,
        ontology: Ontology,
        left_out: LeftOut,
    ) -> None:
        """Take what all facts share.

        Args:
            source: Id of the source that Wikidata is.
            entity_ids: By item.
            works: What the references of the statements name, with the labels of items.
            ontology: The words of relations.
            left_out: Counts what is told less.
        """
        self.sources: dict[str, Source] = {}
        self.taken: set[str] = set()
        self._source = source
        self._ids = entity_ids
        self._ontology = ontology
        self._left_out = left_out
        self._works = works

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

    def _name(self, item: str) -> str:
        return self._works.name(item)

    def _reason(self, told: Sequence[Told]) -> str:
        reasons = sorted({self._name(each.claim.reason) for each in told})
        named = ", ".join(filter(None, reasons))
        return f"its rank in Wikidata: {named}" if named else "its rank in Wikidata"

    def _stages(self, fact: str, same: Alike) -> Iterator[Stage]:
        mark = digest(same.told[0].claim.head.id)
        notes = dict.fromkeys(note for each in same.told for note in each.life.notes)
        told = [(each, False) for each in same.told] + [(each, True) for each in same.vaguer]
        for phase in self._phases(same):
            evidence = [
                item
                for each, vaguer in told
                for item in self._evidence(fact, phase, each, vaguer=vaguer)
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

    def _phases(self, same: Alike) -> tuple[Phase, ...]:
        """Return the stages; the end is one of its own where a work is older than that.

        The work tells of the beginning alone: nobody knew of the end when it came out.
        """
        ended = same.life.end
        cited = (each for told in (*same.told, *same.vaguer) for each in told.claim.references)
        if ended and any(self._is_older(each, ended) for each in cited):
            return same.life.parted()
        return same.life.phases

    def _evidence(self, fact: str, phase: Phase, told: Told, *, vaguer: bool) -> Iterator[Evidence]:
        claim = told.claim
        self.taken.add(claim.head.id)
        notes = [f"statement {claim.head.id}"]
        notes += [
            f"{HEDGES[name]}: {self._name(item) or 'not told'}" for name, item in claim.hedges
        ]
        if vaguer:
            dates = " and ".join(filter(None, (phase.date for phase in told.life.phases)))
            notes.append(f"gives {dates} for the date" if dates else "gives no date")
        fitting = [each for each in claim.references if self._may_tell(each, phase, claim)]
        works = dict.fromkeys(work for each in fitting if (work := self._cite(each)))
        if not works:
            projects = {item for each in fitting for item in each.imported_from}
            named = ", ".join(self._name(each) for each in sorted(projects, key=number))
            notes += [f"imported from {named}"] if named else []
        for work in works or [""]:
            mark = digest(claim.head.id, work)
            yield Evidence(
                source=self._source,
                cites=(work,) if work else (),
                stance="hedges" if claim.hedges else "supports",
                note="; ".join(notes),
                id=f"{fact}-{phase.stage}-{mark}",
            )

    def _may_tell(self, reference: Reference, phase: Phase, claim: Claim) -> bool:
        """Whether a reference is not older than what it is given for."""
        if not phase.date or not self._is_older(reference, span(parse_date(phase.date))):
            return True
        self._left_out.add("reference-too-old", claim.head.spot, claim.head.id)
        return False

    def _cite(self, reference: Reference) -> str:
        """Return the id of the source that a reference names; empty where it names no work."""
        source = self._works.of(reference)
        if source is None:
            return ""
        self.sources[source.id] = source
        return source.id

    def _is_older(self, reference: Reference, days: Span) -> bool:
        """Whether the work of a reference came out before the first of some days."""
        source = self._works.of(reference)
        latest = source.published.start_latest if source and source.published else None
        return latest is not None and latest.toordinal() < days.earliest


def _alike(told: Sequence[Told]) -> list[Alike]:
    """Return the statements that tell the same dates together, vaguer ones with finer ones.

    A vaguer one goes with the only finest one that says the same more precisely. Where two do,
    as with two terms of an office, nobody can tell which it means.
    """
    groups: dict[tuple[Phase, ...], Alike] = {}
    for each in told:
        groups.setdefault(each.life.phases, Alike([])).told.append(each)
    # What says the same more precisely begins within the days on which the other may begin.
    in_order = sorted(groups.values(), key=lambda group: group.life.start.earliest)
    starts = [group.life.start.earliest for group in in_order]
    kept = []
    for group in groups.values():
        start = group.life.start
        near = in_order[bisect_left(starts, start.earliest) : bisect_right(starts, start.latest)]
        finest = _only_finest([each for each in near if each.life.refines(group.life)])
        if finest:
            finest.vaguer += group.told
        else:
            kept.append(group)
    return kept


def _only_finest(finer: Sequence[Alike]) -> Alike | None:
    """Return the one that is more precise than all the others; none where several are not."""
    if not finer:
        return None
    best = finer[0]
    for each in finer:
        if each.life.refines(best.life):
            best = each
    return best if all(each is best or best.life.refines(each.life) for each in finer) else None


def digest(*texts: str) -> str:
    """Return a short name made of texts, the same in every run."""
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()[:_DIGITS]


def fact_ids(
    facts: Iterable[Joined],
    entity_ids: Mapping[str, str],
    ontology: Ontology,
    others: Iterable[str] = (),
) -> dict[Joined, str]:
    """Return an id for each fact: the usual one, but of those that would be alike only once.

    The first by its items keeps it; the others get a digest of what they join, as roles in
    letters that no id has need.

    Args:
        facts: What they join.
        entity_ids: By item.
        ontology: The words of relations.
        others: Ids that no fact may have either.
    """
    found: dict[Joined, str] = {}
    taken = {*entity_ids.values(), *others}
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
