"""Whether the evidence is where it says: ``graphkit verify``.

For each piece of evidence from a source whose text is at hand: its locator exists, and the
passage mentions what the fact is about, by the rules of `graphkit.reading.mentions`: subject,
object or value, and whoever ``by`` names. For a position of a dispute it is ``by`` alone, since
a position may be about a word. Where the passage does not mention one of them, a ``note`` has
to say what stands for it; such evidence is *noted*, for a person to read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from graphkit.graph import Graph
from graphkit.model import Evidence, Fact, Records
from graphkit.ontology import Ontology
from graphkit.problems import Problem
from graphkit.reading.mentions import Mentions, value_is_mentioned
from graphkit.reading.texts import Text, read_texts


class Verdict(StrEnum):
    """What came of looking a piece of evidence up."""

    CONFIRMED = "confirmed"
    NOTED = "noted"
    UNCONFIRMED = "unconfirmed"
    #: Its source is known only through others, so that there is nothing to look it up in.
    WITHOUT_TEXT = "without text"


@dataclass(frozen=True, slots=True)
class Finding:
    """One piece of evidence, looked up.

    Attributes:
        owner: The id of the fact or the dispute.
        evidence: As curated.
        verdict: What came of it.
        missing: What the passage does not mention, such as ``object Abraham Accords``; or what
            kept it from being looked up.
    """

    owner: str
    evidence: Evidence
    verdict: Verdict
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verification:
    """What came of a whole project.

    Attributes:
        findings: One for each piece of evidence of each fact and dispute, by its place.
        problems: Of the texts and of the unconfirmed findings, by place.
    """

    findings: tuple[Finding, ...]
    problems: tuple[Problem, ...]

    def count(self, verdict: Verdict) -> int:
        """Return how many findings came out like this."""
        return sum(finding.verdict is verdict for finding in self.findings)


def verify(graph: Graph, folder: Path) -> Verification:
    """Look up every piece of evidence of a project.

    Args:
        graph: The project; its clocks do not matter.
        folder: The one that holds the texts.

    Raises:
        GraphkitError: There is no such folder.
    """
    records = graph.whole.view.records
    texts, problems = read_texts(records.sources, folder)
    verifier = _Verifier(records, graph.ontology, texts)
    findings = sorted(
        (*verifier.facts(), *verifier.disputes()),
        key=lambda finding: (finding.evidence.origin.place, finding.owner),
    )
    return Verification(tuple(findings), tuple(sorted({*problems, *verifier.problems})))


class _Verifier:
    """Looks evidence up, and gathers the problems."""

    def __init__(self, records: Records, ontology: Ontology, texts: dict[str, Text]) -> None:
        self._records = records
        self._texts = texts
        self._mentions = Mentions(records, ontology)
        self.problems: list[Problem] = []

    def facts(self) -> Iterator[Finding]:
        """Yield a finding for each piece of evidence of each fact."""
        for fact in self._records.facts.values():
            for stage in fact.stages:
                for evidence in stage.evidence:
                    yield self._finding(fact.id, evidence, fact)

    def disputes(self) -> Iterator[Finding]:
        """Yield a finding for each piece of evidence of each position."""
        for dispute in self._records.disputes.values():
            for position in dispute.positions:
                for evidence in position.evidence:
                    yield self._finding(dispute.id, evidence, None)

    def _finding(self, owner: str, evidence: Evidence, fact: Fact | None) -> Finding:
        source = self._records.sources[evidence.source]
        if source.text is None or evidence.at is None:
            return Finding(owner, evidence, Verdict.WITHOUT_TEXT)
        text = self._texts.get(source.id)
        if text is None:
            # The text has a problem of its own; one for each of its passages would bury it.
            return Finding(owner, evidence, Verdict.UNCONFIRMED, (f"the text of {source.id}",))
        passage = text.passage(evidence.at)
        if passage is None:
            problem = text.past_end_problem(evidence.origin.at("at"), evidence.at)
            self.problems.append(problem)
            return Finding(owner, evidence, Verdict.UNCONFIRMED, ("the passage",))
        missing = tuple(self._missing(passage, evidence, fact))
        if not missing:
            return Finding(owner, evidence, Verdict.CONFIRMED)
        if evidence.note:
            return Finding(owner, evidence, Verdict.NOTED, missing)
        message = (
            f"{evidence.at} of {source.id}, evidence of {owner}, "
            f"does not mention {' or '.join(missing)}"
        )
        hint = "mend the locator, or say in a note: what stands for it there"
        self.problems.append(Problem(evidence.origin.place, "not-mentioned", message, hint))
        return Finding(owner, evidence, Verdict.UNCONFIRMED, missing)

    def _missing(self, passage: str, evidence: Evidence, fact: Fact | None) -> Iterator[str]:
        """Yield what a passage should mention and does not."""
        if fact:
            if not self._mentions.entity(passage, fact.subject, fact.object):
                yield f"the subject {self._name(fact.subject)}"
            if fact.object and not self._mentions.entity(passage, fact.object, fact.subject):
                yield f"the object {self._name(fact.object)}"
            if fact.value is not None and not value_is_mentioned(passage, fact.value):
                yield f"the value {fact.value}"
        for speaker in evidence.by:
            if not self._mentions.entity(passage, speaker):
                yield f"the speaker {self._name(speaker)}"

    def _name(self, identifier: str) -> str:
        return self._records.entities[identifier].name
