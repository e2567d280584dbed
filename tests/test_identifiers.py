"""Ids and names, locators and paragraphs, links."""

from __future__ import annotations

import re

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.identifiers import (
    BASE,
    ENTITY_ID_LENGTH,
    ID_PATTERN,
    ONTOLOGY,
    BadLocator,
    Locator,
    camel,
    evidence_name,
    fact_id,
    iri_problem,
    is_id,
    kebab,
    paragraphs,
    parse_locator,
    pascal,
    position_name,
    read_paragraph,
    slug,
    stage_name,
)

ids = st.from_regex(ID_PATTERN, fullmatch=True)
worded_ids = st.from_regex("[a-z][a-z0-9]*(-[a-z][a-z0-9]*)*", fullmatch=True)
camels = st.from_regex("[a-z][a-z0-9]*([A-Z][a-z0-9]*)*", fullmatch=True)
lines = st.text(st.sampled_from("ab \t\r\n\x0b\x0c\x1c\x85\u2028\ufeff\U0001f600"), max_size=40)


@st.composite
def locators(draw: st.DrawFn) -> Locator:
    """A paragraph, or a stretch of one."""
    paragraph = draw(st.integers(1, 12) | st.integers(1, 999_999_999))
    if draw(st.booleans()):
        return Locator(paragraph)
    start = draw(st.integers(0, 20) | st.integers(0, 999_999_998))
    return Locator(paragraph, start, draw(st.integers(start + 1, 999_999_999)))


# --- Ids and names ---------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["kazakhstan", "call-2025-11-06", "jd-vance", "7", "a-1-b"])
def test_ids(text: str) -> None:
    """Small letters and digits, in groups joined by single hyphens, are an id."""
    assert is_id(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-",
        "a-",
        "-a",
        "a--b",
        "A",
        "a_b",
        "a.b",
        "a/b",
        "a b",
        "a\n",
        "é",
        "\u0430",
        "٣",
        "a\u200b",
    ],
)
def test_no_ids(text: str) -> None:
    """Capitals, other signs, other scripts and what looks like Latin are no id."""
    assert not is_id(text)


def test_the_length_of_an_entity_id() -> None:
    """An entity id has at most 64 characters; others may be longer."""
    assert is_id("a" * ENTITY_ID_LENGTH, ENTITY_ID_LENGTH)
    assert not is_id("a" * (ENTITY_ID_LENGTH + 1), ENTITY_ID_LENGTH)
    assert is_id("a" * (ENTITY_ID_LENGTH + 1))
    assert ENTITY_ID_LENGTH == 64


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("hasDiplomaticRelationsWith", "has-diplomatic-relations-with"),
        ("recognized", "recognized"),
        ("InForce", "in-force"),
        ("in-force", "in-force"),
        ("published_note", "published-note"),
        ("hasHTTP", "has-h-t-t-p"),
        ("", ""),
    ],
)
def test_kebab(name: str, expected: str) -> None:
    """Each capital begins a word."""
    assert kebab(name) == expected


@pytest.mark.parametrize(
    ("name", "lower", "upper"),
    [
        ("in-force", "inForce", "InForce"),
        ("iso3166-1-alpha-3", "iso31661Alpha3", "Iso31661Alpha3"),
        ("left_out", "leftOut", "LeftOut"),
        ("state", "state", "State"),
        ("", "", ""),
    ],
)
def test_camel_and_pascal(name: str, lower: str, upper: str) -> None:
    """Words are joined by capitals, those after hyphens and underscores alike."""
    assert camel(name) == lower
    assert pascal(name) == upper


@given(worded_ids)
def test_kebab_undoes_camel(name: str) -> None:
    """An id whose words begin with letters comes back from either case."""
    assert kebab(camel(name)) == kebab(pascal(name)) == name


@given(camels)
def test_camel_undoes_kebab(name: str) -> None:
    """No two relations become one in an id."""
    assert camel(kebab(name)) == name
    assert is_id(kebab(name))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Secretary of State", "secretary-of-state"),
        ("Président de la République", "president-de-la-republique"),
        ("president's envoy", "presidents-envoy"),
        ("president\u2019s envoy", "presidents-envoy"),
        ("oil\u2013gas / trade", "oil-gas-trade"),
        ("Groß", "gross"),
        ("ﬁnance Ⅳ", "finance-iv"),
        ("Łódź", "odz"),
        ("президент", ""),
        ("  ", ""),
    ],
)
def test_slug(text: str, expected: str) -> None:
    """Free text becomes an id as far as its letters are Latin."""
    assert slug(text) == expected


