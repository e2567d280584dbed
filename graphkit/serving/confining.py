"""What a worker process gives up before the first query, so that no query can have it.

The guard of `graphkit.query.guard` refuses what would leave the machine. Should a text ever
slip through, the system refuses the same thing here: Oxigraph is native code, which an audit
hook of Python does not see, but without a descriptor it can open neither socket nor file.
"""

from __future__ import annotations

import os
import signal
import sys

if sys.platform != "win32":
    import resource

#: Audit events of Python that no answer needs, by how their names begin
#: (https://docs.python.org/3/library/audit_events.html).
_REFUSED = (
    "compile", "ctypes.", "exec", "fcntl.", "ftplib.", "glob.", "http.", "import", "mmap.",
    "open", "os.", "pty.", "resource.setrlimit", "shutil.", "smtplib.", "socket.", "sqlite3.",
    "subprocess.", "tempfile.", "urllib.", "webbrowser.", "winreg.",
)  # fmt: skip


def confine(memory: int) -> None:
    """Give up files, sockets, programs, core dumps and all but some memory, for good.

    Args:
        memory: Bytes that may be taken beyond what the process takes now. Linux keeps this
            limit; macOS accepts none, and Windows has none.
    """
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 2)  # the last words of a process that runs out of memory
    os.close(null)
    if sys.platform != "win32":
        if sys.platform == "linux":
            most = _address_space() + memory
            resource.setrlimit(resource.RLIMIT_AS, (most, most))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        # What is open stays open; the number of anything new would be above this limit.
        resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
    sys.addaudithook(_refuse)


def ignore_interrupts() -> None:
    """Leave Ctrl-C to the server, which ends its workers in good order."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def set_alarm(seconds: float) -> None:
    """Have the system end this process after some time; 0 takes that back.

    The server ends it sooner. This is for a worker whose server is gone.
    """
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_REAL, seconds)  # unhandled, so native code ends as well


def peak() -> int:
    """Return the most memory in bytes that this process ever held; 0 where nobody can tell."""
    if sys.platform == "win32":
        return 0
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


def _address_space() -> int:
    with open("/proc/self/statm", "rb") as file:  # noqa: PTH123 - as plain as it gets
        return int(file.read().split()[0]) * resource.getpagesize()


def _refuse(event: str, _: object) -> None:
    if event.startswith(_REFUSED):
        raise PermissionError(f"no query may do this: {event}")
