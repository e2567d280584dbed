"""The use case: tables in, a folder of results out. Nothing is printed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graphkit.bulk.decided import Counts, count
from graphkit.bulk.deciding import Deciding
from graphkit.bulk.facts import REASON, gathered, key_of, read_rules
from graphkit.bulk.folder import hidden, write_manifest
from graphkit.bulk.frames import Frame, functions
from graphkit.bulk.lookups import Lookups
from graphkit.bulk.numbers import numbers
from graphkit.bulk.outputs import OUTPUTS, USUAL, Run
from graphkit.bulk.rows import (
    FAULT,
    NOT_UTF8,
    Tables,
    find_tables,
    names,
    read_frame,
    see_utf8,
)
from graphkit.bulk.samples import see_left_out
from graphkit.bulk.session import SAIL, Session, session
from graphkit.bulk.tables import ties
from graphkit.bulk.words import Rules, roles
from graphkit.collector import collector_paused
from graphkit.errors import GraphkitError
from graphkit.importers.event_rows import LeftOut
from graphkit.importers.tables import BadTable, see_columns
from graphkit.mapping import Mapping as TableMapping
from graphkit.mapping import read_mapping
from graphkit.ontology import Ontology, read_ontology
from graphkit.resources import ontology_folder

#: Columns that are no news beside the id and the date of a fact.
_SAID_AGAIN = frozenset(
    {"subject", "relation", "object", "role", "start_earliest", "start_latest"}
    | {"end_earliest", "end_latest", "symmetric"}
)


@dataclass(frozen=True, slots=True)
class Bulk:
    """What was made.

    Attributes:
        rows: Of the tables, lines of names and blank lines not counted.
        taken: How many of them are evidence of a fact.
        left_out: By reason.
        written: How many rows each table has that was written; files of text have none.
    """

    rows: int
    taken: int
    left_out: Mapping[str, LeftOut]
    written: Mapping[str, int | None]


class NothingInBulk(GraphkitError):
    """Tables of which nothing can be taken over.

    Attributes:
        bulk: What was left out, and why.
    """

    exit_status = 1

    def __init__(self, bulk: Bulk) -> None:
        """Keep what was read."""
        self.bulk = bulk
        super().__init__(
            "the tables give no fact: see that the mapping is the one for these tables"
        )


def bulk(  # noqa: PLR0913 - one parameter for each option of the command
    files: Sequence[Path],
    mapping: str,
    output: Path,
    *,
    engine: str = SAIL,
    master: str = "",
    write: Sequence[str] = USUAL,
) -> Bulk:
    """Make facts of tables of events, and tables of the facts.

    Args:
        files: Tables, or folders of them, all in one format and with the same columns.
        mapping: Name of a shipped mapping, or the path of one.
        output: A folder, new or empty. All workers of the engine can reach it.
        engine: One of `graphkit.bulk.session.ENGINES`.
        master: Of Spark, where it is not this machine.
        write: Of `OUTPUTS`.

    Raises:
        BadOutput: There is something in the output, or it cannot be written.
        BadData: The mapping has faults, or names columns that the tables do not have.
        NothingInBulk: No row makes a fact.
        GraphkitError: A table cannot be read, or the engine is missing or fails.
    """
    ontology = read_ontology(ontology_folder())
    words = read_mapping(mapping, ontology)
    tables = find_tables(files, words)
    with hidden(output) as place, session(engine, place / "scratch", master) as started:
        try:
            return _run(started, tables, words, ontology, place / "new", write)
        except GraphkitError:
            raise
        except Exception as error:
            if type(error).__module__.partition(".")[0] not in {"pyspark", "py4j", "grpc"}:
                raise
            raise _failed(error, tables) from error


def _run(  # noqa: PLR0913, PLR0917 - all that is known meets here
    started: Session,
    tables: Tables,
    mapping: TableMapping,
    ontology: Ontology,
    new: Path,
    write: Sequence[str],
) -> Bulk:
    rows = read_frame(started, tables, mapping)
    if tables.form != "parquet":
        # Text is parted once, and not again for each column that is looked at.
        rows = started.settle(rows)
        if rows.filter(functions().col(FAULT) == NOT_UTF8).limit(1).count():
            see_utf8(tables)
    called = names(mapping)
    if tables.form == "jsonl":
        _see_fields(rows, called, tables, mapping)
    f = functions()

    def distinct(columns: Sequence[str]) -> Frame:
        sound = rows.filter(f.col(FAULT).isNull())
        return sound.select(*(called[column] for column in columns)).distinct()

    lookups = Lookups(mapping, ontology, distinct)
    with collector_paused():
        rules = lookups.make()
    said = read_rules(started, rows, rules, called, samples=False)
    every = started.settle(gathered(said, key_of(rules)))
    counts = count(every)
    if len(rules) > 1:
        counts = _count_apart(started, rows, rules, called, counts)
    left_out = see_left_out(started, tables, mapping, rules, counts.left_out)
    if not counts.taken:
        raise NothingInBulk(Bulk(counts.rows, 0, left_out, {}))
    kept = every.filter(f.col(REASON).isNull()).drop(REASON)
    deciding = Deciding(mapping, ontology, lookups.words, lookups.reader.resolver)
    with collector_paused():
        decided = deciding.decide(started, kept)
    made = numbers(started, kept, decided, lookups.words, ontology, roles(rules))
    run = Run(
        started,
        new,
        ontology,
        lookups.words,
        decided,
        made,
        started.settle(ties(made, mixed=decided.mixed)),
    )
    for name in OUTPUTS:
        if name in write:
            OUTPUTS[name][1](run)
    told = {name: digest(frame) for name, frame in run.written.items()}
    if "pagerank" in told:  # the last digits of a sum of fractions depend on its order
        told["pagerank"].pop("digest")
    write_manifest(
        new,
        {
            "mapping": mapping.title,
            "rows": counts.rows,
            "taken": counts.taken,
            "left_out": dict(sorted(counts.left_out.items())),
            "tables": told,
        },
    )
    sizes = {
        name: told[name]["rows"] if name in told else None for name in OUTPUTS if name in write
    }
    return Bulk(counts.rows, counts.taken, left_out, sizes)


def digest(frame: Frame) -> dict[str, Any]:
    """Return how many rows a table has, and a sum of them that does not depend on their order.

    Two runs that wrote the same rows have one digest, whatever the engine. It is the sum of the
    XXH64 of each row, modulo 2 to the 64, but for columns that follow from others.
    """
    f = functions()
    known = [name for name in frame.columns if name not in _SAID_AGAIN]
    total = f.sum(f.xxhash64(*known).cast("decimal(20,0)"))
    row = frame.agg(f.count(f.lit(1)).alias("rows"), total.alias("sum")).collect()[0]
    return {"rows": row["rows"], "digest": f"{int(row['sum'] or 0) % (1 << 64):016x}"}


# ------------------------------------------------------------------------ what is left out


def _count_apart(
    started: Session, rows: Frame, rules: Sequence[Rules], called: dict[str, str], counts: Counts
) -> Counts:
    """Return the counts where several rules read each row."""
    f = functions()
    fine = read_rules(started, rows, rules, called, samples=False, whole=True)
    row = fine.agg(
        f.count(f.lit(1)).alias("rows"), f.sum(f.col("fine").cast("int")).alias("taken")
    ).collect()[0]
    return Counts(row["rows"], row["taken"] or 0, counts.left_out)


def _see_fields(rows: Frame, called: dict[str, str], tables: Tables, mapping: TableMapping) -> None:
    """Raise BadData where no object of JSON lines has a column that the mapping names."""
    f = functions()
    longest = [f.max(f.length(name)).alias(name) for name in called.values()]
    sound = rows.filter(f.col(FAULT).isNull())
    row = sound.agg(f.count(f.lit(1)).alias("rows"), *longest).collect()[0]
    if not row["rows"]:
        return  # that no row can be read says more than that none has the columns
    head = [column for column, name in called.items() if row[name]]
    see_columns(head, tables.paths[0], mapping)


def _failed(error: Exception, tables: Tables) -> GraphkitError:
    """Return what an engine says, in one line."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    reason = lines[0] if lines else type(error).__name__
    if "utf-8" in str(error).lower():
        see_utf8(tables)
    if "parquet" in str(error).lower():
        named = ", ".join(map(str, tables.paths[:3]))
        return BadTable(f"a table is broken ({reason}): look at {named} …, and get it again")
    return GraphkitError(f"the engine failed ({reason}): nothing was written")
