"""What can be written of the facts, one function for each output and one line in `OUTPUTS`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from graphkit.bulk.components import components
from graphkit.bulk.decided import Decided
from graphkit.bulk.frames import Frame, functions
from graphkit.bulk.gephi import write_gephi
from graphkit.bulk.months import months_table
from graphkit.bulk.ntriples import write_ntriples
from graphkit.bulk.numbers import Numbers, named
from graphkit.bulk.pagerank import pagerank
from graphkit.bulk.session import Session
from graphkit.bulk.tables import edges_table, facts_table, nodes_table
from graphkit.bulk.words import Words
from graphkit.importers.events import AFFILIATION
from graphkit.ontology import Ontology
from graphkit.projections.networks.offices import relations_below


@dataclass(slots=True)
class Run:
    """One run, as far as it has come: what the outputs are made of.

    Attributes:
        new: The folder that they go into.
        tied: Of `graphkit.bulk.tables.ties`, worked out once.
    """

    session: Session
    new: Path
    ontology: Ontology
    words: Words
    decided: Decided
    numbers: Numbers
    tied: Frame
    written: dict[str, Frame] = field(default_factory=dict)

    def write(self, name: str, frame: Frame) -> Frame:
        """Write a table; return it as it was written."""
        self.written[name] = self.session.write(frame, self.new / name)
        return self.written[name]


def _write_facts(run: Run) -> None:
    run.write("facts", facts_table(run.numbers, clash=run.decided.clash))


def _write_nodes(run: Run) -> None:
    run.write("nodes", nodes_table(run.numbers, run.tied))


def _write_edges(run: Run) -> None:
    run.write("edges", edges_table(run.numbers, run.tied))


def _write_months(run: Run) -> None:
    run.write("months", months_table(run.session, run.numbers, run.decided, run.ontology))


def _write_ntriples(run: Run) -> None:
    facts = run.written.get("facts")
    if facts is None:
        facts = facts_table(run.numbers, clash=run.decided.clash)
    write_ntriples(
        run.session, run.numbers, facts, run.decided, run.words, run.ontology,
        run.new / "ntriples",
    )  # fmt: skip


def _write_gephi(run: Run) -> None:
    nodes, edges = nodes_table(run.numbers, run.tied), edges_table(run.numbers, run.tied)
    write_gephi(run.session, nodes, edges, run.new / "gephi")


def _write_components(run: Run) -> None:
    f = functions()
    found = components(run.session, _nodes(run), _deeds(run))
    found = named(found, run.numbers.entities, "node", id="id")
    found = named(found, run.numbers.entities, "component", smallest="id")
    run.write("components", found.select("id", f.col("smallest").alias("component")))


def _write_pagerank(run: Run) -> None:
    found = pagerank(run.session, _nodes(run), _deeds(run))
    run.write("pagerank", named(found, run.numbers.entities, "node", id="id").select("id", "rank"))


def _nodes(run: Run) -> Frame:
    return run.numbers.entities.select(functions().col("number").alias("node"))


def _deeds(run: Run) -> Frame:
    """Return the ties without those that say who is counted among whom; symmetric ones twice."""
    f = functions()
    no_deed = relations_below(run.ontology, AFFILIATION)
    names = run.words.relations
    ties = run.tied.filter(
        ~f.col("relation").isin([at for at, name in enumerate(names) if name in no_deed])
    )
    both = [at for at, name in enumerate(names) if run.ontology.relations[name].symmetric]
    forth = ties.select(
        f.col("subject").alias("one"),
        f.col("object").alias("other"),
        f.col("facts").alias("weight"),
    )
    back = ties.filter(f.col("relation").isin(both)).select(
        f.col("object").alias("one"),
        f.col("subject").alias("other"),
        f.col("facts").alias("weight"),
    )
    return forth.unionByName(back)


#: What can be written, with a line for lists, and what writes it.
OUTPUTS: Mapping[str, tuple[str, Callable[[Run], None]]] = {
    "facts": ("facts with their dates", _write_facts),
    "nodes": ("entities with their numbers of facts", _write_nodes),
    "edges": ("all facts of one relation between two entities as one", _write_edges),
    "months": ("numbers of facts by two entities, relation and month", _write_months),
    "ntriples": ("what graphkit export ntriples writes", _write_ntriples),
    "gephi": ("nodes and edges for Gephi", _write_gephi),
    "components": ("the connected component of each entity", _write_components),
    "pagerank": ("the PageRank of each entity", _write_pagerank),
}
#: What is written where nothing else is asked for.
USUAL = ("facts", "nodes", "edges")
