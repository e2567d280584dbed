"""A project to Turtle and GraphML with graphkit: ``our_stack.py FOLDER OUTPUT FACTS``.

It fails where the project has not as many facts as it was told. See ``usual_stack.py``.
"""

from __future__ import annotations

import sys
from pathlib import Path

import graphkit
from graphkit.exporters import exporter
from graphkit.exporting import write_export

graph = graphkit.load(sys.argv[1])
if sum(1 for _ in graph.facts()) != int(sys.argv[3]):
    sys.exit(f"{sys.argv[1]} has not {sys.argv[3]} facts")
for name in ("turtle", "graphml"):
    made = exporter(name)
    write_export(made, graph, Path(sys.argv[2]) / f"ours{made.suffix}")
