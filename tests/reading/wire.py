"""The small project with a text of its own: what its one article says, paragraph by paragraph."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

import graphkit
from graphkit.graph import Graph
from tests.projects import SMALL, write_project

#: p7 and p8 have nothing to curate, p6 stands in a dispute, the others are evidence of facts.
WIRE = (
    "Trump: Kazakhstan is to join the Abraham Accords",
    "Kazakhstan will soon be in the Accords, Kassym-Jomart Tokayev told us.",
    "Israel\u2019s seat in the Abraham Accords is empty.",
    "Donald Trump called Kassym-Jomart Tokayev, and both were glad.",
    "Some 20 million people live in Kazakhstan.",
    "The pen lies on the table, and nobody has used it.",
    "By our staff",
    "Menu",
    "Kazakhstan recognized Israel in 1992.",
    "Kazakhstan has full relations with Israel.",
)
LEFT_OUT = "{p7: byline, p8: menu}"
#: For replacing: an entry of facts.yaml with the places of evidence that tests move.
RECOGNITION = "{source: wire-report, at: p9}"


def write_wire(
    folder: Path,
    changes: Mapping[str, str] | None = None,
    text: Sequence[str] = WIRE,
    left_out: str = LEFT_OUT,
) -> tuple[Path, Path]:
    """Write the project and its text.

    Args:
        folder: An empty one.
        changes: What to replace in the seeds, and by what; each must be there.
        text: The paragraphs.
        left_out: What ``left_out:`` holds.

    Returns:
        The folders of the project and of the texts.
    """
    texts = folder / "texts"
    texts.mkdir()
    data = "\n\n".join(text).encode("utf-8")
    (texts / "wire.txt").write_bytes(data)
    seeds = dict(SMALL)
    digest = hashlib.sha256(data).hexdigest()
    written = f"{{file: wire.txt, sha256: {digest}}}\n    left_out: {left_out}"
    head, _, tail = seeds["sources.yaml"].partition("{file: wire.txt")
    seeds["sources.yaml"] = f"{head}{written}{tail.partition('}')[2]}"
    for old, new in {"p4:0-20": "p4:0-41", **(changes or {})}.items():
        assert any(old in seed for seed in seeds.values()), old
        seeds = {name: seed.replace(old, new) for name, seed in seeds.items()}
    return write_project(folder / "project", seeds), texts


def load_wire(
    folder: Path,
    changes: Mapping[str, str] | None = None,
    text: Sequence[str] = WIRE,
    left_out: str = LEFT_OUT,
) -> tuple[Graph, Path]:
    """Return the project of `write_wire` as a graph, and the folder of its text."""
    root, texts = write_wire(folder, changes, text, left_out)
    return graphkit.load(root), texts
