"""Files that are not what the export writes: every fault is named, with its place and a hint."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

import pytest

import graphkit
from graphkit.checks.catalogue.file_samples import CODES
from graphkit.dates import parse_date
from graphkit.errors import BadData, GraphkitError
from graphkit.identifiers import parse_locator
from graphkit.model import Evidence, Source, SourceText, Stage
from graphkit.problems import Problem
from tests.importers.files import read_text, write_graph
from tests.samples import export_text, fact, graph_of, shipped, stage, state

GRAPH = graph_of(
    [
        fact("alpha", "recognized", "beta", stage("in-force", "1992")),
        fact("alpha", "population", value=9),
    ],
    [state("alpha"), state("beta")],
)
TEXT = export_text(GRAPH, "turtle")
FACT = "fact:alpha-recognized-beta"
STAGE = f"stage:{FACT[5:]}_in-force"

#: A name, the text to replace (none: to add at the end), its replacement, and the code with the
#: words of the message that must be in it.
CASES = [
    ("bad literal", '"Alpha"@en', '"Alpha"@en "', "not-rdf", "cannot be read"),
    ("no dataset", "a dcat:Dataset ;", 'gk:credit "me" ;', "no-dataset", "0 nodes"),
    ("two datasets", "", "<http://x.org/> a dcat:Dataset .", "no-dataset", "2 nodes"),
    ("strange fact", "", "<http://x.org/f> a gk:Fact .", "outside-base", "<http://x.org/f>"),
    ("strange kind", "", "<http://x.org/f> a gk:State .", "outside-base", "<http://x.org/f>"),
    ("strange folder", "", "<BASEx/y> a gk:State .", "outside-base", "x/y"),
    ("typo", "skos:prefLabel", "skos:prefLable", "unknown-predicate", "skos:prefLable"),
    ("foreign word", "", 'id:alpha <http://x.org/p> "x" .',
     "unknown-predicate", "<http://x.org/p>"),
    ("word of another record", "", f'{FACT} gk:locator "p1" .', "unknown-predicate", "gk:locator"),
    ("two names", "", 'id:alpha skos:prefLabel "Omega" .', "several-values", "2 values"),
    ("two kinds", "", "id:alpha a gk:Person .", "several-values", "2 kinds"),
    ("two objects", "", f"{FACT} rdf:object id:gamma .", "several-values", "rdf:object"),
    ("no subject", "    rdf:subject id:alpha ;\n    rdfs", "    rdfs",
     "missing-field", "rdf:subject"),
    ("no object", "    rdf:object id:beta ;\n", "", "missing-field", "rdf:object"),
    ("no value", '    rdf:object "9"^^xsd:integer ;\n', "", "missing-field", "rdf:object"),
    ("no relation", "    rdf:predicate gk:recognized ;\n", "", "missing-field", "rdf:predicate"),
    ("no stages", f"    gk:history {STAGE} ;\n", "", "missing-field", "gk:history"),
    ("no kind", "    a gk:State ;\n", "", "missing-field", "of no kind"),
    ("no type", "    a gk:Fact ;\n", "", "missing-field", "gk:Fact"),
    ("no day", '    gk:asOf "2025-11-07"^^xsd:date ;\n', "", "missing-field", "gk:asOf"),
    ("no title", '    dcterms:title "Sample"@en ;\n', "", "missing-field", "dcterms:title"),
    ("half a place", "", 'id:alpha gk:locationLatitude "1.5"^^xsd:decimal .',
     "missing-field", "one"),
    ("half a text", "", 'source:paper gk:textFile "a.txt" .', "missing-field", "half of a text"),
    ("a date as text", '"1992"^^edtf:EDTF', '"1992"', "wrong-term", "as gk:date"),
    ("a day as year", '"2025-11-07"^^xsd:date', '"2025"^^xsd:gYear', "wrong-term", "xsd:gYear"),
    ("a name as number", '"Alpha"@en', "5", "wrong-term", "xsd:integer"),
    ("a name as IRI", '"Alpha"@en', "id:beta", "wrong-term", "skos:prefLabel"),
    ("an end as text", "rdf:object id:beta", 'rdf:object "beta"', "wrong-term", "rdf:object"),
    ("an end of another space", "rdf:object id:beta", f"rdf:object {FACT}",
     "wrong-term", "rdf:object"),
    ("an end elsewhere", "rdf:object id:beta", "rdf:object <http://x.org/b>",
     "wrong-term", "x.org/b"),
    ("a value as text", '"9"^^xsd:integer', '"9"', "wrong-term", "rdf:object"),
    ("a relation as text", "rdf:predicate gk:recognized", 'rdf:predicate "x"',
     "wrong-term", "predicate"),
    ("an address as text", "", 'source:paper gk:url "http://x.org" .', "wrong-term", "gk:url"),
    ("no number", '"9"^^xsd:integer', '"nine"^^xsd:integer', "bad-value", "nine"),
    ("no decimal", "", 'id:alpha gk:locationLatitude "1e5"^^xsd:decimal .', "bad-value", "1e5"),
    ("no flag", "", 'id:alpha gk:unnamed "yes"^^xsd:boolean .', "bad-value", "yes"),
    ("no day at all", '"2025-11-07"^^xsd:date', '"20251107"^^xsd:date', "bad-value", "20251107"),
    ("no such date", '"1992"^^edtf:EDTF', '"1992-13"^^edtf:EDTF', "impossible-date", "1992-13"),
    ("no locator", 'gk:locator "p1"', 'gk:locator "page 1"', "bad-locator", "page 1"),
    ("no place left out", "", 'source:paper gk:leftOut "1" .', "bad-locator", "gk:leftOut"),
    ("no address", "", "source:paper gk:url <ftp://x.org/> .", "bad-url", "ftp"),
    ("no base", "<BASE>", "<https://w3id.org/graphkit/id#>", "bad-url", "slash"),
    ("no licence", "", "<BASE> dcterms:license <http://x.org/l> .", "bad-license", "x.org/l"),
    ("no id", "", "id:Alpha a gk:State, gk:Entity .", "bad-id", "id:Alpha"),
    ("a long id", "", f"id:{'a' * 65} a gk:State, gk:Entity .", "bad-id", "aaa"),
    ("a name of other content", "gk:stage gk:InForce", "gk:stage gk:Signed", "bad-id", STAGE),
    ("no relation known", "predicate gk:recognized", "predicate gk:recognised",
     "unknown-relation", ""),
    ("no kind known", "a gk:State ;", "a gk:Stat ;", "unknown-kind", "gk:Stat"),
    ("a type too many", "", f"{FACT} a gk:Claim .", "unknown-kind", "gk:Claim"),
    ("no stage known", "gk:stage gk:InForce", "gk:stage gk:Inforce", "unknown-stage", "gk:Inforce"),
    ("no stance known", "gk:stance gk:Supports", "gk:stance gk:Support", "unknown-stance", ""),
    ("no source kind", "gk:kind gk:Article", "gk:kind gk:Aricle", "unknown-source-kind", "Aricle"),
    ("no event type", "", "id:alpha gk:eventType gk:Diner .", "unknown-type", "gk:Diner"),
    ("no rank known", "", f'{FACT} gk:rank "best" .', "unknown-rank", "best"),
    ("no confidence", "", f'{FACT} gk:confidence "some" .', "unknown-confidence", "some"),
    ("a blank object", "", f"{FACT} gk:history [] .", "blank-node", "gk:history"),
    ("a blank subject", "", "[] a gk:Fact .", "blank-node", "without a name"),
    ("a stage of nobody", "", "stage:x a gk:StageRecord .", "loose-record", "stage:x"),
    ("a stage not told", f"\n{STAGE}\n", "\nstage:other_in-force\n", "loose-record", STAGE),
    ("evidence of nobody", "", "evidence:x a gk:Evidence .", "loose-record", "evidence:x"),
    ("a position of nobody", "", "dispute:x a gk:Position .", "loose-record", "dispute:x"),
    ("a stage of two", "", f"fact:alpha-population gk:history {STAGE} .", "loose-record", "both"),
    ("no such entity", "rdf:object id:beta", "rdf:object id:betta", "unknown-entity", "betta"),
    ("a wrong kind", "beta\n    a gk:Entity ;\n    a gk:State",
     "beta\n    a gk:Entity ;\n    a gk:Person", "object-kind", "person"),
]  # fmt: skip


def problems_of(old: str, new: str) -> tuple[Problem, ...]:
    """Return the problems of the sample with one text replaced, or one more at its end."""
    base = GRAPH.info.base
    old, new = old.replace("BASE", base), new.replace("BASE", base)
    assert not old or old in TEXT, old
    text = TEXT.replace(old, new) if old else f"{TEXT}{new}\n"
    with pytest.raises(BadData) as caught:
        read_and_check(text)
    return caught.value.problems


def read_and_check(text: str) -> None:
    """Read a text as a file, as a user does."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sample.ttl"
        path.write_text(text, encoding="utf-8")
        graphkit.read_turtle(path)


