"""The use cases behind the commands: they read, check, export and report, and print nothing."""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import Mapping, Sequence
from pathlib import Path

from graphkit.errors import BadData
from graphkit.exporters import EXPORTERS, exporter
from graphkit.exporters.html import render_page
from graphkit.exporting import STDOUT, Exporter, write_export, write_whole
from graphkit.graph import Graph, read_graph
from graphkit.layout import FILE, render_layout
from graphkit.problems import Problem
from graphkit.projections.shapes import STATES
from graphkit.reading.texts import passages, read_texts
from graphkit.seeds.project import FOLDER

EXPORTS = "exports"
#: Every export of a project is called graph, with the suffix of its format.
STEM = "graph"
#: The formats that ``build`` also writes folded to states.
FOLDED = ("graphml",)


@dataclasses.dataclass(frozen=True, slots=True)
class Opened:
    """A project that can be exported.

    Attributes:
        root: Its folder.
        graph: What it holds.
        warnings: The problems that block nothing.
    """

    root: Path
    graph: Graph
    warnings: tuple[Problem, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Written:
    """One file that was written.

    Attributes:
        path: Where it is.
        exporter: Its format; none for the layout.
        losses: What the format could not carry, only where there is any; with the first file
            of a format that has several.
    """

    path: Path
    exporter: Exporter | None = None
    losses: Mapping[str, int] = dataclasses.field(default_factory=dict)


def open_project(root: Path) -> Opened:
    """Read and check a project.

    Raises:
        NoProject: The folder is none.
        BadData: The data has errors; nothing is written then.
    """
    graph, problems = read_graph(root)
    if graph is None:
        raise BadData(problems, root)
    return Opened(root, graph, problems)


def default_output(root: Path, name: str, *marks: str) -> Path:
    """Return where an export of a project goes unless told otherwise.

    Args:
        root: The folder of the project.
        name: Of the format.
        marks: What tells this file from the plain export, such as ``states``.
    """
    return root / EXPORTS / f"{'-'.join((STEM, *marks))}{exporter(name).suffix}"


def export(
    opened: Opened,
    names: Sequence[str],
    output: Path | None = None,
    *,
    marks: Sequence[str] = (),
    variant: str = "",
) -> list[Written]:
    """Write exports of a project.

    Args:
        opened: The project.
        names: Of formats.
        output: A file, for one format; by default each goes into ``exports/``, which is
            made where it is missing.
        marks: What the name of a file in ``exports/`` has that the plain export has not.
        variant: Another form of the format; empty for the usual one.

    Raises:
        BadOutput: A file cannot be written.
    """
    written: list[Written] = []
    for name in names:
        chosen = exporter(name).variant(variant) if variant else exporter(name)
        path = output
        if path is None:
            path = default_output(opened.root, name, *marks, *filter(None, [variant]))
            with contextlib.suppress(OSError):  # writing to it says what is in the way
                path.parent.mkdir(exist_ok=True)
        first, *others = write_export(chosen, opened.graph, path)
        losses = {what: n for what, n in chosen.losses(opened.graph).items() if n}
        written += [Written(first, chosen, losses), *(Written(one, chosen) for one in others)]
    return written


def export_private(opened: Opened, texts: Path, output: Path | None = None) -> Written:
    """Write the page with the words of every passage that its evidence points at.

    Such a page is for its maker alone and is no export of the project: by default it goes
    beside them under a name of its own, which is never committed.

    Args:
        opened: The project.
        texts: The folder of the texts.
        output: A file; ``exports/graph-private.html`` by default.

    Raises:
        BadData: A text is missing or is not the one that was curated.
        BadOutput: The file cannot be written.
    """
    graph = opened.graph
    found, problems = read_texts(graph.whole.sources, texts)
    if problems:
        raise BadData(problems, opened.root)
    page = exporter("html")
    path = output or opened.root / EXPORTS / f"{STEM}-private{page.suffix}"
    if output is None:
        with contextlib.suppress(OSError):  # writing to it says what is in the way
            path.parent.mkdir(exist_ok=True)
    words = passages(graph.whole.view.records, found)
    quoting = dataclasses.replace(page, files={"": lambda graph: render_page(graph, words)})
    write_export(quoting, graph, path)
    return Written(path, page)


def write_layout(opened: Opened, *, fresh: bool = False) -> Written:
    """Store a place for every node beside the facts.

    Args:
        opened: The project.
        fresh: Whether to forget the stored places; otherwise what has one keeps it.
    """
    graph = opened.graph.without_positions() if fresh else opened.graph
    path = opened.root / FOLDER / FILE
    write_whole(path, [render_layout(graph.positions)])
    return Written(path)


def build(root: Path) -> tuple[Opened, list[Written]]:
    """Check a project, store its layout and write every export.

    Raises:
        BadData: The data has errors; nothing is written then.
    """
    opened = open_project(root)
    layout = write_layout(opened)
    opened = dataclasses.replace(opened, graph=opened.graph.with_layout())
    exports = export(opened, [chosen.name for chosen in EXPORTERS])
    folded = dataclasses.replace(opened, graph=opened.graph.shaped(fold=STATES))
    return opened, [layout, *exports, *export(folded, FOLDED, marks=[STATES])]


__all__ = [
    "EXPORTS",
    "STDOUT",
    "Opened",
    "Written",
    "build",
    "default_output",
    "export",
    "export_private",
    "open_project",
    "write_layout",
]