@given(st.text())
def test_a_slug_is_an_id_or_empty(text: str) -> None:
    """Whatever the text, its slug can stand in an id, and is its own slug."""
    assert is_id(slug(text)) or not slug(text)
    assert slug(slug(text)) == slug(text)


@given(ids)
def test_an_id_is_its_own_slug(name: str) -> None:
    """A field written as an id stays as it is."""
    assert slug(name) == name


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (("kazakhstan", "recognized", "israel"), "kazakhstan-recognized-israel"),
        (("kazakhstan", "population", None), "kazakhstan-population"),
        (
            ("marco-rubio", "heldOffice", "united-states", "Secretary of State"),
            "marco-rubio-held-office-united-states-secretary-of-state",
        ),
        (("a", "cooperatesWith", "b", "Ядро"), "a-cooperates-with-b"),
        (("a", "cooperatesWith", "b", ""), "a-cooperates-with-b"),
    ],
)
def test_fact_id(parts: tuple[str, str, str | None], expected: str) -> None:
    """A fact is named by its subject, relation, object, and role or field."""
    assert fact_id(*parts) == expected
    assert is_id(fact_id(*parts))


def test_stage_name() -> None:
    """A stage is named by its fact, and by its agents in alphabetical order."""
    assert stage_name("a-joined-b", "in-force") == "a-joined-b_in-force"
    assert stage_name("a-joined-b", "announced", "gfedcba") == (
        "a-joined-b_announced_a_b_c_d_e_f_g"
    )
    assert stage_name("a-joined-b", "announced", ["c", "c"]) == "a-joined-b_announced_c"


def test_evidence_name() -> None:
    """Evidence is named by its owner, source and locator, and by the speakers where given."""
    assert (
        evidence_name("kazakhstan-recognized-israel_in-force", "anadolu-kazakhstan", Locator(9))
        == "kazakhstan-recognized-israel_in-force_anadolu-kazakhstan_p9"
    )
    assert evidence_name("o", "s", "p9:1-3", "gfedcba") == "o_s_p9:1-3_a_b_c_d_e_f_g"
    assert evidence_name("o", "s") == "o_s"
    assert evidence_name("o", "s", None, ["z"]) == "o_s_z"


def test_position_name() -> None:
    """A position is named by its dispute and the place of its first evidence."""
    assert position_name("members", "anadolu", Locator(8)) == "members_anadolu_p8"
    assert position_name("members", "trump-post") == "members_trump-post"


@given(ids, ids, ids, ids)
def test_names_can_be_taken_apart(fact: str, stage: str, source: str, agent: str) -> None:
    """No id holds what joins them, so that different parts never give one name."""
    name = evidence_name(stage_name(fact, stage, [agent]), source, Locator(1))
    assert name.split("_") == [fact, stage, agent, source, "p1"]


@given(ids, ids, locators())
def test_names_fit_turtle(owner: str, source: str, locator: Locator) -> None:
    """A name can follow a prefix in Turtle as it stands."""
    name = evidence_name(owner, source, locator)
    turtle = f"@prefix evidence: <{BASE}evidence/> . evidence:{name} a <{ONTOLOGY}Evidence> ."
    triples = list(pyoxigraph.parse(turtle, pyoxigraph.RdfFormat.TURTLE))
    assert triples[0].subject == pyoxigraph.NamedNode(f"{BASE}evidence/{name}")


def test_the_namespaces_are_links() -> None:
    """The two namespaces can be joined with a name."""
    for namespace in (ONTOLOGY, BASE):
        assert namespace[-1] in "#/"
        assert iri_problem(namespace) is None


# --- Places in a source ----------------------------------------------------------------------


@given(locators())
def test_a_locator_prints_as_it_is_read(locator: Locator) -> None:
    """Printing and reading undo each other."""
    assert parse_locator(str(locator)) == locator


