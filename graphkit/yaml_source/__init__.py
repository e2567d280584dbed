"""The strict reader of YAML files: bytes to values that know their line and column.

Every scalar stays text; what it means is for the schema to say. Whatever could be read in two
ways, could hide something or could grow is refused with a place, a code and a next step
(`CODES` says what and why). Bad data is never raised: each fault is a Problem, and all of a
file come in one run as far as a parser can go on.

The work is done by libyaml, the parser in C that PyYAML wraps, or by PyYAML's own parser where
it is missing. Both give the same values, places, codes and messages. The one known exception is
a text that both refuse: next to an anchor, an alias or a tag that is itself misspelt, or a tag
of an undefined handle (``!x!y``), they may stop at different faults.
"""

from __future__ import annotations

import contextlib
import stat
from pathlib import Path

from graphkit.collector import collector_paused
from graphkit.problems import Problem, Severity
from graphkit.yaml_source.building import MAX_DEPTH, MAX_VALUES, build
from graphkit.yaml_source.decoding import MAX_BYTES, decode, report_size
from graphkit.yaml_source.findings import CODES, MAX_PROBLEMS, STOPS, CannotGoOn, Findings
from graphkit.yaml_source.values import Entry, Mapping, Scalar, Sequence, Value

__all__ = [
    "CODES",
    "MAX_BYTES",
    "MAX_DEPTH",
    "MAX_PROBLEMS",
    "MAX_VALUES",
    "STOPS",
    "Entry",
    "Mapping",
    "Scalar",
    "Sequence",
    "Value",
    "parse_yaml",
    "read_yaml",
]


def parse_yaml(data: bytes, name: str, *, pure: bool = False) -> tuple[Value | None, list[Problem]]:
    """Return the value that the bytes of a YAML file hold, and what is wrong with them.

    Args:
        data: The whole file.
        name: The file as problems name it: relative to the project, with forward slashes.
        pure: Whether to use the parser written in Python even if libyaml is there.

    Returns:
        The value and the problems, sorted by place. The value is None where the file holds
        none (with a warning) and where reading had to stop (with an error). A value next to
        errors was read to its end: it lacks what was refused, and U+FFFD stands in it for
        each character or byte that was.
    """
    findings = Findings(name)
    value: Value | None = None
    with collector_paused(), contextlib.suppress(CannotGoOn):
        text = decode(data, findings)
        if text is not None:
            value = build(text, findings, pure=pure)
    if isinstance(value, Scalar) and value.plain and not value.text:
        value = None
    if value is None and not findings.problems:
        findings.add(
            "empty-file",
            1,
            1,
            "the file holds no data",
            "fill it or delete it",
            Severity.WARNING,
        )
    return value, findings.listed()


def read_yaml(path: Path, name: str) -> tuple[Value | None, list[Problem]]:
    """Read a YAML file as `parse_yaml` does; a file that cannot be read is a problem too.

    Args:
        path: The file. What is no regular file is not opened, for a pipe would block.
        name: The file as problems name it: relative to the project, with forward slashes.

    Returns:
        The value and the problems, as `parse_yaml` gives them.
    """
    findings = Findings(name)
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            shown = "a folder" if stat.S_ISDIR(status.st_mode) else "no regular file"
            _report_unreadable(findings, f"this is {shown}")
            return None, findings.listed()
        if status.st_size > MAX_BYTES:
            report_size(findings)
            return None, findings.listed()
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "the name is not valid"
        _report_unreadable(findings, f"the file cannot be read: {reason.lower()}")
        return None, findings.listed()
    return parse_yaml(data, name)


def _report_unreadable(findings: Findings, message: str) -> None:
    hint = "give the name of a YAML file that exists and that you may read"
    findings.add("unreadable-file", 1, 1, message, hint)
