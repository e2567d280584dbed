"""N-Triples of facts by the million: those of ``graphkit export ntriples``, made by the engine.

What all facts of a day share is rendered here, once for each day, by the code of the export: the
fact with its stage and its evidence, with a mark in place of its id. Per row the mark is replaced,
and the few lines that hold the ends, the relation and the label are put in front. The entities, the
source and the facts that last are written by the export itself.

Evidence is one node for each time of a fact, which names the source and no row of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from graphkit.bulk.decided import Decided
from graphkit.bulk.frames import Column, Frame, arrow, functions
from graphkit.bulk.numbers import Numbers, as_table, named
from graphkit.bulk.session import Session
from graphkit.bulk.words import Words
from graphkit.graph import Graph
from graphkit.model import Entity, Evidence, Fact, Records, Stage
from graphkit.ontology import Ontology, Relation
from graphkit.projections.rdf.ntriples import ntriples_text
from graphkit.projections.rdf.terms import Block, expand, prefixes, quote
from graphkit.projections.rdf.triples import blocks
from graphkit.views import View, view

#: In place of the id of a fact; no id holds a percent sign, and no template another one.
_MARK = "%fact%"
_SUBJECT, _OBJECT = "subject", "object"
#: The predicates of the lines that differ from fact to fact.
_OWN = ("rdf:subject", "rdf:predicate", "rdf:object", "rdfs:label")


def write_ntriples(  # noqa: PLR0913, PLR0917 - all that is known meets here
    session: Session,
    numbers: Numbers,
    facts: Frame,
    decided: Decided,
    words: Words,
    ontology: Ontology,
    folder: Path,
) -> None:
    """Write a folder of N-Triples; its files may be joined in any order.

    Args:
        session: The engine.
        numbers: The facts.
        facts: The same as they were written, of `graphkit.bulk.tables.facts_table`.
        decided: What is no business of the engine.
        words: What its numbers stand for.
        ontology: Core and project.
        folder: Is made.
    """
    maker = _Lines(session, numbers, decided, words, ontology)
    maker.facts(facts).write.text(str(folder))
    maker.direct().write.mode("append").text(str(folder))
    # The engines call them .txt.
    for piece in folder.glob("*.txt"):
        piece.rename(piece.with_suffix(".nt"))
    whole = Graph(decided.records(), ontology).view
    with (folder / "entities.nt").open("w", encoding="utf-8", newline="\n") as stream:
        stream.writelines(ntriples_text(whole))


class _Lines:
    """Makes the lines."""

    def __init__(
        self,
        session: Session,
        numbers: Numbers,
        decided: Decided,
        words: Words,
        ontology: Ontology,
    ) -> None:
        self._session = session
        self._numbers = numbers
        self._decided = decided
        self._words = words
        self._ontology = ontology
        self._spaces = prefixes(decided.info.base)

    def _iri(self, name: str) -> str:
        return expand(name, self._spaces)

    # ---------------------------------------------------------------- facts

    def facts(self, facts: Frame) -> Frame:
        """Return the lines of the facts that the engine makes, those of each as one text."""
        f = functions()
        days = self._session.table(self._days())
        relations = self._session.table(self._relations())
        names = self._session.table(self._names())
        frame = facts.join(days, f.col("date") == f.col("text"))
        frame = frame.join(relations, f.col("relation") == f.col("name"))
        for end in (_SUBJECT, _OBJECT):
            one = names.select(
                f.col("id").alias(f"{end}_id"), f.col("full").alias(f"{end}_full"),
                f.col("short").alias(f"{end}_short"),
            )  # fmt: skip
            frame = frame.join(one, f.col(end) == f.col(f"{end}_id"))
        about = f.concat(f.lit(f"<{self._iri('fact:')}"), f.col("id"), f.lit("> <"))
        base = self._iri("id:")

        def line(predicate: str, *value: Column) -> Column:
            return f.concat(about, f.lit(f"{self._iri(predicate)}> "), *value, f.lit(" .\n"))

        role, says = _escaped(f.col("role")), _escaped(f.col("says"))
        phrased = f.concat("phrase", f.lit(" "), "object_short")
        filled = f.replace(
            f.replace(f.col("qualified"), f.lit("{role}"), role), f.lit("{object}"),
            f.col("object_short"),
        )  # fmt: skip
        asked = (f.col("qualified") != "") & (f.col("role") != "")
        phrased = f.when(asked, filled).otherwise(phrased)
        label = f.concat(f.lit('"'), "subject_full", f.lit(" "), phrased, "year", f.lit('"@en'))
        parts = [
            line("rdf:subject", f.lit(f"<{base}"), f.col("subject"), f.lit(">")),
            line("rdf:predicate", f.lit("<"), f.col("iri"), f.lit(">")),
            line("rdf:object", f.lit(f"<{base}"), f.col("object"), f.lit(">")),
            line("rdfs:label", label),
            *(
                f.when(
                    f.col(name) != "", line(f"gk:{name}", f.lit('"'), text, f.lit(end))
                ).otherwise("")
                for name, text, end in (("role", role, '"'), ("says", says, '"@en'))
            ),
            f.replace(f.col("template"), f.lit(_MARK), f.col("id")),
        ]
        return frame.select(f.concat(*parts).alias("value"))

    def _days(self) -> object:
        pa = arrow()
        rows = []
        for number, made in self._rendered():
            rows.append((self._words.dates[number].date.text, *made))
        fields = [(name, pa.string()) for name in ("text", "year", "template")]
        return as_table(rows, pa.schema(fields))

    def _rendered(self) -> Iterator[tuple[int, tuple[str, str]]]:
        """Yield what the facts of each day share: the year of their label, and their lines."""
        relation = next(each for each in self._ontology.relations.values() if _simple(each))
        ends = {
            _SUBJECT: relation.subject_kinds[0],
            _OBJECT: relation.object_kinds[0],
        }
        entities = {name: Entity(id=name, kind=kind, name=name) for name, kind in ends.items()}
        source = self._decided.source
        facts = {}
        for number in self._decided.days:
            stage = Stage(
                stage=relation.default_stage,
                date=self._words.dates[number].date,
                evidence=(Evidence(source=source.id),),
            )
            facts[f"n{number}n"] = Fact(
                id=f"n{number}n", subject=_SUBJECT, relation=relation.name, object=_OBJECT,
                stages=(stage,),
            )  # fmt: skip
        records = Records(
            info=self._decided.info, sources={source.id: source}, entities=entities,
            facts=facts, disputes={},
        )  # fmt: skip
        shown = view(records, self._ontology)
        made: dict[str, list[Block]] = {}
        mine: list[Block] = []
        for block in blocks(shown):
            if block[0].startswith("fact:"):  # its stages and their evidence follow it
                mine = made.setdefault(block[0].removeprefix("fact:"), [])
            mine.append(block)
        for number in self._decided.days:
            name = f"n{number}n"
            yield number, self._template(name, made[name], shown, relation)

    def _template(
        self, name: str, made: list[Block], shown: View, relation: Relation
    ) -> tuple[str, str]:
        text = "".join(ntriples_text(shown, made))
        own = tuple(f"> <{self._iri(name)}> " for name in _OWN)
        kept, label = [], ""
        for line in text.splitlines():
            if own[-1] in line:
                label = line.partition(own[-1])[2]
            elif not any(each in line for each in own):
                kept.append(line.replace(name, _MARK))
        told = f'"{_SUBJECT} {relation.phrase} {_OBJECT}'
        return label.removeprefix(told).removesuffix('"@en .'), "\n".join(kept)

    def _relations(self) -> object:
        pa = arrow()
        rows = [
            (each.name, self._iri(each.iri), _inside(each.phrase), _inside(each.qualified_phrase))
            for each in self._ontology.relations.values()
        ]
        names = ("name", "iri", "phrase", "qualified")
        return as_table(rows, pa.schema([(name, pa.string()) for name in names]))

    def _names(self) -> object:
        pa = arrow()
        rows = [
            (each.id, _inside(each.name), _inside(each.short_name))
            for each in self._decided.entities.values()
        ]
        return as_table(rows, pa.schema([(name, pa.string()) for name in ("id", "full", "short")]))

    # ---------------------------------------------------------------- direct triples

    def direct(self) -> Frame:
        """Return the direct triples of what the engine makes, and of those above, each once."""
        f = functions()
        pa = arrow()
        rows = []
        for number, name in enumerate(self._words.relations):
            relation = self._ontology.relations[name]
            above = (self._ontology.relations[each] for each in relation.ancestors)
            for each in (relation, *above):
                rows.append((number, self._iri(each.iri), False))
                if relation.symmetric:
                    rows.append((number, self._iri(each.iri), True))
        fields = [("number", pa.int32()), ("iri", pa.string()), ("turned", pa.bool_())]
        table = self._session.table(as_table(rows, pa.schema(fields)))
        once = self._numbers.facts.select("subject", "relation", "object").distinct()
        frame = once.join(table, f.col("relation") == f.col("number"))
        turned = f.col("turned")
        frame = frame.select(
            f.when(turned, f.col("object")).otherwise(f.col("subject")).alias("first"),
            "iri",
            f.when(turned, f.col("subject")).otherwise(f.col("object")).alias("last"),
        ).distinct()
        frame = named(frame, self._numbers.entities, "first", first_id="id")
        frame = named(frame, self._numbers.entities, "last", last_id="id")
        base = self._iri("id:")
        value = f.concat(
            f.lit(f"<{base}"), "first_id", f.lit("> <"), "iri", f.lit(f"> <{base}"), "last_id",
            f.lit("> ."),
        )  # fmt: skip
        return frame.select(value.alias("value"))


def _simple(relation: Relation) -> bool:
    """Whether the facts of a relation are rendered as those of any that happens once."""
    return not (
        relation.lasting or relation.qualified_phrase or relation.symmetric
        or relation.inherits_date_from or relation.value_type
    )  # fmt: skip


def _inside(words: str) -> str:
    """Return a text as it stands between the quotes of a literal."""
    return quote(words)[1:-1]


def _escaped(column: Column) -> Column:
    """Return texts as they stand between the quotes of a literal."""
    f = functions()
    for raw, written in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\r", "\\r"), ("\t", "\\t")):
        column = f.replace(column, f.lit(raw), f.lit(written))
    return column
