"""The graph: what Python users load, turn to a date, and ask."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime as dt
import functools
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from graphkit.errors import GraphkitError
from graphkit.labels import full_label, short_label
from graphkit.layout import Positions, layout
from graphkit.life import State
from graphkit.model import Dispute, Entity, Fact, GraphInfo, Records, Source
from graphkit.ontology import Ontology
from graphkit.projections.shapes import Shape, shaped_network
from graphkit.selection import Selection, parse_stages, select
from graphkit.views import View, view

if TYPE_CHECKING:
    import networkx as nx
    import pyoxigraph as ox
    import rdflib

    from graphkit.projections.networks.network import Network


_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclasses.dataclass(frozen=True, slots=True)
class Seen:
    """How a graph looks at its records: by which clocks, which part of them, in which shape."""

    known_by: dt.date | None = None
    as_of: dt.date | None = None
    selection: Selection = dataclasses.field(default_factory=Selection)
    shape: Shape = dataclasses.field(default_factory=Shape)


class Graph:
    """Checked facts, seen as of a date and known by a date.

    A graph never changes: `as_of` and `known_by` give another one over the same records. The
    order of the two calls does not matter, and the last call of each counts.
    """

    def __init__(
        self,
        records: Records,
        ontology: Ontology,
        *,
        positions: Positions | None = None,
        seen: Seen = Seen(),
    ) -> None:
        """Take records without errors and the words they use."""
        self._records = records
        self.ontology = ontology
        self._stored = positions or {}
        self._seen = seen

    # -------------------------------------------------------------- the two clocks

    def as_of(self, day: dt.date | str) -> Graph:
        """Return the graph as of a day: what had begun by then, if only possibly.

        Args:
            day: A date, or ``YYYY-MM-DD``.
        """
        return self._with(as_of=to_date(day))

    def known_by(self, day: dt.date | str) -> Graph:
        """Return what was certainly public by a day.

        Args:
            day: A date, or ``YYYY-MM-DD``.
        """
        return self._with(known_by=to_date(day))

    @functools.cached_property
    def view(self) -> View:
        """What exports and commands are made of."""
        seen = self._seen
        whole = view(self._records, self.ontology, seen.known_by, seen.as_of)
        return select(whole, seen.selection) if seen.selection else whole

    @property
    def whole(self) -> Graph:
        """The same facts without either clock: what the page moves its own clocks over."""
        seen = dataclasses.replace(self._seen, known_by=None, as_of=None)
        return self if seen == self._seen else self._with(known_by=None, as_of=None)

    def _with(self, **changed: Any) -> Graph:  # noqa: ANN401 - one type for each field of `Seen`
        seen = dataclasses.replace(self._seen, **changed)
        return Graph(self._records, self.ontology, positions=self._stored, seen=seen)

    # -------------------------------------------------------------- a part, another shape

    def select(self, *, stages: Iterable[str] = (), focus: str = "", steps: int = 1) -> Graph:
        """Return the part of the graph with some facts, and what bears on these.

        Args:
            stages: Words of stages, or of groups such as ``realized``: the facts at one of
                them on the graph's day, if only possibly. All by default.
            focus: Id of an entity: the facts among it and the entities near it.
            steps: How many facts away from the focus an entity may be.

        Raises:
            GraphkitError: A word is no stage, or there is no such entity.
        """
        words = parse_stages(stages, self.ontology)
        made = self._with(selection=Selection(words, focus, steps))
        made.view  # noqa: B018 - makes the view, which raises where there is no such focus
        return made

    def shaped(
        self,
        *,
        fold: str = "",
        negative: bool = False,
        all_entities: bool = False,
        by: str = "",
        relations: Iterable[str] = (),
    ) -> Graph:
        """Return the graph with another `network`.

        Args:
            fold: ``states`` to turn persons into the states they hold office for and shared
                events into edges between states; nothing else becomes a node.
            negative: Whether facts that do not hold by their sources' word become edges too.
            all_entities: Whether entities without a fact, such as publishers, become nodes.
            by: ``month``, ``year`` or ``all``: then edges count facts, by when they began.
            relations: What is counted, relations below these included; all by default.
        """
        return self._with(shape=Shape(fold, negative, all_entities, by, tuple(relations)))

    # -------------------------------------------------------------- what is in it

    @property
    def info(self) -> GraphInfo:
        """Title, licence and the date of the default view."""
        return self._records.info

    @property
    def day(self) -> dt.date:
        """The day on which stages are told."""
        return self.view.day

    @property
    def entities(self) -> Mapping[str, Entity]:
        """All entities by id."""
        return self.view.records.entities

    @property
    def sources(self) -> Mapping[str, Source]:
        """The sources by id; with a clock, those that the evidence in the view needs."""
        return self.view.records.sources

    @property
    def disputes(self) -> Mapping[str, Dispute]:
        """The disputes by id."""
        return self.view.records.disputes

    @property
    def summary(self) -> str:
        """What is in it, such as ``70 entities, 150 facts, 13 sources, 21 disputes``."""
        counts = {
            ("entity", "entities"): len(self.entities),
            ("fact", "facts"): len(self.view.records.facts),
            ("source", "sources"): len(self.sources),
            ("dispute", "disputes"): len(self.disputes),
        }
        return ", ".join(f"{n} {one if n == 1 else many}" for (one, many), n in counts.items())

    def facts(
        self,
        *,
        relation: str | None = None,
        subject: str | None = None,
        object: str | None = None,  # noqa: A002 - the word for it, in YAML and in RDF
        holds: bool | None = None,
    ) -> Iterator[Fact]:
        """Yield the facts in the view, by id.

        Args:
            relation: Only this relation and those below it.
            subject: Only facts with this subject, or with it as object if symmetric.
            object: Only facts with this object, or with it as subject if symmetric.
            holds: Only facts that do, or do not, give a direct triple.
        """
        for fact in self.view.records.facts.values():
            kind = self.ontology.relations[fact.relation]
            ends = {(fact.subject, fact.object)}
            if kind.symmetric:
                ends.add((fact.object, fact.subject))
            if (
                (relation is None or relation in (kind.name, *kind.ancestors))
                and any(subject in (None, s) and object in (None, o) for s, o in ends)
                and (holds is None or holds == self.view.holds(fact))
            ):
                yield fact

    def fact(self, identifier: str) -> Fact:
        """Return a fact by its id; KeyError where the view has none."""
        return self.view.records.facts[identifier]

    def state(self, fact: Fact) -> State | None:
        """Return the stage of a fact on the graph's day; none where it has not begun."""
        return self.view.states[fact.id]

    def label(self, fact: Fact) -> str:
        """Return the short label, such as ``recognized Israel 1992``."""
        return short_label(fact, self.state(fact), self.view)

    def full_label(self, fact: Fact) -> str:
        """Return the label with the subject in front."""
        return full_label(fact, self.label(fact), self.entities)

    # -------------------------------------------------------------- other shapes

    @functools.cached_property
    def network(self) -> Network:
        """Nodes and edges, as every network format has them."""
        # Who held which office is not a matter of the part that is looked at.
        whole = self._with(selection=Selection()).view if self._seen.selection else None
        return shaped_network(self.view, self._seen.shape, whole)

    @functools.cached_property
    def positions(self) -> Positions:
        """A place for every node: the stored one, or one computed beside it."""
        every = Shape(negative=True, all_entities=self._seen.shape.all_entities)
        drawn = shaped_network(self.view, every)
        # A fold may name a state that the part itself does not.
        nodes = sorted({name for made in (drawn, self.network) for name in made.ids()})
        edges = [(tie.source, tie.target) for tie in drawn.ties]
        return layout(nodes, edges, self._stored)

    @property
    def has_layout(self) -> bool:
        """Whether positions are stored; otherwise `positions` computes them all."""
        return bool(self._stored)

    def with_layout(self) -> Graph:
        """Return the graph with a stored place for every node."""
        return Graph(self._records, self.ontology, positions=self.positions, seen=self._seen)

    def without_positions(self) -> Graph:
        """Return the graph with no stored positions, so that all are computed anew."""
        return Graph(self._records, self.ontology, seen=self._seen)

    def to_networkx(self) -> nx.MultiDiGraph[str]:
        """Return a ``MultiDiGraph``; node ids are entity ids, edge keys fact ids."""
        from graphkit.projections.networks.network import to_networkx

        return to_networkx(self.network)

    def to_rdflib(self) -> rdflib.Graph:
        """Return an rdflib graph with the triples of ``graph.ttl``."""
        from graphkit.projections.rdf.sinks import to_rdflib

        return to_rdflib(self.view)

    def to_oxigraph(self) -> ox.Store:
        """Return an Oxigraph store with the triples of ``graph.ttl``."""
        from graphkit.projections.rdf.sinks import to_oxigraph

        return to_oxigraph(self.view)


def to_date(day: dt.date | str) -> dt.date:
    """Return a day given as a date or as ``YYYY-MM-DD``.

    Raises:
        GraphkitError: It is no whole day.
    """
    if isinstance(day, dt.datetime):
        return day.date()
    if isinstance(day, dt.date):
        return day
    # Python reads more forms, such as the week date 2025-W45-5.
    if _DAY.fullmatch(day):
        with contextlib.suppress(ValueError):
            return dt.date.fromisoformat(day)
    raise GraphkitError(f'"{day}" is no day: write it as YYYY-MM-DD, like 2025-11-07')
