"""Events to values: one loop without recursion, with every refusal that an event can show."""

from __future__ import annotations

import re
from collections.abc import Callable
from sys import intern

import yaml
from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from graphkit.yaml_source.characters import RISKY_ESCAPE, replace_escaped
from graphkit.yaml_source.findings import CannotGoOn, Findings, place_of, short
from graphkit.yaml_source.parsers import Event, open_events
from graphkit.yaml_source.syntax import (
    EMPTY_KEY,
    KEY_MARK_FOUND,
    TAG_FOUND,
    explain,
    find_directive,
    find_rest,
    says_anchor,
)
from graphkit.yaml_source.values import Entry, Mapping, Scalar, Sequence, Value

#: Levels of lists and mappings inside one another.
MAX_DEPTH = 32
#: Scalars, lists, mappings and aliases of one file.
MAX_VALUES = 500_000

_ODD_KEYS = frozenset({"", "<<"})
_DATE = re.compile(r"(?=.*\?)(?=.*[0-9])[0-9X./~%?-]+")
_KEY_MARK = re.compile(r"[\[{,][ \t\n]*\?")
_KEY_MARK_BEFORE = re.compile(_KEY_MARK.pattern + r"[ \t\n]*\Z")


def build(text: str, findings: Findings, *, pure: bool) -> Value | None:
    """Return the value that a YAML text holds.

    Args:
        text: A text as `graphkit.yaml_source.decoding` makes it.
        findings: Gets the problems.
        pure: Whether to use the parser written in Python even if libyaml is there.

    Returns:
        The value; None where there is none or where reading had to stop, which the findings
        tell apart.
    """
    if directive := find_directive(text):
        findings.add(*directive)
        return None
    marred = findings.lines
    builder = _Builder(text, findings)
    try:
        return builder.run(pure=pure)
    except yaml.YAMLError as error:
        code, line, column, message, hint = explain(error, text, builder.opened())
        # On the line of a wrong byte or character the error may well come from there.
        if line not in marred or code != "yaml-syntax":
            findings.add(code, line, column, message, hint)
        return None


