"""The use cases behind the commands: they read, check, export and report, and print nothing."""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from graphkit.errors import BadData, BadOutput
from graphkit.exporters import NAMES, exporter
from graphkit.exporting import STDOUT, Exporter, write_export, write_whole
from graphkit.graph import Graph
from graphkit.layout import FILE, render_layout
from graphkit.loading import read_graph
from graphkit.look import PAPER, Theme
from graphkit.problems import Problem
from graphkit.projections.shapes import STATES
from graphkit.reading.finding import find_entity
from graphkit.seeds.project import FOLDER

EXPORTS = "exports"
#: Every export of a project is called graph, with the suffix of its format.
STEM = "graph"
#: The form in which counts are written, where a format has several.
_FORMS = {"csv": "flat"}
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
class Picture:
    """A still picture that is asked for.

    Attributes:
        format: ``svg`` or ``png``.
        size: Width and height of the paper, in pixels.
        theme: The colours.
        scale: Pixels of a PNG for each of the paper; by default what print asks for.
    """

    format: str
    size: tuple[int, int] = PAPER
    theme: Theme = "light"
    scale: float | None = None


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


def _in_exports(root: Path, name: str, *marks: str) -> Path:
    """Return where an export goes by default, and make the folder if need be."""
    path = default_output(root, name, *marks)
    with contextlib.suppress(OSError):  # writing to it says what is in the way
        path.parent.mkdir(exist_ok=True)
    return path


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
        path = output or _in_exports(opened.root, name, *marks, *filter(None, [variant]))
        first, *others = write_export(chosen, opened.graph, path)
        losses = {what: n for what, n in chosen.losses(opened.graph).items() if n}
        written += [Written(first, chosen, losses), *(Written(one, chosen) for one in others)]
    return written


def aggregate(
    opened: Opened, name: str, output: Path | None = None, *, marks: Sequence[str] = ()
) -> Written:
    """Write counts of facts; as CSV they are one table.

    Args:
        opened: A project whose graph is shaped by a period.
        name: Of a network format.
        output: A file; by default ``graph-MARKS`` in ``exports/``.
        marks: What that name has that the plain export has not.

    Raises:
        BadOutput: The file cannot be written.
    """
    path = output or _in_exports(opened.root, name, *marks)
    (written,) = export(opened, [name], path, variant=_FORMS.get(name, ""))
    return written


def export_page(  # noqa: PLR0913 - one for each option of the command
    opened: Opened,
    output: Path | None = None,
    *,
    texts: Path | None = None,
    since: str = "",
    embed: bool = False,
    focus: str = "",
) -> Written:
    """Write the page as a reader asked for it.

    A page with the words of the passages is for its maker alone, and one for a frame stands in
    another page: by default these two go beside the exports under names of their own, which are
    never committed.

    Args:
        opened: The project.
        output: A file; ``graph.html``, ``graph-private.html`` or ``graph-embed.html`` in
            ``exports/`` by default.
        texts: The folder of the texts, for a page that quotes every passage it points at.
        since: A revision of the project, for a page that tells what changed in the data since.
        embed: Whether the page is for a frame in another one.
        focus: What an entity is called on which the page opens, as `find_entity` reads it.

    Raises:
        BadData: A text is missing or is not the one that was curated.
        BadRevision: The data of the revision has errors.
        GraphkitError: There is no such revision, or none can be read.
        BadOutput: The file cannot be written.
    """
    from graphkit.exporters.html import render_page
    from graphkit.reading.editions import changes_since

    graph = opened.graph
    entity = find_entity(graph.whole, focus).id if focus else ""
    words = _passages(opened, texts) if texts else None
    changes = changes_since(opened.root, since, graph) if since else None

    def render(graph: Graph) -> Iterator[str]:
        return render_page(graph, words, changes=changes, embed=embed, focus=entity)

    page = exporter("html")
    marks = [mark for mark, given in (("private", texts), ("embed", embed)) if given]
    path = output or _in_exports(opened.root, page.name, *marks)
    write_export(dataclasses.replace(page, files={"": render}), graph, path)
    return Written(path, page)


def _passages(opened: Opened, texts: Path) -> Mapping[str, str]:
    """Return the words of every passage that the evidence points at."""
    from graphkit.reading.texts import passages, read_texts

    found, problems = read_texts(opened.graph.whole.sources, texts)
    if problems:
        raise BadData(problems, opened.root)
    return passages(opened.graph.whole.view.records, found)


def export_picture(
    opened: Opened, picture: Picture, output: Path | None = None, *, marks: Sequence[str] = ()
) -> Written:
    """Write a still picture of the view.

    Args:
        opened: The project.
        picture: What is asked for.
        output: A file; ``graph.svg`` or ``graph.png`` in ``exports/`` by default.
        marks: What the name of the file in ``exports/`` has that the plain picture has not.

    Raises:
        BadOutput: The file cannot be written, or has the suffix of another format.
        GraphkitError: A PNG cannot be drawn on this machine.
    """
    from graphkit.exporters.svg import render_svg
    from graphkit.picture.raster import default_scale, render_png

    path = output
    if path is None:
        vector = default_output(opened.root, "svg", *marks)
        path = vector.with_suffix(f".{picture.format}")
        with contextlib.suppress(OSError):  # writing to it says what is in the way
            path.parent.mkdir(exist_ok=True)
    svg = dataclasses.replace(
        exporter("svg"), files={"": lambda graph: render_svg(graph, picture.size, picture.theme)}
    )
    if picture.format == "svg":
        write_export(svg, opened.graph, path)
        return Written(path, svg)
    if path != STDOUT and path.suffix.lower() not in {".png", ""}:
        msg = f"{path} ends in {path.suffix}, but a PNG is written to .png files: name one"
        raise BadOutput(msg)
    width, height = picture.size
    scale = picture.scale or default_scale(width)
    text = "".join(render_svg(opened.graph, picture.size, picture.theme))
    write_whole(path, [render_png(text, round(width * scale), round(height * scale))])
    return Written(path)


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
    exports = export(opened, NAMES)
    folded = dataclasses.replace(opened, graph=opened.graph.shaped(fold=STATES))
    return opened, [layout, *exports, *export(folded, FOLDED, marks=[STATES])]


__all__ = [
    "EXPORTS",
    "STDOUT",
    "Opened",
    "Picture",
    "Written",
    "aggregate",
    "build",
    "default_output",
    "export",
    "export_page",
    "export_picture",
    "open_project",
    "write_layout",
]
