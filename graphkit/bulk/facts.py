"""From rows to facts: joins, one grouping, and ids made of the ids of their parts.

A fact is told apart as `graphkit.importers.event_facts` does it: what happens once by its subject,
relation, object, role, opinion and day. What lasts, or has no day, is few and has rules that look
at all of its times: it comes to this process and goes through that module's own code.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

from graphkit.bulk.frames import Column, Frame, arrow, functions
from graphkit.bulk.rows import FAULT, LINE
from graphkit.bulk.session import Session
from graphkit.bulk.words import FAULTS, Lookup, Rules
from graphkit.importers.event_rows import NO_FACT

#: What the rows of one fact have in common: numbers of `Words.found`, of relations and of dates.
KEY = ("subject", "relation", "object", "date", "role", "says")
#: Why a row, read by one rule, makes no fact: a number of `FAULTS`; null where it makes one.
REASON = "reason"
#: What stands in the table there.
SAMPLE = "sample"
#: How many rows.
ROWS = "rows"

_SAME, _WRONG, _NO_FACT = map(FAULTS.index, ("same-both-ends", "wrong-cells", NO_FACT))


def read_rules(  # noqa: PLR0913 - what a rule needs, and two ways to tell of it
    session: Session,
    rows: Frame,
    rules: Sequence[Rules],
    names: dict[str, str],
    *,
    samples: bool,
    whole: bool = False,
) -> Frame:
    """Return what the rules make of rows: `KEY` and `REASON`; `SAMPLE` and `LINE` if asked for.

    Two rules may read the same out of one row, and may leave it out for one reason: then it
    counts once.

    Args:
        session: The engine.
        rows: Of `graphkit.bulk.rows.read_frame`.
        rules: What each rule needs.
        names: Of columns of the table, in the frame.
        samples: Whether to tell what stands in the table; the rows have their `LINE` then.
        whole: Give instead each row once, with ``fine``: whether some rule makes a fact of it.
    """
    f = functions()
    frame = rows
    sent: dict[int, Frame] = {}
    outcomes, reasons = [], []
    for number, rule in enumerate(rules):
        reading = _Reading(session, frame, rule, names, f"r{number}_", sent)
        outcomes.append(reading.outcome(samples=samples))
        reasons.append(reading.reason)
        frame = reading.frame
    if len(outcomes) == 1:
        return frame.select(*outcomes[0])
    if whole:
        fine = reduce(lambda one, two: one | two, (each.isNull() for each in reasons))
        return frame.select(fine.alias("fine"))
    structs = f.array(*(f.struct(*each) for each in outcomes))
    # That there is no such fact says nothing against the rest of a row.
    nothing = reduce(lambda one, two: one & two, ((each == _NO_FACT) for each in reasons))
    silent = f.coalesce(nothing, f.lit(False)).alias("silent")  # noqa: FBT003 - the one value it takes
    exploded = frame.select(silent, f.explode(f.array_distinct(structs)).alias("said"))
    kept = exploded.select("silent", "said.*").filter(
        f.col(REASON).isNull() | (f.col(REASON) != _NO_FACT) | f.col("silent")
    )
    return kept.drop("silent")


class _Reading:
    """One rule, joined to the rows."""

    def __init__(  # noqa: PLR0913, PLR0917 - all that a rule needs meets here
        self,
        session: Session,
        frame: Frame,
        rules: Rules,
        names: dict[str, str],
        prefix: str,
        sent: dict[int, Frame],
    ) -> None:
        self._session = session
        self._rules = rules
        self._names = names
        self._prefix = prefix
        self._sent = sent
        self.frame = frame
        self.reason: Column = None

    def outcome(self, *, samples: bool) -> list[Column]:
        """Join what the rule needs to `frame`; return what comes of it."""
        f = functions()
        rules = self._rules
        self._join("s", rules.subject, {})
        self._join("o", rules.object, {})
        self._join(
            "r", rules.relation, {"skind": self._at("s", "kind"), "okind": self._at("o", "kind")}
        )
        faults = [("s", None), ("o", None), ("r", None)]
        faults.append(("same", f.when(self._col("s", "key") == self._col("o", "key"), _SAME)))
        date: Column = f.lit(-1)
        texts = {"role": f.lit(_word(rules, "role")), "says": f.lit(_word(rules, "says"))}
        for name in ("note", "date", "role", "says"):
            if name == "date" and rules.date is not None:
                lasting = {"lasting": self._at("r", "lasting")} if rules.rule.end else {}
                self._join("d", rules.date, lasting)
                date = self._col("d", "date")
                faults.append(("d", None))
            elif name in rules.texts:
                self._join(name, rules.texts[name], {})
                texts[name] = self._col(name, "said")
                faults.append((name, None))
        reasons = [self._col(part, "fault") if it is None else it for part, it in faults]
        self.reason = reason = f.coalesce(f.when(f.col(FAULT).isNotNull(), f.lit(_WRONG)), *reasons)
        fine = reason.isNull()
        first, other = self._turned()
        columns = [
            f.when(fine, first).alias("subject"),
            f.when(fine, self._col("r", "relation")).alias("relation"),
            f.when(fine, other).alias("object"),
            f.when(fine, date).alias("date"),
            f.when(fine, texts["role"]).alias("role"),
            f.when(fine, texts["says"]).alias("says"),
            reason.alias(REASON),
        ]
        if samples:
            shown = [
                f.when(fault.isNotNull(), self._at_fault(part))
                for fault, (part, _) in zip(reasons, faults, strict=True)
            ]
            columns.append(f.coalesce(f.col(FAULT), *shown, f.lit("")).alias(SAMPLE))
            columns.append(f.col(LINE))
        return columns

    def _at_fault(self, part: str) -> Column:
        """Return what stands in the table where a part of the rule failed."""
        if part == "same":
            return functions().col(self._names[self._rules.subject.columns[0]])
        return self._col(part, "text")

    def _turned(self) -> tuple[Column, Column]:
        """Return the ends in the order of the fact.

        Of a symmetric relation the one that sorts first by its key is the subject.
        """
        f = functions()
        subject, object_ = self._col("s", "found"), self._col("o", "found")
        turned = f.when(self._col("r", "both"), subject > object_).otherwise(
            self._col("r", "turned")
        )
        return (
            f.when(turned, object_).otherwise(subject),
            f.when(turned, subject).otherwise(object_),
        )

    def _at(self, part: str, name: str) -> str:
        return f"{self._prefix}{part}_{name}"

    def _col(self, part: str, name: str) -> Column:
        return functions().col(self._at(part, name))

    def _join(self, part: str, lookup: Lookup, more: dict[str, str]) -> None:
        """Join a lookup by the cells of its columns, and by columns that are there already."""
        f = functions()
        if id(lookup) not in self._sent:
            self._sent[id(lookup)] = self._session.table(lookup.rows)
        table = self._sent[id(lookup)]
        table = table.select(*(f.col(name).alias(self._at(part, name)) for name in table.columns))
        pairs = [
            (self._names[column], self._at(part, f"k{number}"))
            for number, column in enumerate(lookup.columns)
        ]
        pairs += [(there, self._at(part, name)) for name, there in more.items()]
        condition = reduce(
            lambda one, two: one & two, (f.col(left) == f.col(right) for left, right in pairs)
        )
        self.frame = self.frame.join(table, condition, "left").drop(*(right for _, right in pairs))


def _word(rules: Rules, name: str) -> str:
    cell = {"role": rules.rule.role, "says": rules.rule.says}[name]
    return cell.word if cell is not None else ""


def key_of(rules: Sequence[Rules]) -> tuple[str, ...]:
    """Return the part of `KEY` that rules can tell facts apart by."""
    told = {name for each in rules for name in ("role", "says") if getattr(each.rule, name)}
    return tuple(name for name in KEY if name not in {"role", "says"} or name in told)


def keyed(session: Session, said: Frame, keys: Sequence[int]) -> tuple[Frame, list[str]]:
    """Return what was said, and the columns by which it tells facts apart but for their day.

    Two cells that name one entity may be two of `Words.found`.

    Args:
        session: The engine.
        said: What was gathered.
        keys: Of `Words`.
    """
    names = [name for name in said.columns if name not in {"date", ROWS, REASON}]
    if len(set(keys)) == len(keys):
        return said, names
    f, pa = functions(), arrow()
    numbers = pa.array(range(len(keys)), pa.int32())
    table = session.table(pa.table({"found": numbers, "key": pa.array(keys, pa.int32())}))
    for end in ("subject", "object"):
        one = table.select(f.col("found").alias(f"{end}_at"), f.col("key").alias(f"{end}_key"))
        said = said.join(one, f.col(end) == f.col(f"{end}_at")).drop(f"{end}_at")
    ends = {"subject": "subject_key", "object": "object_key"}
    return said, [ends.get(name, name) for name in names]


def gathered(said: Frame, key: Sequence[str]) -> Frame:
    """Return what was said, each once, with the number of rows that say it."""
    f = functions()
    return said.groupBy(*key, REASON).agg(f.count(f.lit(1)).alias(ROWS))
