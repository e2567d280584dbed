"""Starts a command and tells, as JSON, its CPU seconds and the most memory it had, in bytes.

Run with ``python -I -S``, so that it is small itself: Linux counts a child's memory from that of
the process it was forked from.
"""

import json
import os
import sys

_process = os.fork()
if not _process:
    _nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(_nowhere, 1)  # what the command prints; its errors are shown
    os.execvp(sys.argv[1], sys.argv[1:])  # noqa: S606 - no shell is wanted
_, _status, _usage = os.wait4(_process, 0)
if _code := os.waitstatus_to_exitcode(_status):
    sys.exit(abs(_code))
# ru_maxrss is in KiB (man 2 getrusage).
json.dump({"cpu": _usage.ru_utime + _usage.ru_stime, "peak": _usage.ru_maxrss * 1024}, sys.stdout)
