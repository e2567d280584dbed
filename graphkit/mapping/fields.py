"""The fields of a mapping file: each part read from its YAML, with what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from graphkit.mapping.parts import (
    FORMATS,
    NAMINGS,
    SCHEMES,
    Cell,
    DateRule,
    End,
    Mapping,
    RelationRule,
    Row,
)
from graphkit.model import Source
from graphkit.ontology import Ontology
from graphkit.problems import Place, one_of
from graphkit.seeds.form import Form
from graphkit.seeds.sources import read_source
from graphkit.yaml_source import Mapping as Node
from graphkit.yaml_source import Scalar, Sequence, Value

#: Every code of a mapping beside those of records, one sentence each. The first that compares a
#: mapping with a table is `graphkit.importers`, which gives ``missing-column``.
CODES: dict[str, str] = {
    "unclear-rule": (
        "A part of a mapping says in one way where its value comes from: with none or two of them "
        "a value would be guessed."
    ),
    "unknown-naming": "A cell names an entity in one of the ways that graphkit can look up.",
    "unknown-scheme": "Codes of events are those of a scheme whose codes graphkit knows.",
    "unknown-format": "A table is in a format that graphkit reads.",
    "unknown-column": (
        "A mapping that says what the columns are, under head:, uses no others: a misspelt one "
        "would make no fact of any row."
    ),
    "missing-column": (
        "The table has every column that its mapping names; told where the mapping names it."
    ),
    "duplicate-column": "Each column has a name of its own: of two, one would never be read.",
    "bad-form": (
        "A form of days has a %Y and of the other signs only %m, %d, %H, %M, %S and %%, each once: "
        "names of months differ from machine to machine."
    ),
    "end-of-momentary": "A relation that happens once has a day and no end.",
}

ROW = ("subject", "object", "relation", "role", "says", "note", "date", "end")
END = ("column", "named", "kind", "country", "key")
DATE = ("column", "form", "year", "month", "day", "open")
#: A mapping knows no entities, so that nobody can be named as publisher or author.
SOURCE = (
    "id", "title", "kind", "published", "published_note", "url", "archived", "accessed",
    "language", "note",
)  # fmt: skip
#: What a form of days may hold beside the other signs of the text and ``%%``.
_SIGNS = ("%Y", "%m", "%d", "%H", "%M", "%S")
FIELDS = ("title", "format", "head", "missing", "rows", "source")


class Fields:
    """Reads the parts of one mapping file."""

    def __init__(self, ontology: Ontology) -> None:
        """Take the words that the file may use."""
        self._ontology = ontology
        self._named: list[tuple[str, Place]] = []

    def mapping(self, form: Form) -> Mapping:
        """Read what stands under ``mapping:``; a part with a fault is empty."""
        for name in ("title", "rows", "source"):
            form.need(name)
        head = self._head(form)
        rows = tuple(filter(None, map(self._row, form.forms("rows", "a row", ROW))))
        listed = form.get("rows")
        if isinstance(listed, Sequence) and not listed.items:
            hint = "say at least once how a row makes a fact"
            form.problems.add(listed, "empty-value", '"rows" is an empty list', hint)
        if head:
            for column, place in self._named:
                if column not in head:
                    message = f'no column "{column}" is named under head:'
                    hint = one_of(column, head, "columns")
                    form.problems.add(place, "unknown-column", message, hint)
        return Mapping(
            title=form.text("title"),
            rows=rows,
            source=self._source(form),
            format=form.word("format", FORMATS, "format"),
            head=head,
            missing=tuple(dict.fromkeys(["", *_texts(form, "missing")])),
            path=form.problems.path,
            named=tuple(self._named),
        )

    def _head(self, form: Form) -> tuple[str, ...]:
        scalars = form.scalars("head")
        names: set[str] = set()
        for scalar in scalars:
            if scalar.text in names:
                message = f'two columns are named "{scalar.text}"'
                hint = "give each column a name of its own, in the order of the table"
                form.problems.add(scalar, "duplicate-column", message, hint)
            names.add(scalar.text)
        return tuple(scalar.text for scalar in scalars)

    def _source(self, form: Form) -> Source:
        source = form.form("source", "a source", SOURCE)
        if source is None:
            return Source(id="")
        source.need("id")
        source.need("title")
        return read_source(source.identifier("id"), source, self._ontology)

    # ---------------------------------------------------------------- rows

    def _row(self, form: Form) -> Row | None:
        present = [form.need(name) for name in ("subject", "object", "relation")]
        subject, object_ = self._end(form, "subject"), self._end(form, "object")
        relation = self._relation(form)
        date, end = self._date(form, "date"), self._date(form, "end")
        role, says, note = (self._cell(form, name) for name in ("role", "says", "note"))
        if end and relation and not self._may_last(relation):
            hint = "leave the end out, or name a relation that lasts"
            message = f"{relation.word or 'the relation'} happens once and has no end"
            form.problems.add(form.node.entries["end"].key, "end-of-momentary", message, hint)
        if not all(present) or subject is None or object_ is None or relation is None:
            return None
        self._check_kinds(form, relation, (subject, object_))
        place = Place(form.problems.path, form.node.line, form.node.column)
        return Row(subject, object_, relation, role, says, note, date, end, place)

    def _check_kinds(self, form: Form, rule: RelationRule, ends: tuple[End, End]) -> None:
        """Note where a relation does not take the kind of entities that a row makes."""
        for name in self._relations(rule):
            relation = self._ontology.relations[name]
            sides = zip(
                ("subject", "object"),
                ends,
                (relation.subject_kinds, relation.object_kinds),
                strict=True,
            )
            for side, end, kinds in sides:
                if end.kind and kinds and end.kind not in kinds:
                    message = f"{name} takes no {end.kind} as {side}"
                    hint = f"use another relation, or a {' or '.join(kinds)}"
                    form.problems.add(form.node.entries[side].value, f"{side}-kind", message, hint)

    def _relations(self, rule: RelationRule) -> Iterator[str]:
        names = dict.fromkeys([rule.word, *rule.values.values()])
        yield from (name for name in names if name)

    def _may_last(self, rule: RelationRule) -> bool:
        """Whether some relation of a row lasts; events, of which there are codes, do not."""
        if not rule.scheme and not any(self._relations(rule)):
            return True  # none could be read, which is a fault of its own
        return any(self._ontology.relations[name].lasting for name in self._relations(rule))

    # ---------------------------------------------------------------- parts of a row

    def _column(self, form: Form, name: str = "column") -> str:
        scalar = form.scalar(name)
        if scalar is None:
            return ""
        self._named.append((scalar.text, Place(form.problems.path, scalar.line, scalar.column)))
        return scalar.text

    def _end(self, row: Form, name: str) -> End | None:
        form = row.form(name, name, END)
        if form is None:
            return None
        form.need("column")
        country, country_named = self._country(form)
        return End(
            column=self._column(form),
            named=form.word("named", NAMINGS, "naming") or "name",
            kind=form.word("kind", self._ontology.kinds, "kind"),
            country=country,
            country_named=country_named,
            key=self._column(form, "key"),
        )

    def _country(self, end: Form) -> tuple[str, str]:
        """Return the column of the country and how its cells name it: by name if not said."""
        if not isinstance(end.get("country"), Node):
            return self._column(end, "country"), "name"
        form = end.form("country", "country", ("column", "named"))
        if form is None or not form.need("column"):
            return "", "name"
        ways = [way for way in NAMINGS if way != "office"]
        return self._column(form), form.word("named", ways, "naming") or "name"

    def _cell(self, row: Form, name: str) -> Cell | None:
        form = row.form(name, name, ("column", "word"))
        if form is None or not _one_way(form, ("column", "word")):
            return None
        return Cell(self._column(form), form.text("word"))

    def _relation(self, row: Form) -> RelationRule | None:
        form = row.form("relation", "a relation", ("word", "column", "scheme", "values", "none"))
        if form is None or not _one_way(form, ("word", "scheme", "values")):
            return None
        if form.has("word"):
            for name in ("column", "none"):
                if form.has(name):
                    _unclear(form, name, "a word holds for all rows, whatever their cells say")
        else:
            form.need("column")
        scalars = [scalar for _, scalar in form.pairs("values")]
        for scalar in [*scalars, *([found] if (found := form.scalar("word")) else [])]:
            self._check_relation(form, scalar)
        known = self._ontology.relations
        none = _texts(form, "none")
        for key, _ in form.pairs("values"):
            if key.text in none:
                message = f'"{key.text}" stands for a relation, and under none: for no fact'
                form.problems.add(key, "unclear-rule", message, "leave it in one of the two")
        return RelationRule(
            word=word if (word := form.text("word")) in known else "",
            column=self._column(form),
            scheme=form.word("scheme", SCHEMES, "scheme"),
            values={
                key.text: name.text for key, name in form.pairs("values") if name.text in known
            },
            none=none,
        )

    def _check_relation(self, form: Form, scalar: Scalar) -> None:
        relation = self._ontology.relations.get(scalar.text)
        if relation is None:
            message = f'there is no relation "{scalar.text}"'
            hint = one_of(scalar.text, self._ontology.relations, "relations")
            form.problems.add(scalar, "unknown-relation", message, hint)
        elif relation.value_type:
            message = f"{scalar.text} takes a value, and a mapping makes facts between two entities"
            hint = "name a relation that takes an object"
            form.problems.add(scalar, "value-or-object", message, hint)

    def _date(self, row: Form, name: str) -> DateRule | None:
        form = row.form(name, name, DATE)
        if form is None or not _one_way(form, ("column", "year")):
            return None
        for part, whole in (("form", "column"), ("month", "year"), ("day", "month")):
            if form.has(part) and not form.has(whole):
                _unclear(form, part, f"it has a meaning only beside {whole}:")
        return DateRule(
            column=self._column(form),
            form=_day_form(form),
            year=self._column(form, "year"),
            month=self._column(form, "month"),
            day=self._column(form, "day"),
            open=self._column(form, "open"),
        )


def _one_way(form: Form, ways: Iterable[str]) -> bool:
    """Whether exactly one of the fields is written; note a problem where not."""
    ways = list(ways)
    written = [way for way in ways if form.has(way)]
    if len(written) == 1:
        return True
    where: Value = form.node.entries[written[1]].key if written else form.node
    held = " and ".join(written) if written else "none"
    message = f"{form.what} is told by one of {', '.join(ways)}, and here by {held}"
    form.problems.add(where, "unclear-rule", message, "write one of them")
    return False


def _unclear(form: Form, name: str, why: str) -> None:
    message = f'"{name}" says nothing here'
    form.problems.add(form.node.entries[name].key, "unclear-rule", message, f"remove it: {why}")


def _texts(form: Form, name: str) -> tuple[str, ...]:
    """Return one text or a list of them, which may be empty texts."""
    node = form.get(name)
    nodes = node.items if isinstance(node, Sequence) else [node] if node else []
    found = []
    for item in nodes:
        empty = isinstance(item, Scalar) and not item.text
        scalar = item if empty else form.as_scalar(item, name)
        if isinstance(scalar, Scalar):
            found.append(scalar.text)
    return tuple(found)


def _day_form(form: Form) -> str:
    scalar = form.scalar("form")
    if scalar is None:
        return ""
    signs = re.findall("%.?", scalar.text)
    once = [sign for sign in signs if sign != "%%"]
    if "%Y" in signs and set(once) <= set(_SIGNS) and len(once) == len(set(once)):
        return scalar.text
    hint = "write a day like %m/%d/%Y, and one that is EDTF without a form"
    form.problems.add(scalar, "bad-form", f'"{scalar.text}" is no form of a day', hint)
    return ""
