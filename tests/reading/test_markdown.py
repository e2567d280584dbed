"""Texts and tables as Markdown; a reader of Markdown finds the words as they were."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from graphkit.reading import document
from graphkit.reading.markdown import escaped, render_cells, render_lines, render_table
from tests.samples import HOSTILE

#: CommonMark with GitHub's tables and strokes.
READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])

LINES = [
    document.title("A *title*"),
    document.text("some\n text"),
    document.heading("Part"),
    document.item("first | one"),
    document.item("below", 1),
    document.item("second"),
    document.heading("Next"),
    document.text("end"),
]

#: What begins markup at the start of a block or within it.
TRICKY = (
    "# head", "#", "a #", "- item", "+ item", "* item", "1. one", "12) two", "1.", "> quote",
    "---", "===", "***", "```code", "~~~code", "~~gone~~", "[a](b)", "![a](b)", "[a]: b", "[^1]",
    "<b>bold</b>", "<!-- x", "<https://a.b>", "&amp;", "&#65;", "a\\", "\\", "\\*", "a  ", "| a |",
    "| --- |", "_a_ __b__", "`a`", "``", "$a$", "$$a$$", "- [ ] task", "    code", "\tcode",
    "https://a.example", "www.a.example", ":smile:", "a\nb", "a\n\n# b", "-", "+", "=", "1", "-1",
)  # fmt: skip


def _words(text: str) -> str:
    """Return a text as Markdown shows it: one line, without what it never holds."""
    return " ".join(text.split()).replace("\0", "\ufffd")


def _tokens(markdown: str) -> list[tuple[str, str]]:
    """Return the blocks of a text, and what each line of words is made of."""
    found = []
    for token in READER.parse(markdown):
        found.append((token.type, token.tag))
        found += [(child.type, child.content) for child in token.children or ()]
    return found


_TEXTS = st.one_of(st.text(), st.text("#-+=*_`~[]()<>!&;:|\\$.1 \n\tab/w", max_size=12))


@given(_TEXTS)
def test_words_stay_words(text: str) -> None:
    """Whatever a text holds, wherever it stands it is read as itself and as nothing else."""
    _is_read_as_itself(text)


@pytest.mark.parametrize("text", [*TRICKY, *HOSTILE])
def test_tricky_words_stay_words(text: str) -> None:
    """What means something to Markdown means nothing once it is escaped."""
    _is_read_as_itself(text)


def _is_read_as_itself(text: str) -> None:
    words, made = _words(text), escaped(text)
    inside = [("inline", ""), *[("text", words)] * bool(words)]
    if words:
        assert _tokens(made) == [("paragraph_open", "p"), *inside, ("paragraph_close", "p")]
    assert _tokens(f"## {made}\n") == [("heading_open", "h2"), *inside, ("heading_close", "h2")]
    item = _tokens(f"- {made}\n")
    assert item[:2] == [("bullet_list_open", "ul"), ("list_item_open", "li")]
    assert [token for token in item if token[0] in {"inline", "text"}] == inside * bool(words)
    assert len(item) == 4 + bool(words) * 4
    cells = "".join(render_table(["a", "b"], [[text, "x"]]))
    told = [token for token in _tokens(cells) if token[0] == "text"]
    assert told == [("text", "a"), ("text", "b"), *inside[1:], ("text", "x")]


@given(_TEXTS)
@example("see https://a.example and WWW.a.example")
def test_github_finds_no_links_of_its_own(text: str) -> None:
    """No address is left that GitHub makes a link of though it is none of ours."""
    assert not re.search(r"(?<!\\)://|\bwww\.", escaped(text), re.IGNORECASE)


def test_a_document() -> None:
    """A title, headings and nested lists, in which nothing of the data is markup."""
    assert "".join(render_lines(LINES)) == (
        "# A \\*title\\*\n\nsome text\n\n## Part\n\n- first \\| one\n  - below\n- second\n\n"
        "## Next\n\nend\n"
    )
    assert "".join(render_lines(LINES, top=2)).startswith("## A \\*title\\*\n\nsome text\n\n### P")
    assert not list(render_lines([]))
    assert list(render_lines([document.item("one")])) == ["- one\n"]


def test_a_document_line_by_line() -> None:
    """Nothing is held back until the end."""
    made = render_lines(line for line in (LINES[0], None))  # type: ignore[misc]
    assert next(made) == "# A \\*title\\*\n"
    with pytest.raises(AttributeError):
        next(made)


def test_tables() -> None:
    """A table of texts escapes its cells; one of cells takes them as they are."""
    assert "".join(render_table(["a|b"], [["*c*\nd"]])) == "| a\\|b |\n| --- |\n| \\*c\\* d |\n"
    assert "".join(render_cells(["a"], [["[b](#c)"]])) == "| a |\n| --- |\n| [b](#c) |\n"
