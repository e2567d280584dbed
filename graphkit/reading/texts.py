"""The texts of the sources, which are named in a project and not part of it.

A folder given to a command holds them under the names in ``text:``. A text that is not the one
that was curated, byte for byte, proves nothing: its locators may point anywhere.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from graphkit.errors import GraphkitError
from graphkit.identifiers import Locator, paragraphs
from graphkit.model import Records, Source
from graphkit.problems import Place, Problem


@dataclass(frozen=True, slots=True)
class Text:
    """The text of one source.

    Attributes:
        source: Its id.
        paragraphs: The lines that are not blank, as they stand; p1 is the first.
    """

    source: str
    paragraphs: Sequence[str]

    def passage(self, at: Locator) -> str | None:
        """Return the words that a locator points at; none where it is past the end."""
        if self.past_end(at):
            return None
        return self.paragraphs[at.paragraph - 1][at.start : at.end]

    def past_end(self, at: Locator) -> str:
        """Say how a locator misses the text; an empty text where it does not."""
        count = len(self.paragraphs)
        if at.paragraph > count:
            last = f"whose last paragraph is p{count}" if count else "whose text is empty"
            return f"{at} is past the end of {self.source}, {last}"
        length = len(self.paragraphs[at.paragraph - 1])
        if at.end is not None and at.end > length:
            return f"{at} is past the end: that paragraph of {self.source} has {length} characters"
        return ""

    def past_end_problem(self, place: Place, at: Locator) -> Problem:
        """Return the problem of a locator that misses the text."""
        hint = f'find the passage again with: graphkit locate {self.source} "words of it"'
        return Problem(place, "locator-past-end", self.past_end(at), hint)


def read_texts(
    sources: Mapping[str, Source], folder: Path
) -> tuple[dict[str, Text], list[Problem]]:
    """Read the text of every source that has one.

    Returns:
        The texts that are those which were curated, by the id of their source; and a problem
        for each of the others.

    Raises:
        GraphkitError: There is no such folder.
    """
    if not folder.is_dir():
        raise GraphkitError(f"{folder} is no folder: name the one that holds the texts")
    texts: dict[str, Text] = {}
    problems: list[Problem] = []
    for source in sources.values():
        if source.text is None:
            continue
        text, problem = read_text(source, folder)
        if problem:
            problems.append(problem)
        elif text:
            texts[source.id] = text
    return texts, problems


def passages(records: Records, texts: Mapping[str, Text]) -> dict[str, str]:
    """Return the words that evidence points at, by ``source locator``, such as ``unn p3``.

    Args:
        records: With the evidence.
        texts: By the id of their source; evidence in other sources has no words here.
    """
    found: dict[str, str] = {}
    for item in records.evidence():
        words = texts[item.source].passage(item.at) if item.at and item.source in texts else None
        if words:
            found[f"{item.source} {item.at}"] = words.strip()
    return dict(sorted(found.items()))


def read_text(source: Source, folder: Path) -> tuple[Text | None, Problem | None]:
    """Read the text of one source.

    Args:
        source: One that has a ``text:``.
        folder: Where the file is.

    Returns:
        The text, none where it cannot be read; and what is wrong with it. A text that changed
        is returned with its problem.
    """
    if source.text is None:
        raise ValueError(f"{source.id} has no text")
    place, file = source.origin.at("text"), source.text.file
    try:
        data = (folder / file).read_bytes()
    except OSError as error:
        # Not the path: the folder is the reader's own, the name is the project's.
        message = f"{file}, the text of {source.id}, cannot be read: {error.strerror or error}"
        hint = "put the file into the folder of the texts, or name another folder with --texts"
        return None, Problem(place, "text-missing", message, hint)
    problem = None
    digest = hashlib.sha256(data).hexdigest()
    if digest != source.text.sha256:
        message = f"{file} is not the text that {source.id} was curated from: its sha256 differs"
        hint = f"restore the file, or go through it again and write sha256: {digest}"
        problem = Problem(place, "text-changed", message, hint)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        message = f"{file}, the text of {source.id}, is not UTF-8 at byte {error.start}"
        hint = "save the text as UTF-8 and write its new sha256"
        return None, problem or Problem(place, "not-utf8", message, hint)
    return Text(source.id, paragraphs(text)), problem
