"""The rows that are left out: how many, and some of them with their places.

An engine reads a file at many places at once and knows no numbers of rows. It gives the first lines
in the order of the alphabet, which are the same on every run, and they are looked for in the file.
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from graphkit.bulk.facts import REASON, SAMPLE, read_rules
from graphkit.bulk.frames import functions
from graphkit.bulk.rows import LINE, Tables, names, read_frame
from graphkit.bulk.session import Session
from graphkit.bulk.words import FAULTS, Rules
from graphkit.importers.event_rows import SAMPLES, LeftOut
from graphkit.mapping import Mapping as TableMapping

#: In how many files samples are looked for.
FILES = 20
#: What an engine gives: the line, the reason, and what stands there.
_Sample = tuple[str, str, str]


def see_left_out(
    started: Session,
    tables: Tables,
    mapping: TableMapping,
    rules: Sequence[Rules],
    counts: Mapping[str, int],
) -> dict[str, LeftOut]:
    """Return what is left out by reason, with samples, which are looked for file by file.

    Args:
        started: The engine.
        tables: What was read.
        mapping: What it means.
        rules: What each rule needs.
        counts: How many rows are left out, by reason.
    """
    f = functions()
    samples: dict[str, list[tuple[str, str]]] = {reason: [] for reason in counts}
    for path in tables.paths[:FILES]:
        wanted = [reason for reason, found in samples.items() if len(found) < SAMPLES]
        if not wanted:
            break
        frame = read_frame(started, dataclasses.replace(tables, paths=(path,)), mapping, lines=True)
        said = read_rules(started, frame, rules, names(mapping), samples=True)
        found = []
        for reason in wanted:
            rows = said.filter(f.col(REASON) == FAULTS.index(reason)).select(LINE, SAMPLE)
            rows = rows.orderBy(LINE, SAMPLE).limit(SAMPLES).collect()
            found += [(row[LINE], reason, row[SAMPLE]) for row in rows]
        for place, reason, text in _placed(path, found, tables.form):
            samples[reason].append((place, text))
    return {reason: LeftOut(number, samples[reason][:SAMPLES]) for reason, number in counts.items()}


def _placed(path: Path, found: Sequence[_Sample], form: str) -> Iterator[tuple[str, str, str]]:
    """Yield samples with their places, in the order of the file."""
    if form == "parquet":
        yield from ((path.name, reason, text) for _, reason, text in found)
        return
    # Of lines that are alike each is a sample of its own.
    wanted: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for line, reason, text in found:
        wanted[line][reason].append(text)
    with path.open(encoding="utf-8-sig", newline="") as stream:
        for number, raw in enumerate(stream, 1):
            reasons = wanted.get(line := raw.rstrip("\r\n"))
            if reasons is None:
                continue
            for reason in list(reasons):
                yield f"{path.name}:{number}", reason, reasons[reason].pop(0)
                if not reasons[reason]:
                    del reasons[reason]
            if not reasons:
                del wanted[line]
                if not wanted:
                    return
