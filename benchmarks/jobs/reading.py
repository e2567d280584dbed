"""Job: read every YAML file of a folder with one reader.

``python -m benchmarks.jobs.reading READER FOLDER``. Each reader is called as its documentation
says, and each keeps what it read.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from pathlib import Path

from benchmarks.jobs.clock import clocked

Read = Callable[[Path], object]


def _graphkit() -> Read:
    from graphkit.yaml_source import read_yaml

    def read(path: Path) -> object:
        value, problems = read_yaml(path, path.name)
        if problems:
            sys.exit(f"{path}: {problems[0].message}")
        return value

    return read


def _c_safe() -> Read:
    import yaml

    return lambda path: yaml.load(path.read_bytes(), yaml.CSafeLoader)


def _c_safe_paused() -> Read:
    gc.disable()
    return _c_safe()


def _safe() -> Read:
    import yaml

    return lambda path: yaml.safe_load(path.read_bytes())


def _ruamel() -> Read:
    from ruamel.yaml import YAML

    reader = YAML(typ="safe", pure=False)
    return lambda path: reader.load(path.read_bytes())


#: What makes each reader ready, by name.
READERS: dict[str, Callable[[], Read]] = {
    "graphkit": _graphkit,
    "c-safe": _c_safe,
    "c-safe-paused": _c_safe_paused,
    "safe": _safe,
    "ruamel": _ruamel,
}

if __name__ == "__main__":
    _read = READERS[sys.argv[1]]()
    _paths = sorted(Path(sys.argv[2]).rglob("*.yaml"))
    clocked(lambda: [_read(path) for path in _paths])
