"""What was not taken from Wikidata: counted by reason, with the first places of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

#: How many places of a reason are kept.
SAMPLES = 3
_LONGEST = 120


class Spot(NamedTuple):
    """A line of a file: its name without a folder, and the number of the line from 1."""

    file: str
    line: int

    def __str__(self) -> str:
        """Return ``file:line``."""
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason with how often it was met.

    Attributes:
        code: One of `graphkit.importers.wikidata.terms.REASONS`.
        detail: What it was about, such as the class or the property; empty where that varies.
        count: How often.
        samples: The first few, each with its place.
    """

    code: str
    detail: str
    count: int
    samples: tuple[str, ...]


class LeftOut:
    """What was not taken, counted while it is met."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._counts: Counter[tuple[str, str]] = Counter()
        self._samples: dict[tuple[str, str], list[str]] = {}

    def add(self, code: str, spot: Spot, text: str = "", *, detail: str = "") -> None:
        """Count one; its place is kept if it is among the first of its reason and detail."""
        key = (code, detail)
        self._counts[key] += 1
        samples = self._samples.setdefault(key, [])
        if len(samples) < SAMPLES:
            short = text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
            samples.append(f"{spot}: {short}" if short else str(spot))

    def count(self, code: str) -> int:
        """Return how often a reason was met, whatever the detail."""
        return sum(count for (name, _), count in self._counts.items() if name == code)

    def reasons(self) -> Iterator[Reason]:
        """Yield each reason by its code; of one code the more frequent details first."""
        for key in sorted(self._counts, key=lambda key: (key[0], -self._counts[key], key[1])):
            yield Reason(*key, self._counts[key], tuple(self._samples[key]))
