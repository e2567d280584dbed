"""Mapping files read strictly, with a place for every fault.

As with seeds, a fault is no exception: all of a file are found in one run, and only then is
`BadData` raised with them. A column that a mapping names can be looked for only in a table:
`Mapping.columns` hands on the place where it is named.
"""

from __future__ import annotations

from pathlib import Path

from graphkit.errors import BadData, GraphkitError
from graphkit.mapping.fields import FIELDS, Fields
from graphkit.mapping.parts import Mapping
from graphkit.ontology import Ontology
from graphkit.problems import Place, Problem, did_you_mean
from graphkit.seeds.form import Problems, as_form
from graphkit.yaml_source import Value, read_yaml

_SHIPPED = Path(__file__).resolve().parent / "shipped"
_SUFFIX = ".yaml"


class UnknownMapping(GraphkitError):
    """A name that is neither that of a shipped mapping nor of a file."""


def shipped_mappings() -> tuple[str, ...]:
    """Return the names of the mappings that graphkit ships, sorted."""
    return tuple(sorted(path.stem for path in _SHIPPED.glob(f"*{_SUFFIX}")))


def read_mapping(name_or_path: str, ontology: Ontology) -> Mapping:
    """Read a mapping.

    Args:
        name_or_path: The name of a shipped mapping, such as ``icews``, or the path of a file. A
            file that has the very name of a shipped one is reached as ``./icews``.
        ontology: The words it may use, core and project.

    Raises:
        UnknownMapping: There is no such mapping and no such file.
        BadData: The file has faults; all of them at once.
    """
    if name_or_path in shipped_mappings():
        name, path = f"{name_or_path}{_SUFFIX}", _SHIPPED / f"{name_or_path}{_SUFFIX}"
    else:
        path = Path(name_or_path)
        name = path.as_posix()
        if not path.is_file():
            raise UnknownMapping(_missing(name_or_path))
    value, problems = read_yaml(path, name)
    notes = Problems(name)
    found = _mapping(value, ontology, notes) if value is not None else None
    errors = sorted(each for each in (*problems, *notes.found) if each.is_error)
    if found is None or errors:
        hint = "write mapping: with its fields"
        empty = Problem(Place(name), "missing-field", 'the file has no "mapping"', hint)
        raise BadData(errors or [empty], Path())
    return found


def _missing(name: str) -> str:
    shipped = shipped_mappings()
    return (
        f'there is no mapping "{name}" and no such file: {did_you_mean(name, shipped)}'
        f"graphkit ships {', '.join(shipped)}; name one of them, or a YAML file of yours"
    )


def _mapping(value: Value, ontology: Ontology, notes: Problems) -> Mapping | None:
    whole = as_form(value, "a mapping file", ("mapping",), notes)
    if whole is None or not whole.need("mapping"):
        return None
    form = whole.form("mapping", "a mapping", FIELDS)
    return Fields(ontology).mapping(form) if form else None
