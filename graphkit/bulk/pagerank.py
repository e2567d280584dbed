"""PageRank by joins alone: L. Page and others, *The PageRank Citation Ranking* (1999).

An entity's rank flows to those it acts upon, in proportion to the number of facts; that of one who
acts upon nobody flows to all alike, as in igraph and NetworkX.
"""

from __future__ import annotations

from graphkit.bulk.frames import Frame, functions
from graphkit.bulk.session import Session

#: The part of the rank that flows; the rest is shared out alike.
DAMPING = 0.85
#: Ranks are found when all of them together change by less in a round.
CLOSE = 1e-10
#: Each round takes DAMPING of the error, so that these are enough from any start.
MOST_ROUNDS = 150


def pagerank(session: Session, nodes: Frame, edges: Frame) -> Frame:
    """Return the rank of each node: ``node`` and ``rank``, which add up to 1.

    Args:
        session: The engine.
        nodes: ``node``, each once.
        edges: ``one``, ``other`` and ``weight``; of two alike the weights are added.
    """
    f = functions()
    count = nodes.count()
    out = edges.groupBy(f.col("one").alias("node")).agg(f.sum("weight").alias("out"))
    shares = edges.join(out, f.col("one") == f.col("node")).select(
        "one", "other", (f.col("weight") / f.col("out")).cast("double").alias("share")
    )
    shares = session.settle(shares.groupBy("one", "other").agg(f.sum("share").alias("share")))
    ends = out.select(f.col("node").alias("acting"))
    start = nodes.join(ends, f.col("node") == f.col("acting"), "left").select(
        "node", f.lit(1 / count).alias("rank"), f.col("acting").isNull().alias("still"),
        f.lit(1.0).alias("change"),
    )  # fmt: skip
    ranks = session.settle(start)
    lost = _still(ranks)
    for _ in range(MOST_ROUNDS):
        ranks = session.settle(_flown(ranks, shares, count, lost))
        row = ranks.agg(
            f.sum("change").alias("change"),
            f.sum(f.when(f.col("still"), f.col("rank")).otherwise(0.0)).alias("lost"),
        ).collect()[0]
        lost = row["lost"]
        if row["change"] < CLOSE:
            break
    return ranks.select("node", "rank")


def _still(ranks: Frame) -> float:
    f = functions()
    total = f.sum(f.when(f.col("still"), f.col("rank")).otherwise(0.0)).alias("lost")
    return float(ranks.agg(total).collect()[0]["lost"])


def _flown(ranks: Frame, shares: Frame, count: int, lost: float) -> Frame:
    """Return the ranks after a round."""
    f = functions()
    given = ranks.select(f.col("node").alias("giver"), f.col("rank").alias("given"))
    flow = shares.join(given, f.col("one") == f.col("giver"))
    flow = flow.groupBy(f.col("other").alias("taker")).agg(
        f.sum(f.col("given") * f.col("share")).alias("flow")
    )
    base = (1 - DAMPING) / count + DAMPING * lost / count
    new = f.lit(base) + f.lit(DAMPING) * f.coalesce("flow", f.lit(0.0))
    return ranks.join(flow, f.col("node") == f.col("taker"), "left").select(
        "node", new.alias("rank"), "still", f.abs(new - f.col("rank")).alias("change")
    )
