"""What other people's RDF readers find in a text: each triple or quad as a line of N-Quads.

A line has the lexical form of a literal to the letter, so that sets of lines compare exactly.
The default graph has no name.
"""

from __future__ import annotations

import re
import subprocess
import tempfile
import warnings
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NoReturn

import pyoxigraph as ox
import pytest
import rdflib
from pyld import jsonld

Lines = set[str]
_Node = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


def oxigraph_reads(text: str, form: ox.RdfFormat) -> Lines:
    """Return what Oxigraph finds."""
    return lines(ox.parse(text, format=form))


def lines(quads: Iterable[ox.Quad]) -> Lines:
    """Return quads of Oxigraph as lines."""
    return {str(quad) for quad in quads}


def rdflib_reads(text: str, form: str, monkeypatch: pytest.MonkeyPatch) -> Lines:
    """Return what rdflib finds, which is kept from rewriting the lexical forms."""
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # rdflib's parse warns of itself
        dataset = rdflib.Dataset()
        dataset.parse(data=text, format=form)
        found = list(dataset.quads())
    quads = set()
    for subject, predicate, value, name in found:
        in_default = name is None or name == rdflib.graph.DATASET_DEFAULT_GRAPH_ID
        graph = ox.DefaultGraph() if in_default else ox.NamedNode(str(name))
        quads.add(_quad(_of_rdflib(subject), _of_rdflib(predicate), _of_rdflib(value), graph))
    return quads


def rapper_reads(rapper: str, text: str, form: str) -> Lines:
    """Return what Raptor finds, which has to find no fault."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        path.write_text(text, encoding="utf-8", newline="")
        done = subprocess.run(
            [rapper, "-q", "-i", form, "-o", "nquads", str(path)], capture_output=True, check=False
        )
    assert done.returncode == 0, done.stderr
    assert not done.stderr
    return oxigraph_reads(done.stdout.decode("utf-8"), ox.RdfFormat.N_QUADS)


def as_raptor_can(found: Lines) -> Lines:
    """Return lines as Raptor can give them: in it a text ends at NUL and at a noncharacter."""
    return {re.sub(r'(?<!\\)\\u(0000|FFF[EF])(?:[^"\\]|\\.)*"', '"', line) for line in found}


def without_noncharacters(text: str) -> str:
    """Return N-Triples or N-Quads without U+FFFE and U+FFFF, which no project can hold."""
    return re.sub(r"(?<!\\)\\uFFF[EF]", "", text)


def pyld_reads(document: Mapping[str, Any]) -> Lines:
    """Return what PyLD finds, which has to ask for no other file."""
    found = jsonld.to_rdf(dict(document), {"documentLoader": _refuse})
    quads = set()
    for name, triples in found.items():
        graph = ox.DefaultGraph() if name == "@default" else ox.NamedNode(name)
        for triple in triples:
            subject, predicate, value = (
                _of_pyld(triple[part]) for part in ("subject", "predicate", "object")
            )
            quads.add(_quad(subject, predicate, value, graph))
    return quads


def _refuse(url: str, _options: object = None) -> NoReturn:
    pytest.fail(f"{url} was asked for")


def _quad(
    subject: _Node, predicate: _Node, value: _Node, graph: ox.NamedNode | ox.DefaultGraph
) -> str:
    assert isinstance(subject, ox.NamedNode)
    assert isinstance(predicate, ox.NamedNode)
    return str(ox.Quad(subject, predicate, value, graph))


def _of_rdflib(term: object) -> _Node:
    if isinstance(term, rdflib.URIRef):
        return ox.NamedNode(str(term))
    assert isinstance(term, rdflib.Literal), term
    return _literal(str(term), term.language, str(term.datatype or rdflib.XSD.string))


def _of_pyld(term: Mapping[str, str]) -> _Node:
    if term["type"] == "IRI":
        return ox.NamedNode(term["value"])
    assert term["type"] == "literal", term
    return _literal(term["value"], term.get("language"), term["datatype"])


def _literal(lexical: str, language: str | None, datatype: str) -> ox.Literal:
    if language:
        return ox.Literal(lexical, language=language)
    return ox.Literal(lexical, datatype=ox.NamedNode(datatype))
