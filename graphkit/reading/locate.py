"""Where words stand in the text of a source."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from graphkit.errors import GraphkitError
from graphkit.graph import Graph
from graphkit.identifiers import Locator
from graphkit.problems import Problem, did_you_mean
from graphkit.reading.folding import Folded, fold, words_of
from graphkit.reading.texts import Text, read_text

#: As many words of a search are compared where nothing is found; more would only take longer.
COMPARED = 12
#: How alike two texts are at least that are called near, as in `graphkit.problems.did_you_mean`.
NEAR = 0.6
#: How many characters of the text are shown on each side of a hit.
AROUND = 24


@dataclass(frozen=True, slots=True)
class Hit:
    """A place in a text.

    Attributes:
        at: The paragraph and the stretch.
        words: What stands there.
        context: The same with what is around it.
    """

    at: Locator
    words: str
    context: str

    @property
    def paragraph(self) -> Locator:
        """The whole paragraph."""
        return Locator(self.at.paragraph)


@dataclass(frozen=True, slots=True)
class Located:
    """What a search found.

    Attributes:
        hits: In the order of the text.
        nearest: Where no hit is, the words most like those asked for; none where none are near.
        problem: Where the text is not the one that was curated, so that the places are of
            another text.
    """

    hits: tuple[Hit, ...]
    nearest: Hit | None
    problem: Problem | None


def locate(graph: Graph, folder: Path, source_id: str, words: str) -> Located:
    """Look for words in the text of a source.

    Case, accents, runs of blanks and the kind of quotes and dashes do not matter. Hits that are
    whole words are all that is returned where there are any, else also parts of words.

    Args:
        graph: Whose sources are known.
        folder: The one that holds the texts.
        source_id: The id of a source.
        words: Of one paragraph.

    Raises:
        GraphkitError: There is no such source, it has no text, its text cannot be read, or
            there are no words.
    """
    sources = graph.whole.sources
    source = sources.get(source_id)
    if source is None:
        with_text = [name for name, known in sources.items() if known.text]
        hint = did_you_mean(source_id, with_text) or f"those with a text: {', '.join(with_text)}"
        raise GraphkitError(f'there is no source "{source_id}": {hint.strip()}')
    if source.text is None:
        raise GraphkitError(f"{source_id} has no text: it is known only through other sources")
    if not words.strip():
        raise GraphkitError("there are no words to look for: name some, in quotes")
    text, problem = read_text(source, folder)
    if text is None:
        raise GraphkitError(f"{problem.message}: {problem.hint}" if problem else source_id)
    hits = tuple(find(text, words))
    return Located(hits, None if hits else nearest(text, words), problem)


def find(text: Text, words: str) -> list[Hit]:
    """Return the places of words, in order and without overlaps."""
    wanted = fold(words.strip(), case=False).text.strip()
    if not wanted:
        return []
    found = [
        (number, line, folded, at)
        for number, line in enumerate(text.paragraphs, 1)
        for folded in [fold(line, case=False)]
        for at in _occurrences(folded.text, wanted)
    ]
    whole = [hit for hit in found if _is_whole(hit[2].text, hit[3], hit[3] + len(wanted))]
    return [
        _hit(number, line, folded, at, at + len(wanted))
        for number, line, folded, at in whole or found
    ]


def nearest(text: Text, words: str) -> Hit | None:
    """Return the run of words most like those looked for; the first of several equal ones."""
    asked = fold(words, case=False).text.split()[:COMPARED]
    matcher = difflib.SequenceMatcher(None, autojunk=False)
    matcher.set_seq2(" ".join(asked))
    best, best_ratio = None, NEAR
    for number, line in enumerate(text.paragraphs, 1):
        folded = fold(line, case=False)
        spans = words_of(folded.text)
        for first in range(max(1, len(spans) - len(asked) + 1)):
            run = spans[first : first + len(asked)]
            if not run:
                continue
            start, end = run[0][0], run[-1][1]
            matcher.set_seq1(folded.text[start:end])
            if matcher.real_quick_ratio() > best_ratio and matcher.quick_ratio() > best_ratio:
                ratio = matcher.ratio()
                if ratio > best_ratio:
                    best, best_ratio = _hit(number, line, folded, start, end), ratio
    return best


def _occurrences(text: str, wanted: str) -> Iterator[int]:
    at = text.find(wanted)
    while at >= 0:
        yield at
        at = text.find(wanted, at + len(wanted))


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether a stretch neither begins nor ends inside a word."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (before.isalnum() and text[start].isalnum()) and not (
        after.isalnum() and text[end - 1].isalnum()
    )


def _hit(number: int, line: str, folded: Folded, start: int, end: int) -> Hit:
    """Return the place in the line as it stands of a stretch of the folded one."""
    first, last = folded.starts[start], folded.ends[end - 1]
    # Around the hit only whole words, as far as they fit.
    before, after = line[:first][-AROUND:], line[last:][:AROUND]
    if first > AROUND:
        before = f"… {before.partition(' ')[2]}"
    if len(line) - last > AROUND:
        after = f"{after.rpartition(' ')[0]} …"
    words = line[first:last]
    return Hit(Locator(number, first, last), words, " ".join(f"{before}{words}{after}".split()))
