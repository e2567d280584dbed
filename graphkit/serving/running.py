"""`graphkit serve` from its options to its end."""

from __future__ import annotations

import asyncio
import functools
from pathlib import Path
from typing import NamedTuple, Protocol

from graphkit.build import Opened, open_project
from graphkit.serving.app import make_app
from graphkit.serving.limits import Limits
from graphkit.serving.pool import Pool
from graphkit.serving.served import Served
from graphkit.serving.server import Running, Server, address, listen
from graphkit.serving.site import Clocks, Site
from graphkit.serving.watching import Telling, Watch, looks


class Place(NamedTuple):
    """Where to serve: a host and a port, 0 for any that is free."""

    host: str
    port: int


class Hearing(Telling, Protocol):
    """Who is told what happens."""

    def opened(self, opened: Opened) -> None:
        """Hear what has been read, before it is served."""

    def ready(self, address: str) -> None:
        """Hear where the server answers."""


def serve(root: Path, clocks: Clocks, place: Place, tell: Hearing, *, watch: bool) -> None:
    """Serve a project until the process is interrupted.

    Args:
        root: Its folder.
        clocks: The days from which its graph is looked at.
        place: Where to serve.
        tell: Who is told what happens.
        watch: Whether to serve later edits of the project.

    Raises:
        GraphkitError: The place is taken.
        BadData: The project has errors.
        KeyboardInterrupt: Ctrl-C; all has been closed then.
    """
    with listen(place.host, place.port) as bound:
        seen = looks(root)
        opened = open_project(root)
        tell.opened(opened)
        served = Served(Site(clocks.of(opened.graph)))
        limits = Limits()
        pool = Pool(served.site.dataset, limits)
        beside = Watch(root, clocks, tell).run
        running = Running(
            pool=pool,
            ready=lambda: tell.ready(address(bound)),
            beside=functools.partial(beside, served, pool, seen) if watch else None,
        )
        server = Server(make_app(served, pool, limits), running)
        asyncio.run(server.serve(sockets=[bound]))
