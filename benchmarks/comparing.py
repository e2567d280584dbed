"""The run of all stages that ``everything.py`` starts: it prints, and keeps, what each found."""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from benchmarks.budgets import verdicts
from benchmarks.called import sparql, the_page
from benchmarks.exports import exports
from benchmarks.from_tables import from_tables
from benchmarks.growth import GROWTH, drawn
from benchmarks.measuring import Figure
from benchmarks.memory import need_linux
from benchmarks.peers import FOLDER, Environments
from benchmarks.reading import loading, reading_yaml
from benchmarks.results import save, saved
from benchmarks.samples import samples
from benchmarks.stages import Section, Settings, Stage
from benchmarks.starting import from_yaml, starting

SIZES, QUICK = (150, 10_000, 100_000), (150, 1_000)
HEADING = "## Budgets"
STAGES: Mapping[str, Stage] = {
    "start": starting,
    "yaml": reading_yaml,
    "loading": loading,
    "exports": exports,
    "tables": from_tables,
    "whole": from_yaml,
    "sparql": sparql,
    "page": the_page,
}

_ABOUT = """\
`python benchmarks/everything.py`, {day}. The figures of a line are of one run, that of its table
above, at the largest made-up project unless it says otherwise. Seconds are CPU, but for those of
the page, which are a reader's.

![How cost grows with the number of facts](growth.svg)"""


def run(stages: Mapping[str, Stage], settings: Settings) -> Iterator[Section]:
    """Yield the section of each stage, as it is done."""
    for name, stage in stages.items():
        print(f"stage: {name}", file=sys.stderr)
        yield stage(settings)


def machine() -> str:
    """Return on what it ran."""
    return (
        f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} processors, "
        f"load {os.getloadavg()[0]:.1f} as it ended"
    )


def budgets(figures: list[Figure], settings: Settings) -> str:
    """Return the lines about the budgets and about what is missing."""
    largest = [sample for sample in settings.samples if sample.is_made_up][-1]
    earlier = saved(HEADING)
    lines = [machine(), "", *verdicts(figures, largest.name, largest.facts, earlier)]
    if missing := settings.environments.missing():
        lines += ["", f"Missing peers: {', '.join(missing)} (`python benchmarks/peers.py`)"]
    return "\n".join(lines)


def main() -> None:
    """Print the results, and keep them if asked to."""
    parser = argparse.ArgumentParser(description="Every stage beside its peers.")
    parser.add_argument("--save", action="store_true", help="put the results into RESULTS.md")
    parser.add_argument(
        "--quick", action="store_true", help="150 and 1,000 made-up facts, one run each"
    )
    parser.add_argument("--runs", type=int, default=3, help="of each case; 3 by default")
    parser.add_argument("--stages", nargs="+", choices=STAGES, default=list(STAGES))
    parser.add_argument("--folder", type=Path, default=FOLDER, help="of the peers")
    options = parser.parse_args()
    need_linux()
    if shutil.which("graphkit", path=str(Path(sys.executable).parent)) is None:
        sys.exit(
            "there is no graphkit beside this Python: install the project into its environment"
        )
    chosen = {name: stage for name, stage in STAGES.items() if name in options.stages}
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        settings = Settings(
            list(
                samples(
                    QUICK if options.quick else SIZES,
                    home / "samples",
                    real=not options.quick,
                )
            ),
            1 if options.quick else options.runs,
            Environments(options.folder),
            home,
        )
        for section in run(chosen, settings):
            text = "\n".join(section.lines)
            print(f"{section.heading}\n\n{text}\n", flush=True)
            figures += section.figures
            if options.save:
                save(section.heading, section.about, text)
        text = budgets(figures, settings)
        print(f"{HEADING}\n\n{text}")
    if options.save:
        save(HEADING, _ABOUT, text)
    # The picture has panels of all stages.
    if options.save and len(chosen) == len(STAGES):
        GROWTH.write_text(drawn(figures), encoding="utf-8")


if __name__ == "__main__":
    main()
