"""The records: what curators wrote, typed, frozen and with no opinion of a date.

A record is a struct of msgspec, which is made several times as fast as a frozen dataclass. It holds
words of the ontology and ids of other records as plain text. `Records` is all of a project;
`graphkit.views` says what of it holds on a day.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

import msgspec

from graphkit.dates import EdtfDate
from graphkit.identifiers import Locator, evidence_name, position_name, stage_name
from graphkit.origins import NOWHERE, Origin

if TYPE_CHECKING:
    #: What a value fact may hold; which of them is the ontology's word.
    Value = str | int | Decimal | bool
else:
    # What reads packed records cannot tell a text from a decimal number: see `graphkit.cache`.
    Value = object


class Record(msgspec.Struct, frozen=True, kw_only=True, eq=False, array_like=True):
    """What a curator wrote down; two records are equal wherever they were written.

    Attributes:
        origin: Where it was written.
    """

    origin: Origin = NOWHERE

    def _said(self) -> tuple[object, ...]:
        return tuple([getattr(self, name) for name in self.__struct_fields__[1:]])

    def __eq__(self, other: object) -> bool:
        """Whether both say the same."""
        return type(self) is type(other) and self._said() == other._said()

    def __ne__(self, other: object) -> bool:
        """Whether they do not say the same; that of msgspec would ask who is the very same."""
        return not self == other

    def __hash__(self) -> int:
        """Return the hash of what is said."""
        return hash(self._said())

    def __repr__(self) -> str:
        """Return what is said, for messages of failed tests."""
        told = zip(self.__struct_fields__[1:], self._said(), strict=True)
        words = ", ".join(f"{name}={value!r}" for name, value in told if value)
        return f"{type(self).__name__}({words})"


class GraphInfo(Record, frozen=True, kw_only=True):
    """What ``graph:`` says of the whole.

    Attributes:
        title: Heading of the page.
        base: Namespace of all ids, ending in a slash.
        as_of: The date of the default view.
        lede: One sentence for the top of the page.
        description: A paragraph about the data.
        license: An SPDX identifier.
        credit: Whom to name.
    """

    title: str
    base: str
    as_of: dt.date
    lede: str = ""
    description: str = ""
    license: str = ""
    credit: str = ""


class SourceText(msgspec.Struct, frozen=True, array_like=True):
    """The text of a source, which is named and not redistributed.

    Attributes:
        file: Its name in the folder of texts.
        sha256: Of its bytes, in lower-case hexadecimal.
    """

    file: str
    sha256: str


class Source(Record, frozen=True, kw_only=True):
    """A text we read, or one known only through such a text (then without ``text``).

    Attributes:
        published: When it became public; a source without it never did.
        cites: Ids of the sources it relays as a whole.
        left_out: (paragraph, reason) of what there was nothing to curate in.
    """

    id: str
    title: str = ""
    kind: str = "article"
    publisher: str = ""
    authors: tuple[str, ...] = ()
    published: EdtfDate | None = None
    published_note: str = ""
    url: str = ""
    archived: str = ""
    accessed: EdtfDate | None = None
    language: str = ""
    cites: tuple[str, ...] = ()
    text: SourceText | None = None
    left_out: tuple[tuple[str, str], ...] = ()
    note: str = ""


class Entity(Record, frozen=True, kw_only=True):
    """A state, person, group, organization, treaty, event, region or place.

    Attributes:
        short: For labels, where the name is long.
        adjectives: By which a text may mention it.
        unnamed: A speaker whom the source does not name; one per outlet and wording.
        date: Of an event.
        location: (latitude, longitude) in degrees, WGS 84.
        ids: (scheme, code), such as ``("iso3166-1-alpha-3", "KAZ")``.
        checked: The reference that ids and location were read from.
    """

    id: str
    kind: str
    name: str
    short: str = ""
    aliases: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    type: str = ""
    date: EdtfDate | None = None
    unnamed: bool = False
    ids: tuple[tuple[str, str], ...] = ()
    location: tuple[Decimal, Decimal] | None = None
    checked: str = ""
    note: str = ""

    @property
    def short_name(self) -> str:
        """The name for labels."""
        return self.short or self.name


class Evidence(Record, frozen=True, kw_only=True):
    """Where a source bears on a stage or on a position.

    Attributes:
        at: The passage; none where the source has no text.
        by: Who said or wrote the words, where the curator named them.
        cites: Ids of the sources this passage relays.
        stance: ``supports``, ``hedges`` or ``denies``.
    """

    source: str
    at: Locator | None = None
    by: tuple[str, ...] = ()
    cites: tuple[str, ...] = ()
    stance: str = "supports"
    note: str = ""
    id: str = ""

    def local_name(self, owner: str) -> str:
        """Return the name in the ``evidence:`` namespace under its stage or dispute."""
        return self.id or evidence_name(owner, self.source, self.at, self.by)


class Stage(Record, frozen=True, kw_only=True):
    """How far a relation has come, when, and by whose act.

    Attributes:
        stage: Word of the stage.
        date: When it began; ``A/B`` on a lasting relation is its start and its end.
        attested: A day on which the source shows a lasting relation holding.
        due: When a planned or announced thing is to happen. No view reads it.
        agents: Whose act or attitude it is; empty where unknown.
        condition: What a party asks for first.
    """

    stage: str
    date: EdtfDate | None = None
    attested: EdtfDate | None = None
    due: EdtfDate | None = None
    agents: tuple[str, ...] = ()
    condition: str = ""
    note: str = ""
    evidence: tuple[Evidence, ...] = ()
    id: str = ""

    def local_name(self, fact_id: str) -> str:
        """Return the name in the ``stage:`` namespace under its fact."""
        return self.id or stage_name(fact_id, self.stage, self.agents)


class Fact(Record, frozen=True, kw_only=True):
    """One relation between a subject and an object or value, with its stages.

    Attributes:
        object: Id of an entity; empty for a value fact.
        value: Of a value fact; none otherwise.
        role: The office or part played, as the source words it.
        field: What a cooperation is about.
        says: Content of an opinion, in the curator's words.
        about: Id of the fact that an opinion is about.
        rank: ``preferred`` or ``deprecated``, with a reason; empty otherwise.
    """

    id: str
    subject: str
    relation: str
    object: str = ""
    value: Value | None = None
    approximate: bool = False
    role: str = ""
    field: str = ""
    says: str = ""
    about: str = ""
    confidence: str = ""
    rank: str = ""
    reason: str = ""
    note: str = ""
    stages: tuple[Stage, ...] = ()

    @property
    def deprecated(self) -> bool:
        """Whether the curator withdrew the fact; it stays, with the reason."""
        return self.rank == "deprecated"


class Position(Record, frozen=True, kw_only=True):
    """What one side of a dispute says.

    Attributes:
        facts: Ids of the facts it accepts and the other positions leave out.
    """

    says: str
    facts: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()

    def local_name(self, dispute_id: str) -> str:
        """Return the name in the ``dispute:`` namespace: by its first evidence, sorted."""
        spots = sorted((item.source, str(item.at or "")) for item in self.evidence)
        return position_name(dispute_id, *spots[0]) if spots else dispute_id


class Dispute(Record, frozen=True, kw_only=True):
    """A question on which sources differ.

    Attributes:
        about: Ids of entities or facts.
    """

    id: str
    question: str
    kind: str
    about: tuple[str, ...] = ()
    positions: tuple[Position, ...] = ()


class Moment(Record, frozen=True, kw_only=True):
    """One step of a guided story.

    Attributes:
        focus: Id of an entity or a fact.
    """

    date: EdtfDate
    focus: str
    title: str
    text: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """All of a project, each kind of record sorted by id; moments in the order written.

    Attributes:
        unread: Facts whose relation could not be read, which is told: no part of the graph.
    """

    info: GraphInfo
    sources: Mapping[str, Source]
    entities: Mapping[str, Entity]
    facts: Mapping[str, Fact]
    disputes: Mapping[str, Dispute]
    moments: tuple[Moment, ...] = ()
    unread: tuple[Fact, ...] = ()

    def written_facts(self) -> Iterator[Fact]:
        """Yield the facts and those that could not be read whole, for rules about references."""
        yield from self.facts.values()
        yield from self.unread

    def evidence(self) -> Iterator[Evidence]:
        """Yield every piece of evidence, of the stages of facts and of positions."""
        for fact in self.written_facts():
            for stage in fact.stages:
                yield from stage.evidence
        for dispute in self.disputes.values():
            for position in dispute.positions:
                yield from position.evidence
