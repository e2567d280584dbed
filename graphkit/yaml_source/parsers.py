"""The two parsers of PyYAML behind one function, made to read alike.

libyaml is eight times as fast; the parser in Python takes over where PyYAML was built
without it. They differ in details, all of which the text can show: tabs, a question mark or a
colon inside brackets, the head of a block text. ``_PureParser`` follows libyaml in each.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, NoReturn, Protocol, cast

import yaml
from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner, ScannerError
from yaml.tokens import DirectiveToken, ScalarToken, TagToken

if TYPE_CHECKING:
    from yaml.error import Mark

#: Whether PyYAML was built with libyaml.
WITH_LIBYAML = yaml.__with_libyaml__
if WITH_LIBYAML:
    from yaml._yaml import CParser


class Point(Protocol):
    """Where a parser stood: line and column from 0, index into the text."""

    line: int
    column: int
    index: int


class Event(Protocol):
    """What graphkit reads of an event; each kind of event has a part of it."""

    start_mark: Point
    end_mark: Point
    anchor: str | None
    tag: str | None
    value: str
    style: str | None
    flow_style: bool
    explicit: bool


def open_events(text: str, *, pure: bool) -> Callable[[], Event]:
    """Return the function that gives the next event of a text at each call.

    Args:
        text: A text as `graphkit.yaml_source.decoding` makes it.
        pure: Whether to use the parser written in Python even if libyaml is there.

    Returns:
        A function that raises ``yaml.YAMLError`` where the text is not YAML.
    """
    parser = _PureParser(text) if pure or not WITH_LIBYAML else CParser(text)
    return cast("Callable[[], Event]", parser.get_event)


_SEPARATOR = re.compile(r"(?:---|\.\.\.)(?=[ \t\n\0])")
_COMMENT = re.compile(r"#[^\n\0]*")
_PLAIN_IN_BLOCK = re.compile(r"(?:[^ \t\n\0:]|:(?![ \t\n\0]))*")
_PLAIN_IN_FLOW = re.compile(r"(?:[^ \t\n\0:,\[\]{}]|:(?![ \t\n\0,?\[\]{}]))*")
_BLANKS = re.compile(r"[ \t]*")
_BLOCK_HEAD = re.compile(r"(?:([+-])([1-9])?|([1-9])([+-])?)?[ \t]*(?:#[^\n\0]*)?(?=[\n\0])")
_URI = r"(?:[0-9A-Za-z_;/?:@&=+$.!~*'()-]|%[0-9A-Fa-f]{2})"
_TAG = re.compile(
    rf"!(?:<(?P<whole>(?:{_URI}|[,\[\]])+)>"
    rf"|(?P<handle>[0-9A-Za-z_-]*!)(?P<suffix>{_URI}+)"
    rf"|(?![0-9A-Za-z_-]*!)(?P<name>{_URI}*))(?=[ \t\n\0,])"
)
_DIRECTIVE = re.compile(
    r"%(?:(YAML)[ \t]+[0-9]{1,9}\.[0-9]{1,9}"
    rf"|(TAG)[ \t]+![0-9A-Za-z_-]*!?[ \t]+{_URI}+(?=[ \t\n\0]))[ \t]*(?:#[^\n\0]*)?(?=[\n\0])"
)
_SURROGATE = re.compile("[\ud800-\udfff]")


class _PureParser(Reader, Scanner, Parser):
    """PyYAML's own parser where it agrees with libyaml, and libyaml's rules elsewhere.

    It only ever sees texts from `graphkit.yaml_source.decoding`: LF line ends, no NUL.
    """

    def __init__(self, text: str) -> None:
        Reader.__init__(self, text)
        Scanner.__init__(self)
        Parser.__init__(self)

    def _fail(self, context: str | None, mark: Mark | None, problem: str) -> NoReturn:
        raise ScannerError(context, mark, problem, self.get_mark())

    def scan_to_next_token(self) -> None:
        """Skip blanks and comments. Tabs are blanks, but not where a key may begin."""
        while True:
            tabs = self.flow_level or not self.allow_simple_key
            while self.peek() == " " or (tabs and self.peek() == "\t"):
                self.forward()
            if comment := _COMMENT.match(self.buffer, self.pointer):
                self.forward(len(comment[0]))
            if self.peek() != "\n":
                return
            self.forward()
            if not self.flow_level:
                self.allow_simple_key = True

    def fetch_stream_end(self) -> None:
        """End the stream; a key that is due and whose colon never came is an error."""
        for key in self.possible_simple_keys.values():
            if key.required:
                self._fail("while scanning a simple key", key.mark, "could not find expected ':'")
        super().fetch_stream_end()

    def scan_directive(self) -> DirectiveToken:
        """Read a directive, which is refused later; refuse one of an unknown name now."""
        start = self.get_mark()
        directive = _DIRECTIVE.match(self.buffer, self.pointer)
        if not directive:
            self._fail("while scanning a directive", start, "found a wrong directive")
        self.forward(len(directive[0]))
        return DirectiveToken(directive[1] or directive[2], None, start, self.get_mark())

    def scan_tag(self) -> TagToken:
        """Read a tag, which ends before a comma or a bracket."""
        start = self.get_mark()
        tag = _TAG.match(self.buffer, self.pointer)
        if not tag or (self.buffer[tag.end()] == "," and not self.flow_level):
            self._fail("while scanning a tag", start, "found a wrong tag")
        self.forward(len(tag[0]))
        value: tuple[str | None, str]
        if tag["handle"]:
            value = f"!{tag['handle']}", tag["suffix"]
        elif tag["name"]:
            value = "!", tag["name"]
        else:
            value = None, tag["whole"] or "!"
        return TagToken(value, start, self.get_mark())

    def scan_plain(self) -> ScalarToken:
        """Read unquoted text, which may go on over more indented lines."""
        start = end = self.get_mark()
        indent = self.indent + 1
        parts: list[str] = []
        blanks = ""
        new_line = False
        pattern = _PLAIN_IN_FLOW if self.flow_level else _PLAIN_IN_BLOCK
        while not (self.column == 0 and _SEPARATOR.match(self.buffer, self.pointer)):
            if self.peek() == "#":
                break
            if run := self._taken(pattern):
                parts += blanks, run
                new_line = False
                end = self.get_mark()
            if self.flow_level and self.peek() == ":" and self.peek(1) in ",?[]{}":
                self._fail("while scanning a plain scalar", start, "found unexpected ':'")
            if self.peek() not in " \t\n":
                break
            blanks, broken = self._blanks(start, indent)
            new_line = new_line or broken
            if not self.flow_level and self.column < indent:
                break
        self.allow_simple_key = new_line
        return ScalarToken("".join(parts), True, start, end)  # noqa: FBT003 - the signature is PyYAML's

    def _taken(self, pattern: re.Pattern[str]) -> str:
        """Consume what a pattern matches here."""
        match = pattern.match(self.buffer, self.pointer)
        taken = match[0] if match else ""
        self.forward(len(taken))
        return taken

    def _blanks(self, start: Mark, indent: int) -> tuple[str, bool]:
        """Consume blanks and line ends; return what they fold to and whether a line ended."""
        blanks = self._taken(_BLANKS)
        breaks = 0
        while self.peek() == "\n":
            self.forward()
            breaks += 1
            while self.peek() in " \t":
                if self.peek() == "\t" and self.column < indent:
                    self._fail("while scanning a plain scalar", start, "found a tab character")
                self.forward()
        if breaks:
            return "\n" * (breaks - 1) or " ", True
        return blanks, False

    def scan_flow_scalar(self, style: str) -> ScalarToken:
        """Read quoted text; refuse escapes for what is no character."""
        start = self.get_mark()
        problem = "found invalid Unicode character escape code"
        try:
            token = super().scan_flow_scalar(style)
        except (ValueError, OverflowError):
            self._fail("while parsing a quoted scalar", start, problem)
        if _SURROGATE.search(token.value):
            self._fail("while parsing a quoted scalar", start, problem)
        return token

    def scan_block_scalar_indicators(self, start_mark: Mark) -> tuple[bool | None, int | None]:
        """Read the rest of the line after ``|`` or ``>``."""
        head = _BLOCK_HEAD.match(self.buffer, self.pointer)
        if not head:
            self._fail("while scanning a block scalar", start_mark, "found a wrong head")
        self.forward(len(head[0]))
        chomping, indentation = head[1] or head[4], head[2] or head[3]
        return (
            {"+": True, "-": False}.get(chomping or ""),
            int(indentation) if indentation else None,
        )

    def scan_block_scalar_indentation(self) -> tuple[list[str], int, Mark]:
        """Find the indentation of a block text; refuse a tab as a part of it."""
        found = super().scan_block_scalar_indentation()
        if self.peek() == "\t":
            self._fail("while scanning a block scalar", None, "found a tab character")
        return found

    def scan_block_scalar_breaks(self, indent: int) -> tuple[list[str], Mark]:
        """Skip blank lines of a block text; refuse a tab where indentation is due."""
        found = super().scan_block_scalar_breaks(indent)
        if self.column < indent and self.peek() == "\t":
            self._fail("while scanning a block scalar", None, "found a tab character")
        return found