@given(st.from_regex("p[0-9]{1,3}(:[0-9]{1,3}-[0-9]{1,3})?", fullmatch=True) | st.text())
def test_a_locator_has_one_spelling(text: str) -> None:
    """What is read prints as it was written; all else is refused by name, and by nothing else."""
    try:
        locator = parse_locator(text)
    except BadLocator as error:
        message = str(error)
    else:
        assert str(locator) == text
        return
    assert message.isprintable()
    assert message.startswith(('"', "'"))


@pytest.mark.parametrize(
    "text",
    ["", "p", "9", "p0", "p09", "P9", "p-1", "p9 ", " p9", "p9\n", "p9:", "p9:1", "p9:1-", "p9-10",
     "p9,p10", "p9:01-2", "p9:1-02", "p٩", "p9:\uff11-2", "p9:1-2-3", "p9:-1-2", "p" + "9" * 5000],
)  # fmt: skip  # one a line would be a page
def test_no_locators(text: str) -> None:
    """Another form, zeros in front, blanks and digits of other scripts are refused."""
    with pytest.raises(BadLocator, match="is no locator: write p9"):
        parse_locator(text)


@pytest.mark.parametrize("text", ["p9:0-0", "p9:5-5", "p9:184-120", "p9:10-9"])
def test_a_stretch_holds_something(text: str) -> None:
    """An empty or reversed stretch is refused."""
    with pytest.raises(BadLocator, match=f'"{text}" holds nothing'):
        parse_locator(text)


def test_locators_sort_as_in_the_text() -> None:
    """p9 stands before p10, and a paragraph before the stretches of it."""
    texts = ["p9", "p9:0-4", "p9:0-5", "p9:2-3", "p9:10-12", "p10"]
    assert [str(locator) for locator in sorted(map(parse_locator, texts[::-1]))] == texts


def test_paragraphs() -> None:
    """The mark in front goes, LF, CRLF and CR part lines, blank ones do not count."""
    two = "two\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029two"
    text = f"\ufeff\n one \r\n\r\n \t\u00a0\r{two}\n\n\u3000\nthree"
    assert paragraphs(text) == [" one ", two, "three"]


@pytest.mark.parametrize("text", ["", "\ufeff", "\n\r\r\n", " \n\t"])
def test_no_paragraphs(text: str) -> None:
    """A text of blanks has none."""
    assert paragraphs(text) == []
    assert read_paragraph(text, Locator(1)) is None


def test_only_one_mark_is_dropped() -> None:
    """A second byte order mark is a character, and not a blank one."""
    assert paragraphs("\ufeff\ufeff\na") == ["\ufeff", "a"]
    assert paragraphs("a\n\ufeffb") == ["a", "\ufeffb"]


@given(lines)
def test_paragraphs_are_lines(text: str) -> None:
    """A paragraph holds no line end, is not blank, stands in the text, in this order."""
    position = 0
    for paragraph in paragraphs(text):
        assert not re.search("[\r\n]", paragraph)
        assert paragraph.strip()
        position = text.index(paragraph, position) + len(paragraph)
    kept = "".join(paragraphs(text)).split()
    assert "".join(kept) == "".join(text.removeprefix("\ufeff").split())


@given(st.lists(st.text(st.characters(exclude_characters="\r\n")).filter(str.strip)))
def test_line_ends_do_not_matter(written: list[str]) -> None:
    """The same lines give the same paragraphs whatever ends them."""
    for line_end in ("\n", "\r\n", "\r", "\n\n", "\r\r\n \n"):
        assert paragraphs("\ufeff" + line_end.join(written)) == written


def test_read_paragraph() -> None:
    """Characters are code points of the line as it stands, the end not included."""
    text = "first\n\n  \U0001f600 zwei\r\nlast"
    assert read_paragraph(text, parse_locator("p2")) == "  \U0001f600 zwei"
    assert read_paragraph(text, parse_locator("p2:2-3")) == "\U0001f600"
    assert read_paragraph(text, parse_locator("p2:4-8")) == "zwei"
    assert read_paragraph(text, parse_locator("p2:4-9")) is None
    assert read_paragraph(text, parse_locator("p3")) == "last"
    assert read_paragraph(text, parse_locator("p4")) is None


@given(lines, locators())
def test_a_stretch_has_its_length(text: str, locator: Locator) -> None:
    """What is read is as long as the locator says, and lies within the text."""
    found = read_paragraph(text, locator)
    if found is None:
        whole = read_paragraph(text, Locator(locator.paragraph))
        assert whole is None or (locator.end or 0) > len(whole)
        return
    assert found in text
    if locator.end is not None and locator.start is not None:
        assert len(found) == locator.end - locator.start


