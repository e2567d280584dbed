"""benchmarks/streaming.py: what it measures is there."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.streaming import (
    FORMATS,
    Cost,
    made_up,
    measure,
    network_peers,
    our_case,
    rows,
    verdict,
)


@pytest.mark.skipif(not Path("/proc/self/clear_refs").exists(), reason="needs Linux's /proc")
# Python 3.12 warns where the process that forks has threads, as one with a browser may.
@pytest.mark.filterwarnings("ignore:.*use of fork:DeprecationWarning")
def test_costs() -> None:
    """Every export of ours and a peer's writes a file and takes time and memory."""
    graph = made_up(100)
    for case in (*map(our_case, FORMATS), network_peers()[0]):
        cost = measure(case, graph)
        assert cost.cpu > cost.build >= 0
        assert cost.size > 10_000
        assert cost.added >= 0


def test_the_made_up_graph_is_the_same_on_every_run() -> None:
    """Facts of every sort, with parallel ones among them."""
    graph = made_up(200)
    assert graph.view.records == made_up(200).view.records
    kinds = [edge.kind for edge in graph.network.edges()]
    assert any(kind.endswith(" #2") for kind in kinds)
    assert len(kinds) == 180
    stages = {str(edge.columns["stage"]) for edge in graph.network.edges()}
    assert stages == {"in-force", "ended"}


def test_rows_and_verdict() -> None:
    """A peer is compared by its writing alone and with its building; budgets are told by name."""
    found = dict.fromkeys(FORMATS, Cost(2.0, 0.0, 3_000_000, 19_000_000))
    found["csv"] = Cost(2.0, 0.0, 3_000_000, 21_000_000)
    found["networkx GraphML"] = Cost(30.0, 9.0, 4_000_000, 90_000_000)
    cases = [our_case("graphml"), network_peers()[0]]
    assert list(rows(cases, found, 100_000)) == [
        "| graphml | 100000 | 2.0 s | - | 3 MB | 19 MB | - |",
        "| networkx GraphML | 100000 | 30.0 s | 9.0 s | 4 MB | 90 MB | 10.5, 15.0 |",
    ]
    memory, speed = verdict(found, 100_000)
    assert memory.endswith("20 MB added at 100000 facts: missed by csv")
    assert speed.endswith(": met")
