"""A pause in the measuring of coverage, for work that smaller tests cover and it would double."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator


@contextlib.contextmanager
def uncovered() -> Iterator[None]:
    """Measure no coverage in the block.

    pytest-cov's own pause does not reach fixtures, and where several processes test at once it
    rests one of two measurements.
    """
    tracing = sys.gettrace()
    sys.settrace(None)
    try:
        yield
    finally:
        sys.settrace(tracing)