# --- Links -----------------------------------------------------------------------------------

GOOD_LINKS = [
    "https://example.org",
    "http://example.org:8080/a/b?c=d&e=%20#f",
    "HTTPS://EXAMPLE.ORG/",
    "https://example.org/a_(b),c;d='e'!*+~:@",
    "https://example.org?q=1",
    "https://www.youtube.com/watch?v=x-_1#t=1m/2?",
    "https://ru.wikipedia.org/wiki/Казахстан",
    "https://例え.jp/\U00020000",
    "http://127.0.0.1:1/",
    "http://[::1]:65535/a",
    "http://[2001:db8::1]",
]
#: A link, and a part of what is said of it.
BAD_LINKS = [
    ("", "no full link"),
    ("example.org/a", "no full link"),
    ("//example.org/a", "no full link"),
    ("javascript:alert(1)", "the kind javascript"),
    ("data:text/html,x", "the kind data"),
    ("file:///etc/passwd", "the kind file"),
    ("ftp://example.org/", "the kind ftp"),
    ("https:", "no host"),
    ("https:/a", "no host"),
    ("https://", "no host"),
    ("https:///a", "no host"),
    ("https://:80/a", "no host"),
    ("https://example.org:/a", "no port"),
    ("https://example.org:0/a", "no port"),
    ("https://example.org:65536/a", "no port"),
    ("https://example.org:80a/a", "no port"),
    ("https://example.org:٨٠/a", "no port"),
    ("https://me@example.org/a", "user name"),
    ("https://me:secret@example.org/a", "user name"),
    ("http://[::1", "no IPv6"),
    ("http://[]/a", "no IPv6"),
    ("http://[::g]/a", "no IPv6"),
    ("http://[fe80::1%25eth0]/a", "no IPv6"),
    ("http://::1/a", "no host"),
    ("https://exa%mple.org/", "no host between"),
    ("https://example.org/a b", "U+0020"),
    (" https://example.org/a", "U+0020"),
    ("https://example.org/a\n", "U+000A"),
    ("https://example.org/\x00", "U+0000"),
    ("https://example.org/\x85", "U+0085"),
    ("https://example.org/\u00a0", "U+00A0"),
    ("https://example.org/\u2028", "U+2028"),
    ("https://example.org/\u202e", "U+202E"),
    ("https://example.org/\u200b", "U+200B"),
    ("https://example.org/\ufeff", "U+FEFF"),
    ("https://example.org/\ud800", "U+D800"),
    ("https://example.org/\ufffe", "U+FFFE"),
    ("https://example.org/\ue000", "U+E000"),
    *[(f"https://example.org/{sign}", f'holds "{sign}"') for sign in '<>"{}|\\^`[]'],
    ("https://example.org/100%", "write %25"),
    ("https://example.org/%zz", "write %25"),
    ("https://example.org/a#b#c", '"#"'),
]


@pytest.mark.parametrize("text", GOOD_LINKS)
def test_good_links(text: str) -> None:
    """A full http or https link passes, in any script, and an RDF reader takes it."""
    assert iri_problem(text) is None
    assert pyoxigraph.NamedNode(text).value == text


@pytest.mark.parametrize(("text", "expected"), BAD_LINKS)
def test_bad_links(text: str, expected: str) -> None:
    """What is wrong is named, in a line that can be printed."""
    problem = iri_problem(text)
    assert problem is not None
    assert expected in problem
    assert problem.isprintable()


LINK_PARTS = [
    "https:",
    "http:",
    "//",
    "a.org",
    "example",
    ":80",
    "@",
    "[::1]",
    "/",
    "?",
    "#",
    "%20",
    "%",
]


@given(
    st.text()
    | st.lists(st.sampled_from(LINK_PARTS) | st.text(max_size=2), max_size=9).map("".join)
    | st.text(max_size=9).map("https://a.org/{}".format)
    | st.text(max_size=9).map("https://{}/".format)
)
def test_a_link_that_passes_is_an_iri(text: str) -> None:
    """The check never raises, and lets nothing through at which an export would break."""
    problem = iri_problem(text)
    if problem is None:
        assert pyoxigraph.NamedNode(text).value == text
    else:
        assert problem.isprintable()
