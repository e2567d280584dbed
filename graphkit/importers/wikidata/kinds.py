"""Which kind of entity an item of Wikidata is, as far as it says so itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graphkit.importers.wikidata.terms import CLASSES


class Kinds:
    """Tells the kinds of items; nothing is guessed from names or from what is said of them."""

    def __init__(self, more: Mapping[str, str] | None = None) -> None:
        """Take further classes, or items themselves, with their kinds."""
        self._known = {**CLASSES, **(more or {})}
        self._own = dict(more or {})

    def of(self, item: str, classes: Sequence[str]) -> str:
        """Return the kind of an item of these classes; an empty text where it has no one kind."""
        if item in self._own:
            return self._own[item]
        kinds = {self._known[each] for each in classes if each in self._known}
        return kinds.pop() if len(kinds) == 1 else ""

    def fault(self, classes: Sequence[str]) -> str:
        """Return why items of these classes have no one kind, as the code of a reason."""
        if not classes:
            return "no-class"
        return "several-kinds" if any(each in self._known for each in classes) else "unknown-class"
