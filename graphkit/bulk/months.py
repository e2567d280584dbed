"""Counts by month: what ``graphkit aggregate --by month`` counts, of facts by the million."""

from __future__ import annotations

from graphkit.bulk.decided import Decided
from graphkit.bulk.frames import Frame, arrow, functions
from graphkit.bulk.numbers import Numbers, as_table, named
from graphkit.bulk.session import Session
from graphkit.importers.events import AFFILIATION
from graphkit.ontology import Ontology
from graphkit.projections.counts.aggregates import aggregate
from graphkit.projections.networks.offices import relations_below
from graphkit.views import view


def months_table(session: Session, numbers: Numbers, decided: Decided, ontology: Ontology) -> Frame:
    """Return how many facts of a relation two entities had in each month.

    Columns: ``source``, ``target``, ``relation``, ``period`` (EDTF; wider than a month where a
    date is), ``facts`` and ``rows``. Who is counted among whom is no deed and is not counted.

    Args:
        session: The engine.
        numbers: The facts.
        decided: The facts that are no business of the engine; their periods are those of
            `graphkit.projections.counts.aggregates`.
        ontology: Core and project.
    """
    f = functions()
    frame = named(numbers.facts, numbers.days, "date", period="month")
    frame = frame.groupBy("subject", "relation", "object", "period").agg(
        f.count(f.lit(1)).alias("facts"), f.sum("rows").cast("bigint").alias("rows")
    )
    frame = named(frame, numbers.relations, "relation", name="name")
    frame = named(frame, numbers.entities, "subject", source="id")
    frame = named(frame, numbers.entities, "object", target="id")
    columns = ("source", "target", "relation", "period")
    once = frame.select(
        "source", "target", f.col("name").alias("relation"), "period", "facts", "rows"
    )
    # None of these relations happens once, but a project's own may lie below them.
    once = once.filter(~f.col("relation").isin(list(relations_below(ontology, AFFILIATION))))
    both = once.unionByName(session.table(_lasting(decided, ontology)))
    return both.groupBy(*columns).agg(f.sum("facts").alias("facts"), f.sum("rows").alias("rows"))


def _lasting(decided: Decided, ontology: Ontology) -> object:
    pa = arrow()
    counts = {each.fact.id: sum(each.rows) for each in decided.lasting}
    made = aggregate(view(decided.records(), ontology))
    rows = [
        (
            *(row.source, row.target, row.relation, row.period.text, len(row.ties)),
            sum(counts[tie.id] for tie in row.ties),
        )
        for row in made.rows
    ]
    texts = ((name, pa.string()) for name in ("source", "target", "relation", "period"))
    numbers = ((name, pa.int64()) for name in ("facts", "rows"))
    return as_table(rows, pa.schema([*texts, *numbers]))
