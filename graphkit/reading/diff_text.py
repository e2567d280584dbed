"""A difference as a text for readers and as rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from graphkit.reading import document, wording
from graphkit.reading.diff import EVIDENCE, Change, Difference, Kind, Others, Standing
from graphkit.reading.document import Line
from graphkit.reading.wording import counted, dotted

COLUMNS = ("what", "change", "name", "before", "after", "lost", "gained", "id")
#: The heading of each kind of change, in the order of the text.
_HEADINGS = {
    Kind.MOVED: "Moved to another stage",
    Kind.CAME: "Came",
    Kind.ENDED: "Ended",
    Kind.VANISHED: "Vanished",
    Kind.CERTAIN: "Became certain",
    Kind.UNCERTAIN: "Became uncertain",
    Kind.EDITED: "At the same stage, with other details",
}
_REPORTED = "Certain from the first report on, undated in the sources"
#: The same for one fact and for several.
_SUMMARY = {
    Kind.MOVED: ("moved to another stage",) * 2,
    Kind.CAME: ("came",) * 2,
    Kind.ENDED: ("ended",) * 2,
    Kind.VANISHED: ("vanished",) * 2,
    Kind.CERTAIN: ("became certain",) * 2,
    Kind.UNCERTAIN: ("became uncertain",) * 2,
    Kind.EDITED: ("has other details at the same stage", "have other details at the same stage"),
}
_OTHERS = (("disputes", "dispute"), ("entities", "entity"), ("sources", "source"))


def lines(found: Difference, title: str) -> Iterator[Line]:
    """Yield the difference as a text."""
    yield document.title(title)
    yield document.text(summary(found))
    for kind, heading in _HEADINGS.items():
        yield from _part(heading, [c for c in found.of(kind) if not _is_reported(c)])
    yield from _part(_REPORTED, [c for c in found.of(Kind.CERTAIN) if _is_reported(c)])
    for name, one in _OTHERS:
        yield from _others(getattr(found, name), one, name)


def _part(heading: str, changes: Sequence[Change]) -> Iterator[Line]:
    if changes:
        yield document.heading(f"{heading} ({len(changes)})")
    for change in changes:
        yield document.item(sentence(change))
        for words in _told(change):
            yield document.item(words, 1)


def summary(found: Difference) -> str:
    """Return a difference in a few short sentences."""
    if not found:
        return "Nothing changed."
    parts: list[str] = []
    for kind, (one, many) in _SUMMARY.items():
        number = len(found.of(kind))
        if number:
            what = number if parts else counted(number, "fact")
            parts.append(f"{what} {one if number == 1 else many}")
    others = (_other_words(getattr(found, name), one, name) for name, one in _OTHERS)
    return " ".join([f"{wording.listed(parts) or 'No fact changed'}.", *filter(None, others)])


def _other_words(others: Others, one: str, many: str) -> str:
    """Return how many came, went or changed: ``1 new dispute.``; of disputes also none."""
    words = [
        counted(len(ids), f"{word} {one}", f"{word} {many}") for word, ids in _kinds(others) if ids
    ]
    if words:
        return f"{wording.listed(words)}."
    return "No dispute came or went." if one == "dispute" else ""


def _kinds(others: Others) -> tuple[tuple[str, Mapping[str, str]], ...]:
    return (("new", others.new), ("removed", others.removed), ("edited", others.edited))


def sentence(change: Change) -> str:
    """Return a change of a fact in words: ``…: moved from announced to signed``."""
    before, after = change.before, change.after
    if before is None or after is None:
        gone = "was " if after is None else ""
        return f"{change.title}: {gone}{full(after or before)}"
    told = {
        Kind.MOVED: f"moved from {before.words} to {full(after)}",
        Kind.ENDED: f"moved from {before.words} to {full(after)}",
        Kind.CERTAIN: f"now certainly {full(after)}",
        Kind.UNCERTAIN: f"now only {full(after)}",
        Kind.EDITED: _edited(before, after),
    }
    return f"{change.title}: {told[change.kind]}"


def _edited(before: Standing, after: Standing) -> str:
    if before.deprecated != after.deprecated:
        return "withdrawn by the curators" if after.deprecated else "stood by again"
    if (before.words, before.when) == (after.words, after.when):
        return full(after)
    return f"before, {full(before)}; now, {full(after)}"


def full(standing: Standing | None) -> str:
    """Return how a fact stands, since when: ``announced by Donald Trump · 2025-11-06``."""
    return dotted(standing.words, standing.when) if standing else ""


def _is_reported(change: Change) -> bool:
    """Whether a fact only counts from its report on: it may have begun at any time before."""
    after = change.after
    return change.kind is Kind.CERTAIN and after is not None and not after.dated


def _told(change: Change) -> Iterator[str]:
    """Yield what changed in what is written, passages of one stage in one line."""
    if change.before is None or change.after is None:
        # Its sentence tells the rest.
        texts = [text for text in (*change.lost, *change.gained) if text.startswith(EVIDENCE)]
        yield from _merged(texts, set())
        return
    lost, gained = ({_where(text) for text in side} for side in (change.lost, change.gained))
    yield from (f"no longer {text}" for text in _merged(change.lost, gained))
    yield from (f"new {text}" for text in _merged(change.gained, lost))


def _merged(texts: Iterable[str], both: set[str]) -> Iterator[str]:
    """Yield texts; passages of which all is new or all is gone are told by their place alone."""
    places: dict[str, dict[str, list[str]]] = {}
    for text in texts:
        where = _where(text)
        if not text.startswith(EVIDENCE) or where in both:
            yield text
            continue
        stage, _, passage = where.partition(": ")
        source, _, place = passage.partition(" ")
        places.setdefault(stage, {}).setdefault(source, []).append(place)
    for stage, sources in places.items():
        found = (
            f"{source} {', '.join(dict.fromkeys(at))}".strip() for source, at in sources.items()
        )
        yield f"{stage}: {'; '.join(found)}"


def _where(text: str) -> str:
    return text.partition(wording.DOT)[0]


def _others(others: Others, one: str, many: str) -> Iterator[Line]:
    if others:
        yield document.heading(many.capitalize())
    for word, ids in _kinds(others):
        for identifier, name in ids.items():
            yield document.item(f"{word} {one}: {name} ({identifier})")


# ------------------------------------------------------------------------ rows


def rows(found: Difference) -> Iterator[tuple[str, ...]]:
    """Yield one row of `COLUMNS` for each thing that changed, facts first."""
    for change in found.facts:
        yield (
            "fact",
            change.kind.value,
            change.title,
            full(change.before),
            full(change.after),
            "; ".join(change.lost),
            "; ".join(change.gained),
            change.fact,
        )
    for many, one in _OTHERS:
        others: Others = getattr(found, many)
        for word, ids in _kinds(others):
            for identifier, name in ids.items():
                yield (one, word, name, "", "", "", "", identifier)
