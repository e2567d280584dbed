"""What is written of the facts: tables of facts, nodes, edges and months."""

from __future__ import annotations

from graphkit.bulk.frames import Frame, functions
from graphkit.bulk.numbers import BOUNDS, Numbers, named


def facts_table(numbers: Numbers, *, clash: bool) -> Frame:
    """Return the facts, a row for each of their times.

    Columns: ``id``, ``subject``, ``relation``, ``object``, ``role``, ``says``, ``date`` (EDTF),
    the four bounds (days; of an end none where the date is no interval) and ``rows``, the number
    of rows of the tables that say so.

    Args:
        numbers: The facts.
        clash: Whether two may get one id: then they are put in order, which costs as much as
            all the rest.
    """
    f = functions()
    frame = named(numbers.facts, numbers.relations, "relation", name="name", kebab="kebab")
    frame = named(frame, numbers.days, "date", text="text", slug="slug", day="day")
    frame = named(frame, numbers.entities, "subject", subject_id="id")
    frame = named(frame, numbers.entities, "object", object_id="id")
    if numbers.roles is not None:
        frame = frame.join(numbers.roles, f.col("role") == f.col("said"))
    role = f.col("role") if "role" in frame.columns else f.lit("")
    says = f.col("says") if "says" in frame.columns else f.lit("")
    role_slug = f.col("role_slug") if "role_slug" in frame.columns else f.lit(None).cast("string")
    plain = f.concat_ws("-", "subject_id", "kebab", "object_id", role_slug, "slug")
    frame = frame.select(
        plain.alias("id"),
        f.col("subject_id").alias("subject"),
        f.col("name").alias("relation"),
        f.col("object_id").alias("object"),
        role.alias("role"),
        says.alias("says"),
        f.col("text").alias("date"),
        f.col("day").alias("start_earliest"),
        f.col("day").alias("start_latest"),
        f.lit(None).cast("date").alias("end_earliest"),
        f.lit(None).cast("date").alias("end_latest"),
        f.col("rows").cast("bigint").alias("rows"),
    )
    if clash:
        order = "subject, relation, object, role, says, start_earliest, date"
        frame = frame.withColumn(
            "n", f.expr(f"row_number() over (partition by id order by {order})")
        )
        if numbers.reserved is not None:
            frame = frame.join(numbers.reserved, f.col("id") == f.col("taken"), "left")
            also = f.when(f.col("taken").isNotNull(), 1).otherwise(0)
            frame = frame.withColumn("n", f.col("n") + also).drop("taken")
        again = f.concat_ws("-", "id", f.col("n").cast("string"))
        frame = frame.withColumn("id", f.when(f.col("n") > 1, again).otherwise(f.col("id")))
        frame = frame.drop("n")
    return frame.unionByName(_lasting(numbers))


def _lasting(numbers: Numbers) -> Frame:
    f = functions()
    frame = named(numbers.lasting, numbers.relations, "relation", name="name")
    frame = named(frame, numbers.entities, "subject", subject_id="id")
    frame = named(frame, numbers.entities, "object", object_id="id")
    return frame.select(
        "id",
        f.col("subject_id").alias("subject"),
        f.col("name").alias("relation"),
        f.col("object_id").alias("object"),
        *("role", "says", "date", *BOUNDS, "rows"),
    )


def ties(numbers: Numbers, *, mixed: bool) -> Frame:
    """Return who is tied to whom by what: numbers, with ``facts``, ``rows``, ``first``, ``last``.

    ``first`` and ``last`` are the first and the last day on which the facts of the tie may have
    begun; none where they do not say.

    Args:
        numbers: The facts.
        mixed: Whether a relation may have facts of both kinds.
    """
    f = functions()
    key = ("subject", "relation", "object")
    once = numbers.facts.groupBy(*key).agg(
        f.count(f.lit(1)).alias("facts"),
        f.sum("rows").alias("rows"),
        # The order of their numbers is that of the days.
        f.min("date").alias("early"),
        f.max("date").alias("late"),
    )
    once = named(once, numbers.days, "early", first="day")
    once = named(once, numbers.days, "late", last="day")
    columns = (*key, "facts", "rows", "first", "last")
    lasting = numbers.lasting.withColumn("first", f.col("start_earliest"))
    lasting = _summed(lasting.withColumn("last", f.col("start_latest")), key)
    both = once.select(*columns).unionByName(lasting.select(*columns))
    return _summed(both, key) if mixed else both


def _summed(frame: Frame, key: tuple[str, ...]) -> Frame:
    f = functions()
    return frame.groupBy(*key).agg(
        f.sum("facts").cast("bigint").alias("facts"),
        f.sum("rows").cast("bigint").alias("rows"),
        f.min("first").alias("first"),
        f.max("last").alias("last"),
    )


def edges_table(numbers: Numbers, tied: Frame) -> Frame:
    """Return the edges of the graph: all facts of one relation between two entities are one.

    Columns: ``source``, ``target``, ``relation``, ``symmetric``, ``facts``, ``rows``, ``first``,
    ``last``.

    Args:
        numbers: The facts.
        tied: Of `ties`.
    """
    f = functions()
    frame = named(tied, numbers.relations, "relation", name="name", symmetric="symmetric")
    frame = named(frame, numbers.entities, "subject", source="id")
    frame = named(frame, numbers.entities, "object", target="id")
    return frame.select(
        "source", "target", f.col("name").alias("relation"),
        "symmetric", "facts", "rows", "first", "last",
    )  # fmt: skip


def nodes_table(numbers: Numbers, tied: Frame) -> Frame:
    """Return the nodes: ``id``, ``kind``, ``name``, ``out`` and ``in``.

    The last two count the facts of which it is the subject and the object.
    """
    f = functions()
    out = tied.groupBy(f.col("subject").alias("out_of")).agg(f.sum("facts").alias("out"))
    into = tied.groupBy(f.col("object").alias("in_to")).agg(f.sum("facts").alias("in"))
    frame = numbers.entities.join(out, f.col("number") == f.col("out_of"), "left")
    frame = frame.join(into, f.col("number") == f.col("in_to"), "left")
    zero = f.lit(0).cast("bigint")
    return frame.select(
        "id", "kind", "name",
        f.coalesce("out", zero).alias("out"), f.coalesce("in", zero).alias("in"),
    )  # fmt: skip
