"""What `benchmarks/bulk.py` compares with: the same job written by hand for DuckDB and for Polars.

``python benchmarks/bulk_peers.py duckdb|polars TABLE FOLDER`` makes the tables of facts, nodes and
edges that ``graphkit bulk TABLE --mapping icews -o FOLDER`` makes, of a Parquet file of ICEWS
events without a fault. What the cells mean is decided by the same code of graphkit; the joins, the
grouping and the writing are the peer's own.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from graphkit.bulk import numbers as made
from graphkit.bulk.decided import Decided
from graphkit.bulk.deciding import Deciding
from graphkit.bulk.lookups import Lookups
from graphkit.bulk.words import Rules, Words
from graphkit.mapping import read_mapping
from graphkit.ontology import read_ontology
from graphkit.resources import ontology_folder

_ONTOLOGY = read_ontology(ontology_folder())
_MAPPING = read_mapping("icews", _ONTOLOGY)


class _Distinct:
    """What `Lookups` asks of an engine: something with a table of Arrow."""

    def __init__(self, table: Any) -> None:  # noqa: ANN401 - of Arrow
        self._table = table

    def limit(self, most: int) -> _Distinct:
        return _Distinct(self._table.slice(0, most))

    def toArrow(self) -> Any:  # noqa: ANN401, N802 - as Spark calls it
        return self._table


def _decided(lookups: Lookups, pairs: Any, first: Any) -> tuple[Decided, dict[str, Any]]:  # noqa: ANN401 - of Arrow
    """Return what is decided, and the tables of what its numbers stand for."""
    words = lookups.words
    deciding = Deciding(_MAPPING, _ONTOLOGY, words, lookups.reader.resolver)
    used = set(zip(*(column.to_pylist() for column in pairs.columns), strict=True))
    days = dict(zip(*(column.to_pylist() for column in first.columns), strict=True))
    decided = deciding.decided(used, days, {})
    if decided.clash:
        sys.exit("two facts would have one id: the peers number none")
    return decided, tables(decided, words)


def tables(decided: Decided, words: Words) -> dict[str, Any]:
    """Return the small tables that both engines join."""
    import pyarrow as pa

    place = {name: number for number, name in enumerate(decided.entities)}
    known = [(number, place[name]) for number, name in enumerate(decided.ids) if name]
    entity = made.as_table(known, pa.schema([("found", pa.int32()), ("entity", pa.int32())]))
    return {
        "ids": entity,
        "entities": made.entities_of(decided),
        "relations": made.relations_of(words, _ONTOLOGY),
        "days": made.days_of(decided, words),
        "lasting": made.lasting_of(decided, words, place),
    }


_CELLS = """
select s.found s, r.relation r, o.found o, d.date d,
       r.turned t, r.both b
from events e
join subjects s on e.source = s.k0
join objects o on e.target = o.k0
join codes r on e.phrase = r.k0 and r.skind = s.kind and r.okind = o.kind
join dates d on e.day = d.k0
where s.fault is null and o.fault is null and r.fault is null and d.fault is null
  and s.key <> o.key
"""
_GATHERED = f"""
create table said as
select case when turn then o else s end subject, r relation,
       case when turn then s else o end object, d date, count(*) "rows"
from (select *, case when b then s > o else t end turn from ({_CELLS}))
group by all
"""  # noqa: S608 - both texts stand here
_FACTS = """
create table facts as
select case when y."symmetric" and a.entity > b.entity then b.entity else a.entity end subject,
       relation,
       case when y."symmetric" and a.entity > b.entity then a.entity else b.entity end object,
       date, "rows"
from said join ids a on subject = a.found join ids b on object = b.found
join relations y on relation = y.number
"""
_TIES = """
create table ties as
select subject, relation, object, sum(facts)::bigint facts, sum("rows")::bigint "rows",
       min("first") "first", max("last") "last"
from (select subject, relation, object, 1 facts, "rows", day "first", day "last"
      from facts join days on date = number
      union all
      select subject, relation, object, facts, "rows", start_earliest, start_latest from lasting)
group by all
"""
_WRITTEN = {
    "facts": """
select concat(a.id, '-', y.kebab, '-', b.id, '-', d.slug) id, a.id subject, y.name relation,
       b.id object, '' "role", '' says, d.text date, d.day start_earliest, d.day start_latest,
       null::date end_earliest, null::date end_latest, "rows"