class _Builder:
    """The lists and mappings still open, and what is done in the rare cases."""

    def __init__(self, text: str, findings: Findings) -> None:
        self.text = text
        self.key_marks = "?" in text and _KEY_MARK.search(text) is not None
        self.findings = findings
        root = Sequence(1, 1, False)  # noqa: FBT003 - as in its class
        self.root = root.items
        self.stack: list[Mapping | Sequence] = [root]
        self.dropped: list[tuple[dict[str, Entry], str]] = []

    def run(self, *, pure: bool) -> Value | None:  # noqa: C901, PLR0912, PLR0915 - one loop in which a call less counts: it goes round 800,000 times
        """Return the root value.

        Raises:
            CannotGoOn: The rest is not to be read; why was reported.
            yaml.YAMLError: The text is not YAML.
        """
        get_event = open_events(self.text, pure=pure)
        # Made without their __init__ and __new__, which would take twice the time.
        new_scalar = Scalar.__new__
        new_tuple: Callable[[type[Entry], tuple[Scalar, Value]], Entry] = tuple.__new__
        most, odd_keys = MAX_VALUES, _ODD_KEYS
        # Most refusals cannot come up without certain signs, so a look at the text saves many.
        watch = any(sign in self.text for sign in "&!?") or RISKY_ESCAPE.search(self.text)
        stack = self.stack
        items: list[Value] | None = self.root  # of the innermost list, None in a mapping
        entries: dict[str, Entry] = {}  # of the innermost mapping
        key: Scalar | None = None  # that waits for its value there
        keys: list[Scalar | None] = []  # the same, of the collections around
        flow = False
        value: Value
        count = 0
        while True:
            event = get_event()
            kind: type = type(event)
            if kind is ScalarEvent:
                mark = event.start_mark
                scalar = new_scalar(Scalar)
                text = scalar.text = event.value
                scalar.line = mark.line + 1
                scalar.column = mark.column + 1
                scalar.plain = not event.style
                count += 1
                if watch or not text or count > most:
                    self.inspect(scalar, event, key, flow=flow)
                    self.check_limits(scalar, event, count, flow=flow)
                if key is not None:
                    entry = new_tuple(Entry, (key, scalar))
                    if entries.setdefault(key.text, entry) is not entry:
                        self.refuse_duplicate(entries[key.text].key, key)
                    key = None
                elif items is not None:
                    items.append(scalar)
                elif text not in odd_keys:
                    scalar.text = intern(text)
                    key = scalar
                else:
                    key = self.refuse_key(scalar, entries)
                continue
            if kind is MappingEndEvent or kind is SequenceEndEvent:
                stack.pop()
                key = keys.pop()
                around = stack[-1]
                flow = around.flow
                if isinstance(around, Mapping):
                    entries, items = around.entries, None
                else:
                    items = around.items
                continue
            if kind is MappingStartEvent or kind is SequenceStartEvent:
                mark = event.start_mark
                new = Mapping if kind is MappingStartEvent else Sequence
                value = new(mark.line + 1, mark.column + 1, bool(event.flow_style))
                if watch:
                    self.refuse_properties(event)
            elif kind is AliasEvent:
                value = self.refuse_alias(event)
            elif kind is DocumentEndEvent or kind is StreamEndEvent:
                break
            else:
                continue

            count += 1
            if watch or count > most:
                self.check_limits(value, event, count, flow=flow)
            if key is not None:
                entry = new_tuple(Entry, (key, value))
                if entries.setdefault(key.text, entry) is not entry:
                    self.refuse_duplicate(entries[key.text].key, key)
                key = None
            elif items is not None:
                items.append(value)
            else:
                key = self.refuse_key(value, entries)
            if isinstance(value, Scalar):
                continue
            if len(stack) > MAX_DEPTH:
                self.refuse_depth(value)
            stack.append(value)
            keys.append(key)
            key = None
            flow = value.flow
            if isinstance(value, Mapping):
                entries, items = value.entries, None
            else:
                items = value.items
        if kind is DocumentEndEvent:
            rest = find_rest(self.text, event.end_mark.index, explicit=event.explicit)
            if rest:
                self.findings.add(*rest)
                raise CannotGoOn
        for owner, text in self.dropped:
            owner.pop(text, None)
        return self.root[0] if self.root else None

    def opened(self) -> tuple[int, int] | None:
        """Return the place of the innermost bracket that is still open."""
        lines = self.text.split("\n")
        for value in reversed(self.stack):
            if value.flow and lines[value.line - 1][value.column - 1] in "[{":
                return value.line, value.column
        return None

    def inspect(self, scalar: Scalar, event: Event, key: Scalar | None, *, flow: bool) -> None:
        """Look closer at a text of a file with suspicious signs, or at one that is empty."""
        self.refuse_properties(event)
        if event.style == '"':
            start, end = event.start_mark.index, event.end_mark.index
            scalar.text = replace_escaped(scalar.text, self.text, start, end, self.findings)
        elif scalar.plain and not scalar.text and key is not None:
            # The parsers disagree on where a value is that is not there.
            scalar.line, scalar.column = key.line, key.column
        elif flow and scalar.plain and _DATE.fullmatch(scalar.text):
            self.findings.add(
                "unquoted-date",
                scalar.line,
                scalar.column,
                f"the date {short(scalar.text)} has a question mark and is not quoted, in brackets",
                f'put it in quotes: "{short(scalar.text)}"',
            )

    def refuse_properties(self, event: Event) -> None:
        """Report the anchor and the tag of a value, if it has any."""
        if event.anchor is None and event.tag is None:
            return
        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        if event.anchor is not None:
            self.findings.add("anchor", line, column, *says_anchor(event.anchor))
        if event.tag is not None:
            self.findings.add("tag", line, column, *TAG_FOUND)

    def refuse_alias(self, event: Event) -> Scalar:
        """Report an alias and return what is written there as text."""
        name = short(event.anchor or "")
        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        self.findings.add(
            "alias",
            line,
            column,
            f"*{name} is an alias for a value that stands elsewhere",
            f'write the value itself here; if it is text, put it in quotes: "*{name}"',
        )
        return Scalar(f"*{event.anchor}", line, column, plain=True)

    def refuse_duplicate(self, first: Scalar, second: Scalar) -> None:
        """Report a key that was there before."""
        where = "the same line" if first.line == second.line else f"line {first.line}"
        self.findings.add(
            "duplicate-key",
            second.line,
            second.column,
            f'the key "{short(second.text)}" is here a second time; the first is on {where}',
            "take one of the two out; to say two things, write two entries of a list",
        )

    def refuse_key(self, value: Value, entries: dict[str, Entry]) -> Scalar:
        """Report a key that names no field; return a stand-in, dropped at the end."""
        if not isinstance(value, Scalar):
            shown = "list" if isinstance(value, Sequence) else "mapping"
            self.findings.add(
                "key-not-text",
                value.line,
                value.column,
                f"the key is a {shown}",
                "a key is the name of a field or an id; put text that begins with a bracket "
                "in quotes",
            )
        elif not value.text:
            self.findings.add(
                "empty-key",
                value.line,
                value.column,
                *EMPTY_KEY,
            )
        elif value.text == "<<" and value.plain:
            self.findings.add(
                "merge-key",
                value.line,
                value.column,
                "<< would merge another mapping into this one",
                "write the fields out here",
            )
        elif value.text == "<<":
            return value
        stand_in = Scalar(f"\0{value.line}:{value.column}", value.line, value.column, plain=False)
        self.dropped.append((entries, stand_in.text))
        return stand_in

    def check_limits(self, value: Value, event: Event, count: int, *, flow: bool) -> None:
        """Stop at one value too many, and at a question mark that begins a key in brackets.

        Raises:
            CannotGoOn: One of them is here; it was reported.
        """
        if count > MAX_VALUES:
            self.findings.add(
                "too-many-values",
                value.line,
                value.column,
                f"the file holds more than {MAX_VALUES:,} values; the rest is not read",
                "split it over several files; every .yaml file under seeds/ is read",
            )
            raise CannotGoOn
        index = event.start_mark.index
        if not self.key_marks or not flow:
            return
        if _KEY_MARK_BEFORE.search(self.text, max(index - 200, 0), index):
            index = self.text.rindex("?", 0, index)
        if self.text[index : index + 1] == "?":
            self.findings.add("explicit-key", *place_of(self.text, index), *KEY_MARK_FOUND)
            raise CannotGoOn

    def refuse_depth(self, value: Value) -> None:
        """Stop at the first value nested too deep.

        Raises:
            CannotGoOn: Always; it was reported.
        """
        self.findings.add(
            "too-deep",
            value.line,
            value.column,
            f"lists and mappings are nested {MAX_DEPTH + 1} deep here, and {MAX_DEPTH} is the "
            "limit; the rest of the file is not read",
            "look for brackets that are never closed",
        )
        raise CannotGoOn
