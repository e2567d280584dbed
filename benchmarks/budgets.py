"""The budgets, and what became of each in a run.

Most are ratios between two cases of one run, for seconds alone say more of the machine. A budget
that speaks of a size is judged at the largest made-up project measured, which the line names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from benchmarks import exports, reading, starting
from benchmarks.measuring import Cost, Figure
from benchmarks.samples import SHIPPED

SPARQL, PAGE = "SPARQL", "page"
#: Facts at which the budgets of size and of seconds are meant.
FULL = 100_000


class Budget(NamedTuple):
    """A bound on what is told of some cases.

    Attributes:
        text: The budget in words.
        stage: Whose figures are asked.
        cases: Their names, those with which `told` is called.
        told: Returns the figure that is bound.
        bound: Of the figure.
        at_least: Whether the bound is the least the figure may be, or else the most.
        unit: Of figure and bound, empty for a ratio.
        sample: At which it is judged; by default the largest made-up one.
        also: Returns what the reader should know besides; its cases follow those of `told`.
        is_absolute: Whether the bound is no ratio, so that it is judged at `FULL` facts alone.
    """

    text: str
    stage: str
    cases: Sequence[str]
    told: Callable[..., float]
    bound: float
    at_least: bool = True
    unit: str = ""
    sample: str = ""
    also: Callable[..., str] | None = None
    more: Sequence[str] = ()
    is_absolute: bool = False


def _ratio(peer: Cost, ours: Cost) -> float:
    return peer.cpu / ours.cpu


def _writing(peer: Cost, ours: Cost) -> float:
    return (peer.cpu - peer.build) / ours.cpu


def _seconds(ours: Cost) -> float:
    return ours.cpu


def _most_added(*costs: Cost) -> float:
    return max(cost.added for cost in costs) / 1e6


def _paused(_: Cost, ours: Cost, paused: Cost) -> str:
    return f"{paused.cpu / ours.cpu:.1f} with the collector paused in both"


def _built_too(peer: Cost, ours: Cost, alone: Cost) -> str:
    told = f"{peer.cpu / ours.cpu:.1f} with the building of its graph"
    writing = (peer.cpu - peer.build) / (ours.cpu - alone.cpu)
    return f"{told}, {writing:.1f} of the writing alone; {_share(alone, ours)}"


def _working_out(_: Cost, ours: Cost, alone: Cost) -> str:
    return _share(alone, ours)


def _share(alone: Cost, ours: Cost) -> str:
    return f"{100 * alone.cpu / ours.cpu:.0f} % of ours is working out what is written"


BUDGETS = (
    Budget(
        "`graphkit --help` in at most 1.3 times a bare command of click",
        starting.START,
        (starting.HELP, starting.CLICK),
        _ratio,
        1.3,
        at_least=False,
        sample=SHIPPED,
    ),
    Budget(
        "the shipped project from YAML to Turtle in at most 0.25 s, whole process",
        starting.START,
        (starting.TURTLE,),
        _seconds,
        0.25,
        at_least=False,
        unit=" s",
        sample=SHIPPED,
    ),
    Budget(
        "the shipped project to Turtle and GraphML at least 6 times as fast as the usual stack",
        starting.WHOLE,
        (starting.USUAL, starting.OURS),
        _ratio,
        6,
        sample=SHIPPED,
    ),
    Budget(
        "YAML read at least 6 times as fast as by CSafeLoader",
        reading.YAML,
        (reading.C_SAFE, reading.OURS),
        _ratio,
        6,
        also=_paused,
        more=(reading.PAUSED,),
    ),
    Budget(
        "an unchanged project loaded at least 10 times as fast as without the cache",
        reading.LOADING,
        (reading.ANEW, reading.UNCHANGED),
        _ratio,
        10,
    ),
    Budget(
        "Turtle at least 50 times as fast as rdflib, its building included",
        exports.STAGE,
        (exports.RDFLIB, "turtle"),
        _ratio,
        50,
        also=_working_out,
        more=(exports.TRIPLES,),
    ),
    Budget(
        "Turtle at least 3 times as fast as pyoxigraph's stream of the same triples",
        exports.STAGE,
        (exports.OXIGRAPH, "turtle"),
        _ratio,
        3,
        also=_working_out,
        more=(exports.TRIPLES,),
    ),
    Budget(
        "GraphML at least 10 times as fast as networkx writes its own graph",
        exports.STAGE,
        (exports.NETWORKX, "graphml"),
        _writing,
        10,
        also=_built_too,
        more=(exports.EDGES,),
    ),
    Budget(
        "GraphML at least 1.5 times as fast as igraph writes its own graph",
        exports.STAGE,
        (exports.IGRAPH, "graphml"),
        _writing,
        1.5,
        also=_built_too,
        more=(exports.EDGES,),
    ),
    *(
        Budget(
            f"SPARQL, {step}: at least 8 times as fast as rdflib, with equal answers",
            SPARQL,
            (f"rdflib {step}", f"pyoxigraph {step}"),
            _ratio,
            8,
        )
        for step in ("load", "join", "aggregate", "as-of")
    ),
    Budget(
        "an export adds at most 20 MB to a loaded graph of 100,000 facts",
        exports.STAGE,
        exports.FORMATS,
        _most_added,
        20,
        at_least=False,
        unit=" MB",
        is_absolute=True,
    ),
    Budget(
        "100,000 facts from YAML to Turtle and GraphML in at most 10 s",
        starting.WHOLE,
        (starting.OURS,),
        _seconds,
        10,
        at_least=False,
        unit=" s",
        is_absolute=True,
    ),
    *(
        Budget(
            f"a click on the page handled within {most} s at {size:,} entities",
            PAGE,
            ("graphkit",),
            _seconds,
            most,
            at_least=False,
            unit=" s",
            sample=f"{size:,} entities",
        )
        for size, most in ((1_000, 1), (10_000, 3))
    ),
)


#: What stands behind a budget of which a run has no figure.
UNMEASURED = "not measured"


def verdicts(
    figures: Iterable[Figure], largest: str, facts: int, earlier: str = ""
) -> Iterator[str]:
    """Yield a line for each budget.

    Args:
        figures: Of one run, of all stages or of some.
        largest: Name of the largest made-up sample.
        facts: How many it has.
        earlier: The lines of earlier runs: one of them stays where its stage was not run.
    """
    kept = [line for line in earlier.splitlines() if line.startswith("- ")]
    found = {(figure.stage, figure.case, figure.sample): figure for figure in figures}
    for budget in BUDGETS:
        sample = budget.sample or largest
        asked = [found.get((budget.stage, case, sample)) for case in (*budget.cases, *budget.more)]
        line = f"- {budget.text}: "
        old = [each for each in kept if each.startswith(line)]
        if old and not any(asked):
            yield old[0]
        else:
            yield line + _verdict(budget, asked, facts)


def _verdict(budget: Budget, asked: Sequence[Figure | None], facts: int) -> str:
    costs = []
    for figure, case in zip(asked, (*budget.cases, *budget.more), strict=True):
        if figure is None:
            return UNMEASURED
        if figure.cost is None:
            return f"{UNMEASURED}: {case} {figure.absent}"
        costs.append(figure.cost)
    least = len(budget.cases)
    value = budget.told(*costs[:least])
    shown = f"{value:.2f}{budget.unit}" if value < 10 else f"{value:.0f}{budget.unit}"  # noqa: PLR2004 - two or three digits
    if budget.is_absolute and facts != FULL:
        return f"not judged at {facts:,} facts: {shown}"
    is_met = value >= budget.bound if budget.at_least else value <= budget.bound
    told = [shown]
    if not budget.sample and facts != FULL:
        told.append(f"at {facts:,} facts")
    if budget.also:
        told.append(budget.also(*costs))
    return f"{'met' if is_met else '**missed**'} with {'; '.join(told)}"