def test_the_sample_is_valid_but_for_what_is_said() -> None:
    """Otherwise the cases below would show faults of the sample."""
    assert read_text(TEXT).problems == ()


@pytest.mark.parametrize(
    ("old", "new", "code", "words"),
    [case[1:] for case in CASES],
    ids=[case[0] for case in CASES],
)
def test_problem(old: str, new: str, code: str, words: str) -> None:
    """Each fault has its code, names what it met and says what to do next."""
    found = [problem for problem in problems_of(old, new) if problem.code == code]
    assert found
    assert any(words in problem.message for problem in found), found
    for problem in found:
        assert problem.place.path == "sample.ttl"
        assert problem.hint
        assert "\n" not in problem.message


def test_every_code_of_rdf_is_shown() -> None:
    """No code of the page is without a case here or among those of GraphML."""
    of_graphml = {"not-graphml", "foreign-file", "folded-file", "columns-disagree"}
    assert set(CODES) - of_graphml <= {case[3] for case in CASES}


@pytest.mark.parametrize(
    ("old", "new", "offer"),
    [
        ("skos:prefLabel", "skos:prefLable", "skos:prefLabel"),
        ("predicate gk:recognized", "predicate gk:recognised", "gk:recognized"),
        ("a gk:State ;", "a gk:Stat ;", "gk:State"),
        ("gk:stage gk:InForce", "gk:stage gk:Inforce", "gk:InForce"),
        ("rdf:object id:beta", "rdf:object id:betta", "beta"),
    ],
)
def test_the_nearest_word_is_offered(old: str, new: str, offer: str) -> None:
    """A slip of one letter gets the word that was meant."""
    hints = [problem.hint for problem in problems_of(old, new)]
    assert any(f'did you mean "{offer}"?' in hint for hint in hints), hints


