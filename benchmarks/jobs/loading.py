"""Job: load and check a project.

``python -m benchmarks.jobs.loading cached|anew FOLDER``. Where the cache lies is for the
environment to say (XDG_CACHE_HOME).
"""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks.jobs.clock import clocked
from graphkit.cache import using_cache
from graphkit.graph import Graph
from graphkit.loading import read_graph


def _load(folder: Path) -> Graph:
    graph, problems = read_graph(folder)
    if graph is None:
        sys.exit(f"{folder}: {problems[0].message}")
    return graph


if __name__ == "__main__":
    using_cache.set(sys.argv[1] == "cached")
    clocked(lambda: _load(Path(sys.argv[2])))
