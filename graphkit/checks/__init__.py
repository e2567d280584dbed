"""The rules over the data: one module a rule, one line in `CHECKS`.

Each module has ``CODES``, the codes it gives with a sentence each, and ``check``, which yields
problems and never raises on data. To add a rule: a module like these and a line here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from graphkit.checks import (
    dates,
    disputes,
    duplicates,
    evidence,
    kinds,
    names,
    references,
    reports,
    unused,
)
from graphkit.model import Records
from graphkit.ontology import Ontology
from graphkit.problems import Problem

Check = Callable[[Records, Ontology], Iterator[Problem]]

#: Every rule, in the order in which ``docs/checks.md`` lists them. `references` is first: the
#: others pass over what it reports.
CHECKS = (
    references,
    kinds,
    dates,
    duplicates,
    evidence,
    reports,
    disputes,
    unused,
    names,
)


#: The rules that look for a record somewhere in the project. Where a file could not be read,
#: they would report all that stands in it as missing.
_NEED_EVERY_FILE = (references, unused)


def check_records(records: Records, ontology: Ontology, *, whole: bool = True) -> list[Problem]:
    """Return the problems of every rule, sorted by place and code.

    Args:
        records: What was read.
        ontology: The words it may use.
        whole: Whether every file could be read to its end.
    """
    rules = [rule for rule in CHECKS if whole or rule not in _NEED_EVERY_FILE]
    return sorted(problem for rule in rules for problem in rule.check(records, ontology))
