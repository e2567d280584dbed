"""What is served at the moment."""

from __future__ import annotations

import dataclasses

from graphkit.serving.site import Site


@dataclasses.dataclass
class Served:
    """What is served now; a reload puts another site in its place.

    Attributes:
        site: Made of the last good graph.
        problems: What keeps a newer edit of the project from being served, a line each.
    """

    site: Site
    problems: tuple[str, ...] = ()

    @property
    def stale(self) -> str:
        """Why an old graph is served, in a few words; empty if none is."""
        number = len(self.problems)
        return f"{number} problem{'' if number == 1 else 's'} in the newest edit" if number else ""