from facts f join days d on f.date = d.number join relations y on f.relation = y.number
join entities a on f.subject = a.number join entities b on f.object = b.number
union all
select l.id, a.id, y.name, b.id, l.role, l.says, l.date, start_earliest, start_latest,
       end_earliest, end_latest, "rows"
from lasting l join relations y on l.relation = y.number
join entities a on l.subject = a.number join entities b on l.object = b.number
""",
    "nodes": """
select id, kind, name, coalesce(o.n, 0) "out", coalesce(i.n, 0) "in" from entities
left join (select subject, sum(facts)::bigint n from ties group by 1) o on number = o.subject
left join (select object, sum(facts)::bigint n from ties group by 1) i on number = i.object
""",
    "edges": """
select a.id source, b.id target, y.name relation, y."symmetric" "symmetric",
       facts, "rows", "first", "last"
from ties t join relations y on t.relation = y.number
join entities a on t.subject = a.number join entities b on t.object = b.number
""",
}


def by_duckdb(table: Path, folder: Path) -> None:
    """Do the job in SQL of DuckDB."""
    import duckdb

    base = duckdb.connect()
    base.execute(f"create view events as select * from read_parquet('{table}')")  # noqa: S608 - our own file

    def distinct(columns: Any) -> _Distinct:  # noqa: ANN401 - names
        query = f"select distinct {columns[0]} from events"  # noqa: S608 - a column of ours
        return _Distinct(base.sql(query).to_arrow_table())

    lookups = Lookups(_MAPPING, _ONTOLOGY, distinct)  # type: ignore[arg-type]
    (rule,) = lookups.make()
    for name, rows in _lookups(rule).items():
        base.register(name, rows)
    base.execute(_GATHERED)
    pairs = base.sql("select distinct relation, date from said").to_arrow_table()
    first = base.sql(
        "select n, min(date) from (select subject n, date from said union all "
        "select object, date from said) group by n"
    ).to_arrow_table()
    for name, rows in _decided(lookups, pairs, first)[1].items():
        base.register(name, rows)
    base.execute(_FACTS)
    base.execute(_TIES)
    for name, query in _WRITTEN.items():
        (folder / name).mkdir(parents=True)
        base.execute(f"copy ({query}) to '{folder / name}/0.parquet' (compression zstd)")


def _lookups(rule: Rules) -> dict[str, Any]:
    if rule.date is None:
        sys.exit("events have days")
    return {
        "subjects": rule.subject.rows, "objects": rule.object.rows,
        "codes": rule.relation.rows, "dates": rule.date.rows,
    }  # fmt: skip


def by_polars(table: Path, folder: Path) -> None:
    """Do the job with Polars, lazily."""
    import polars as pl

    events = pl.scan_parquet(table)

    def distinct(columns: Any) -> _Distinct:  # noqa: ANN401 - names
        return _Distinct(events.select(columns[0]).unique().collect(engine="streaming").to_arrow())

    lookups = Lookups(_MAPPING, _ONTOLOGY, distinct)  # type: ignore[arg-type]
    (rule,) = lookups.make()
    small = {name: pl.from_arrow(rows).lazy() for name, rows in _lookups(rule).items()}
    ends = {
        end: small[name].filter(pl.col("fault").is_null()).select(
            k0=pl.col("k0"), **{f"{end}_{c}": pl.col(c) for c in ("found", "key", "kind")}
        )
        for end, name in (("s", "subjects"), ("o", "objects"))
    }  # fmt: skip
    codes = small["codes"].filter(pl.col("fault").is_null())
    codes = codes.select("k0", "skind", "okind", "relation", "turned", "both")
    dates = small["dates"].filter(pl.col("fault").is_null()).select("k0", "date")
    cells = (
        events.join(ends["s"], left_on="source", right_on="k0")
        .join(ends["o"], left_on="target", right_on="k0")
        .join(codes, left_on=["phrase", "s_kind", "o_kind"], right_on=["k0", "skind", "okind"])
        .join(dates, left_on="day", right_on="k0")
        .filter(pl.col("s_key") != pl.col("o_key"))
    )
    turn = pl.when("both").then(pl.col("s_found") > pl.col("o_found")).otherwise("turned")
    said = (
        cells.select(
            "relation", "date",
            subject=pl.when(turn).then("o_found").otherwise("s_found"),
            object=pl.when(turn).then("s_found").otherwise("o_found"),
        )
        .group_by("subject", "relation", "object", "date")
        .agg(rows=pl.len().cast(pl.Int64))
        .collect(engine="streaming")
    )  # fmt: skip
    both = pl.concat([said.select(n="subject", date="date"), said.select(n="object", date="date")])
    first = both.group_by("n").agg(pl.col("date").min()).to_arrow()
    pairs = said.select("relation", "date").unique().to_arrow()
    known = {
        name: pl.from_arrow(rows).lazy()
        for name, rows in _decided(lookups, pairs, first)[1].items()
    }
    _polars_tables(pl, said.lazy(), known, folder)


def _polars_tables(pl: Any, said: Any, known: dict[str, Any], folder: Path) -> None:  # noqa: ANN401 - Polars has no types here
    ids, entities, days = known["ids"], known["entities"], known["days"]
    relations = known["relations"].rename({"name": "relation_name"})
    facts = (
        said.join(ids.rename({"entity": "a"}), left_on="subject", right_on="found")
        .join(ids.rename({"entity": "b"}), left_on="object", right_on="found")
        .join(relations, left_on="relation", right_on="number")
        .join(days, left_on="date", right_on="number")
    )
    swap = pl.col("symmetric") & (pl.col("a") > pl.col("b"))
    facts = facts.with_columns(
        subject=pl.when(swap).then("b").otherwise("a"),
        object=pl.when(swap).then("a").otherwise("b"),
    ).collect(engine="streaming").lazy()  # fmt: skip
    names = entities.select("number", name_id="id")

    def named(frame: Any) -> Any:  # noqa: ANN401 - the same
        return frame.join(
            names.rename({"name_id": "s"}), left_on="subject", right_on="number"
        ).join(names.rename({"name_id": "o"}), left_on="object", right_on="number")

    empty = pl.lit(None, dtype=pl.Date)
    once = named(facts).select(
        id=pl.concat_str("s", "kebab", "o", "slug", separator="-"), subject="s",
        relation="relation_name", object="o", role=pl.lit(""), says=pl.lit(""), date="text",
        start_earliest="day", start_latest="day", end_earliest=empty, end_latest=empty, rows="rows",
    )  # fmt: skip
    lasting = known["lasting"].join(relations, left_on="relation", right_on="number")
    kept = named(lasting).select(
        "id", subject="s", relation="relation_name", object="o", role="role", says="says",
        date="date", start_earliest="start_earliest", start_latest="start_latest",
        end_earliest="end_earliest", end_latest="end_latest", rows="rows",
    )  # fmt: skip
    key = ("subject", "relation", "object")
    ties = pl.concat(
        [
            facts.select(*key, "rows", facts=pl.lit(1, pl.Int32), first="day", last="day"),
            lasting.select(*key, "rows", "facts", first="start_earliest", last="start_latest"),
        ]
    )
    ties = ties.group_by(*key).agg(
        pl.col("facts").sum().cast(pl.Int64), pl.col("rows").sum(),
        pl.col("first").min(), pl.col("last").max(),
    ).collect(engine="streaming").lazy()  # fmt: skip
    counts = {
        column: ties.group_by(end).agg(pl.col("facts").sum().alias(column))
        for end, column in (("subject", "out"), ("object", "in"))
    }
    nodes = entities.join(counts["out"], left_on="number", right_on="subject", how="left")
    nodes = nodes.join(counts["in"], left_on="number", right_on="object", how="left").select(
        "id", "kind", "name", pl.col("out").fill_null(0), pl.col("in").fill_null(0)
    )
    edges = named(ties.join(relations, left_on="relation", right_on="number")).select(
        source="s", target="o", relation="relation_name", symmetric="symmetric", facts="facts",
        rows="rows", first="first", last="last",
    )  # fmt: skip
    for name, frame in (("facts", pl.concat([once, kept])), ("nodes", nodes), ("edges", edges)):
        (folder / name).mkdir(parents=True)
        frame.sink_parquet(folder / name / "0.parquet", compression="zstd")


if __name__ == "__main__":
    {"duckdb": by_duckdb, "polars": by_polars}[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3]))
