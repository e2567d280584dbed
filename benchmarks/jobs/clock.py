"""The clock of a job: it starts when all is imported."""

from __future__ import annotations

import json
import time
from collections.abc import Callable

from benchmarks.memory import begin_anew, memory


def clocked(work: Callable[[], object]) -> None:
    """Do a piece of work, keep what it makes, and print what that took."""
    begin_anew()
    before, start = memory("VmRSS"), time.process_time()
    kept = work()
    cpu = time.process_time() - start
    print(json.dumps({"cpu": cpu, "added": memory("VmHWM") - before}))
    del kept  # not before the peak was read
