"""The named questions: queries that graphkit ships."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

from graphkit.errors import BadQuery, GraphkitError
from graphkit.problems import did_you_mean
from graphkit.resources import questions_folder

_HEAD = re.compile(r"# title: (\S.*)\n# question: (\S.*)\n")


@dataclasses.dataclass(frozen=True, slots=True)
class Question:
    """A query that graphkit ships under a name.

    Attributes:
        name: The name of its file, in kebab case.
        title: What it is about, in a few words.
        question: What it answers, in one sentence.
        text: The query itself, in SPARQL.
    """

    name: str
    title: str
    question: str
    text: str


def questions() -> tuple[Question, ...]:
    """Return the named questions in the order of their names.

    Raises:
        GraphkitError: The installation is broken: a question is not as it was shipped.
    """
    return tuple(_read_question(path) for path in sorted(questions_folder().glob("*.rq")))


def named_question(name: str) -> Question:
    """Return the question of a name.

    Raises:
        BadQuery: There is none.
        GraphkitError: The installation is broken.
    """
    known = {question.name: question for question in questions()}
    if name not in known:
        near = did_you_mean(name, known)
        raise BadQuery(f'there is no question "{name}": {near}`graphkit query --list` shows all')
    return known[name]


def _read_question(path: Path) -> Question:
    text = path.read_text(encoding="utf-8")
    head = _HEAD.match(text)
    if not head:
        raise GraphkitError(f"{path} has no title and question on top: install graphkit again")
    return Question(path.stem, head[1], head[2], text)
