"""How much memory this process has, by Linux's /proc (man 5 proc)."""

from __future__ import annotations

import re
import sys
from pathlib import Path

_STATUS, _RESET = Path("/proc/self/status"), Path("/proc/self/clear_refs")


def need_linux() -> None:
    """Leave the program where memory cannot be measured."""
    if not _RESET.exists():
        sys.exit("the memory of a process is measured through Linux's /proc, which is not here")


def begin_anew() -> None:
    """Forget the peak: VmHWM is counted from here."""
    _RESET.write_text("5", encoding="ascii")


def memory(name: str) -> int:
    """Return a figure in bytes: VmRSS, what is resident now, or VmHWM, its peak."""
    match = re.search(rf"^{name}:\s*(\d+) kB$", _STATUS.read_text(encoding="ascii"), re.MULTILINE)
    if match is None:
        sys.exit(f"{_STATUS} has no {name}")
    return int(match[1]) * 1024
