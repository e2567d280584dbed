"""What stops a command: one line for the reader and an exit status.

Problems of the data are values (`graphkit.problems`); an error is raised when graphkit
cannot go on. Only `graphkit.cli` turns errors into text and exit statuses.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from graphkit.problems import Problem

#: How many problems a traceback shows.
_SHOWN = 3


class GraphkitError(Exception):
    """Wrong use or a broken environment, in one line that ends with what to do.

    Attributes:
        exit_status: What the process ends with: 2, or 1 where the data is at fault.
    """

    exit_status = 2


class NoProject(GraphkitError):
    """No folder upward of the start holds ``seeds/`` with a ``graph:``."""


class BadOutput(GraphkitError):
    """The place to write to is missing, is not writable or contradicts the format."""


class BadQuery(GraphkitError):
    """The SPARQL text is wrong or asks for what graphkit refuses."""


class BrokenOntology(GraphkitError):
    """A shipped or a project's ontology file cannot be used."""


class BadData(GraphkitError):
    """The project has errors, so that no graph can be made of it.

    Attributes:
        problems: All of them, warnings included, sorted by place.
        root: The folder of the project, to which their paths are relative.
    """

    exit_status = 1

    def __init__(self, problems: Sequence[Problem], root: Path) -> None:
        """Keep the problems and the project they are in; the message is their count."""
        self.problems = tuple(problems)
        self.root = root
        errors = sum(problem.is_error for problem in problems)
        super().__init__(f"{errors} error{'s' if errors != 1 else ''} in the data")
        # For Python users: a traceback ends with them. The command prints all by itself.
        for problem in self.problems[:_SHOWN]:
            self.add_note(str(problem))