def test_all_problems_come_in_one_run() -> None:
    """Those of reading and those of the checks, sorted, each at the line of its subject."""
    text = TEXT.replace("rdf:object id:beta", "rdf:object id:betta")
    text = text.replace('"Alpha"@en', "5").replace("gk:stance gk:Supports", "gk:stance gk:Suports")
    with pytest.raises(BadData) as caught:
        read_and_check(text)
    problems = caught.value.problems
    assert {p.code for p in problems} >= {"unknown-entity", "wrong-term", "unknown-stance"}
    assert list(problems) == sorted(problems)
    lines = text.splitlines()
    for problem in problems:
        line = lines[problem.place.line - 1]
        assert re.match(r"(id|fact|evidence|source):", line), (problem, line)


def test_syntax_errors_have_a_line_and_a_column() -> None:
    """The place is that of the fault, not that of the file."""
    lines = TEXT.splitlines()
    number = next(n for n, line in enumerate(lines) if '"Alpha"@en' in line)
    lines[number] = '    skos:prefLabel Alpha" ;'
    (problem,) = read_text("\n".join(lines)).problems
    assert problem.code == "not-rdf"
    assert problem.place.line == number + 1
    assert problem.place.column > 1


@pytest.mark.parametrize(
    ("suffix", "text"),
    [
        (".ttl", "\xff"),
        (".nt", "<a> <b> <c> ."),
        (".trig", "{"),
        (".jsonld", "[1, 2"),
        (".jsonld", '{"@context": "http://localhost:1/context", "name": 1}'),
        (".jsonld", "\x00"),
    ],
)
def test_other_formats_have_problems_too(suffix: str, text: str) -> None:
    """Nothing but a problem comes of a file that is none; no context is fetched."""
    (problem,) = read_text(text, suffix).problems
    assert problem.code == "not-rdf"


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    """A file in another encoding is a problem."""
    path = tmp_path / "sample.ttl"
    path.write_bytes(TEXT.replace("Alpha", "Älpha").encode("latin-1"))
    with pytest.raises(BadData) as caught:
        graphkit.read_turtle(path)
    assert [p.code for p in caught.value.problems] == ["not-rdf"]
    assert caught.value.root == tmp_path


def test_an_empty_file() -> None:
    """It has no dataset."""
    assert [p.code for p in read_text("").problems] == ["no-dataset"]


@pytest.mark.parametrize("name", ["graph.pdf", "graph", "graph.graphml"])
def test_a_suffix_of_another_format(name: str) -> None:
    """One line names the files that can be read."""
    with pytest.raises(GraphkitError, match=r"\.ttl, \.nt, \.trig or \.jsonld") as caught:
        graphkit.read_turtle(name)
    assert caught.value.exit_status == 2


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    """One line names it, and so it does for a folder."""
    (tmp_path / "folder.ttl").mkdir()
    for name in ("none.ttl", "folder.ttl"):
        with pytest.raises(GraphkitError, match=name) as caught:
            graphkit.read_turtle(tmp_path / name)
        assert "\n" not in str(caught.value)


def test_a_view_need_not_keep_what_only_a_whole_project_can(tmp_path: Path) -> None:
    """A view leaves out later evidence, so that a stage may begin after all that is left."""
    later = Source(id="later", published=parse_date("2025-12-01"))
    text = SourceText("a.txt", "0" * 64)
    sooner = Source(id="sooner", published=parse_date("2025-11-01"), text=text)
    pieces = (
        Evidence(source="later"),
        Evidence(source="sooner", at=parse_locator("p1"), stance="hedges"),
    )
    one = fact(
        "alpha", "recognized", "beta",
        Stage(stage="in-force", date=parse_date("2025-11-20"), evidence=pieces),
    )  # fmt: skip
    graph = graph_of([one], [state("alpha"), state("beta")], sources=[later, sooner])
    view = graph.known_by("2025-11-07")
    read = graphkit.read_turtle(write_graph(view, tmp_path))
    assert read.view.records == view.view.records


def test_warnings_block_nothing(tmp_path: Path) -> None:
    """An entity that nothing refers to is in the file, and comes back."""
    read = graphkit.read_turtle(write_graph(shipped().select(stages=["occurred"]), tmp_path))
    assert read.entities
