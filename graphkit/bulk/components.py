"""Connected components, by joins alone.

The two steps are those of R. Kiveris and others, *Connected Components in MapReduce and Beyond*
(SoCC 2014): edges are turned to the smallest neighbour, first from the larger ends and then from
the smaller ones, until every entity hangs on the smallest of its component. That takes a number of
rounds of the order of log² of the entities, however long the paths are.
"""

from __future__ import annotations

from graphkit.bulk.frames import Frame, functions
from graphkit.bulk.session import Session
from graphkit.errors import GraphkitError

#: More rounds than any graph takes that fits on a disk.
MOST_ROUNDS = 100


def components(session: Session, nodes: Frame, edges: Frame) -> Frame:
    """Return the component of each node: ``node`` and ``component``, its smallest node.

    Args:
        session: The engine.
        nodes: ``node``, each once.
        edges: ``one`` and ``other``, in any direction and as often as one likes.
    """
    f = functions()
    pairs = edges.filter(f.col("one") != f.col("other")).select(
        f.greatest("one", "other").alias("one"), f.least("one", "other").alias("other")
    )
    pairs = session.settle(pairs.distinct())
    before = _sum(pairs)
    for _ in range(MOST_ROUNDS):
        pairs = session.settle(_small_star(_large_star(pairs)))
        after = _sum(pairs)
        if after == before:
            # Every node but the smallest of a component is one end of a pair with that one.
            stars = pairs.select(f.col("one").alias("linked"), f.col("other").alias("smallest"))
            found = nodes.join(stars, f.col("node") == f.col("linked"), "left")
            return found.select("node", f.coalesce("smallest", "node").alias("component"))
        before = after
    raise GraphkitError(f"the components were not found in {MOST_ROUNDS} rounds: report this")


def _large_star(pairs: Frame) -> Frame:
    """Hang the larger neighbours of each node on the smallest of it and its neighbours."""
    f = functions()
    both = pairs.unionByName(pairs.select(f.col("other").alias("one"), f.col("one").alias("other")))
    smallest = both.groupBy(f.col("one").alias("node")).agg(f.min("other").alias("least"))
    smallest = smallest.select("node", f.least("node", "least").alias("least"))
    joined = both.join(smallest, f.col("one") == f.col("node"))
    kept = joined.filter(f.col("other") > f.col("one"))
    return kept.select(f.col("other").alias("one"), f.col("least").alias("other")).distinct()


def _small_star(pairs: Frame) -> Frame:
    """Hang each node and its smaller neighbours on the smallest of these."""
    f = functions()
    turned = pairs.select(
        f.greatest("one", "other").alias("one"), f.least("one", "other").alias("other")
    )
    smallest = turned.groupBy(f.col("one").alias("node")).agg(f.min("other").alias("least"))
    joined = turned.join(smallest, f.col("one") == f.col("node"))
    neighbours = joined.select(f.col("other").alias("one"), f.col("least").alias("other"))
    selves = smallest.select(f.col("node").alias("one"), f.col("least").alias("other"))
    return neighbours.unionByName(selves).filter(f.col("one") != f.col("other")).distinct()


def _sum(pairs: Frame) -> tuple[int, int]:
    """Return what changes while anything does: how many pairs there are, and a sum of them."""
    f = functions()
    total = f.sum(f.xxhash64("one", "other").cast("decimal(20,0)"))
    row = pairs.agg(f.count(f.lit(1)).alias("rows"), total.alias("total")).collect()[0]
    return row["rows"], int(row["total"] or 0)
