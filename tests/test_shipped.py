"""The shipped project: free of problems, with the labels it is known by, its exports fresh.

Two builds are equal byte for byte, whatever the hash seed, the time zone, the locale and the
names of the files.
"""

from __future__ import annotations

import functools
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from graphkit.exporters import EXPORTERS
from graphkit.layout import render_layout
from graphkit.loading import read_graph
from graphkit.resources import example_folder
from tests.samples import shipped, shipped_files


@functools.cache
def _root() -> Path:
    return example_folder()


# ------------------------------------------------------------------------ the seeds


def test_no_problem_at_all() -> None:
    """Neither an error nor a warning: what we ship is an example to follow."""
    graph, problems = read_graph(_root())
    assert problems == ()
    assert graph is not None


def test_how_much_there_is() -> None:
    """Five texts were read, and at least forty entries of facts were written from them."""
    graph = shipped()
    texts = [source for source in graph.sources.values() if source.text]
    assert len(texts) == 5
    entries = {item.origin.place for item in graph.facts()}
    assert len(entries) >= 40
    assert len(graph.disputes) >= 1


def test_the_line_of_counts() -> None:
    """The line that `render` ends with counts what is there."""
    graph = shipped()
    records = graph.view.records
    assert graph.summary == (
        f"{len(records.entities)} entities, {len(records.facts)} facts, "
        f"{len(records.sources)} sources, {len(records.disputes)} disputes"
    )


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("kazakhstan-recognized-israel", "recognized Israel 1992"),
        ("kazakhstan-joined-abraham-accords", "joined Accords 2025 (announced)"),
        ("united-arab-emirates-joined-abraham-accords", "joined Accords 2020"),
        ("bahrain-joined-abraham-accords", "joined Accords 2020"),
        ("morocco-joined-abraham-accords", "joined Accords 2020"),
        ("saudi-arabia-joined-abraham-accords", "joined Accords (conditional)"),
        ("kazakhstan-population", "population about 20,000,000"),
    ],
)
def test_labels_of_weight(name: str, label: str) -> None:
    """What readers look at first is labelled as the sources have it."""
    graph = shipped()
    found = graph.label(graph.fact(name))
    if name == "kazakhstan-population":
        assert found.startswith(label)
    else:
        assert found == label


def test_what_is_not_done_is_not_stored_as_done() -> None:
    """Nobody whose accession is only sought or expected has a direct triple for it."""
    graph = shipped()
    holding = {item.subject for item in graph.facts(relation="joined", holds=True)}
    assert {"united-arab-emirates", "bahrain", "morocco", "kazakhstan"} <= holding
    assert not {"saudi-arabia", "syria", "azerbaijan", "uzbekistan"} & holding


def test_every_piece_of_evidence_of_a_text_has_its_place() -> None:
    """Whoever reads a line of ours can find the paragraph it rests on."""
    graph = shipped()
    for item in graph.facts():
        for stage in item.stages:
            assert stage.evidence, item.id
            for evidence in stage.evidence:
                assert evidence.at or not graph.sources[evidence.source].text


# ------------------------------------------------------------------------ the committed files

_NOT_COMMITTED = tuple(made.suffix for made in EXPORTERS if not made.committed)


@pytest.mark.parametrize("name", shipped_files())
def test_the_committed_exports_are_fresh(name: str) -> None:
    """What lies in exports/ is what `build` writes now; otherwise: run `make build`."""
    if not name.endswith(_NOT_COMMITTED):
        path = _root() / "exports" / name
        assert path.read_bytes() == shipped_files()[name], "stale: run make build"


def test_the_committed_layout_is_fresh() -> None:
    """Every node has its stored place, and no other is in the file."""
    path = _root() / "seeds" / "layout.json"
    assert path.read_bytes() == render_layout(shipped().positions).encode("utf-8")


# ------------------------------------------------------------------------ determinism

_BUILD = """
import sys
from pathlib import Path
from graphkit.build import build
build(Path(sys.argv[1]))
"""


def _copy(folder: Path, seed: int) -> Path:
    """Copy the seeds and give every file another name in another folder, the layout aside."""
    root = folder / f"copy-{seed}"
    source = random.Random(seed)  # noqa: S311 - an order, no secret
    seeds = _root() / "seeds"
    for number, path in enumerate(sorted(seeds.rglob("*.yaml"))):
        place = root / "seeds" / source.choice(["", "b", "a/z"])
        place.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, place / f"{source.randrange(10**6):06}-{number}.yaml")
    shutil.copyfile(seeds / "layout.json", root / "seeds" / "layout.json")
    return root


def _build(root: Path, **environment: str) -> dict[str, bytes]:
    """Build in a process of its own and return its files by name."""
    done = subprocess.run(
        [sys.executable, "-X", "dev", "-W", "error", "-c", _BUILD, str(root)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **environment},
    )
    assert done.returncode == 0, done.stderr
    files = [*(root / "exports").iterdir(), root / "seeds" / "layout.json"]
    return {path.name: path.read_bytes() for path in files}


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Return the files of one build."""
    folder = tmp_path_factory.mktemp("first")
    return _build(_copy(folder, 1), PYTHONHASHSEED="1", TZ="UTC", LC_ALL="C.UTF-8")


def test_a_build_is_what_is_committed(first: dict[str, bytes]) -> None:
    """The build of a copy gives the very bytes of the exports in this process."""
    for name, expected in shipped_files().items():
        assert first[name] == expected, name
    assert set(first) == {*shipped_files(), "layout.json"}


@pytest.mark.parametrize(
    ("seed", "zone", "locale"),
    [("2", "Pacific/Kiritimati", "C"), ("random", "America/Anchorage", "tr_TR.UTF-8")],
)
def test_builds_elsewhere_are_equal(
    first: dict[str, bytes], tmp_path: Path, seed: str, zone: str, locale: str
) -> None:
    """Other hash seed, time zone, locale and file names: the same bytes."""
    again = _build(
        _copy(tmp_path, len(zone)), PYTHONHASHSEED=seed, TZ=zone, LC_ALL=locale, LANG=locale
    )
    assert again == first
