"""How much one query may take, so that no question can stop the next one."""

from __future__ import annotations

import dataclasses


@dataclasses.dataclass(frozen=True, slots=True)
class Limits:
    """What a query may use before it is refused, cut or killed.

    Attributes:
        seconds: From the moment a worker gets the query until its answer is there.
        rows: Rows or triples of an answer; one with more is cut and marked.
        memory: Bytes that a worker may take beyond what the graph takes; kept on Linux only.
        body: Bytes of an answer as it is sent, for the server holds it whole.
        slots: How many queries are answered at a time.
        queue: How many may wait for a slot; the next one is sent away.
    """

    seconds: float = 5.0
    rows: int = 10_000
    memory: int = 1 << 30
    body: int = 32 << 20
    slots: int = 2
    queue: int = 16
