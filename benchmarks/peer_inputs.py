"""The facts of a project as the tables and entity files that other makers of triples take."""

from __future__ import annotations

import csv
import json
from pathlib import Path

from graphkit.graph import Graph
from graphkit.loading import load
from graphkit.model import Fact

_NS = "https://example.org/ns/"
_IDS = "https://example.org/id/"
_PREFIXES = f"""\
@base <https://example.org/maps/> .
@prefix rr: <http://www.w3.org/ns/r2rml#> .
@prefix rml: <http://semweb.mmlab.be/ns/rml#> .
@prefix ql: <http://semweb.mmlab.be/ns/ql#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix gk: <{_NS}> .
"""
_CONFIG = """\
[CONFIGURATION]
output_file: {output}
output_format: N-TRIPLES
number_of_processes: 1
logging_level: ERROR
[facts]
mappings: {mapping}
"""


def write_inputs(project: Path, folder: Path) -> None:
    """Write what morph-kgc and followthemoney take, with the facts of a project."""
    graph = load(project)
    folder.mkdir(parents=True)
    with (folder / "entities.json").open("w", encoding="utf-8") as file:
        file.writelines(f"{json.dumps(entity)}\n" for entity in entities(graph))
    write_tables(graph, folder)


# ------------------------------------------------------------------------ followthemoney


def entities(graph: Graph) -> list[dict[str, object]]:
    """Return FollowTheMoney's entities: public bodies, and a link for each fact.

    A fact with a value becomes a note of its subject, which is the nearest it has.
    """
    found: list[dict[str, object]] = []
    notes: dict[str, list[str]] = {}
    for fact in graph.facts():
        if fact.object:
            found.append(_entity(fact.id, "UnknownLink", _link(fact)))
        else:
            notes.setdefault(fact.subject, []).append(f"{fact.relation}: {fact.value}")
    bodies = [
        _entity(
            entity.id,
            "PublicBody",
            {"name": [entity.name], "notes": notes.get(entity.id, [])},
        )
        for entity in graph.entities.values()
    ]
    return bodies + found


def _entity(identifier: str, schema: str, properties: dict[str, list[str]]) -> dict[str, object]:
    given = {name: values for name, values in properties.items() if values}
    return {"id": identifier, "schema": schema, "properties": given}


def _link(fact: Fact) -> dict[str, list[str]]:
    first, last = fact.stages[0], fact.stages[-1]
    return {
        "subject": [fact.subject],
        "object": [fact.object],
        "role": [fact.relation],
        "startDate": [first.date.text] if first.date else [],
        "endDate": [last.date.text] if last is not first and last.date else [],
        "status": [last.stage],
        "publisher": _sources(fact),
        "summary": [fact.note] if fact.note else [],
    }


def _sources(fact: Fact) -> list[str]:
    return sorted({item.source for stage in fact.stages for item in stage.evidence})


# ------------------------------------------------------------------------ morph-kgc


def write_tables(graph: Graph, folder: Path) -> None:
    """Write tables of entities, facts and evidence, an RML mapping of them, and a configuration.

    No column is called ``subject`` or ``object``: morph-kgc has columns of these names itself.
    """
    facts = list(graph.facts())
    rows: dict[str, list[list[str]]] = {
        "entities": [["actor", "name"], *([e.id, e.name] for e in graph.entities.values())],
        "facts": [["fact", "actor", "relation", "other", "value", "begun", "stage", "note"]],
        "evidence": [["fact", "source"]],
    }
    for fact in facts:
        first, last = fact.stages[0], fact.stages[-1]
        begun = first.date.text if first.date else ""
        value = "" if fact.value is None else str(fact.value)
        cells = [fact.id, fact.subject, fact.relation, fact.object, value]
        rows["facts"].append([*cells, begun, last.stage, fact.note])
        rows["evidence"] += [[fact.id, source] for source in _sources(fact)]
    for name, some in rows.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(some)
    mapping = folder / "mapping.ttl"
    mapping.write_text(_mapping(folder), encoding="utf-8")
    config = _CONFIG.format(output=folder / "morph.nt", mapping=mapping)
    (folder / "config.ini").write_text(config, encoding="utf-8")


def _mapping(folder: Path) -> str:
    maps = {
        "entities": (f"{_IDS}{{actor}}", "gk:Entity", [("rdfs:label", "name", "")]),
        "facts": (
            f"{_IDS}fact/{{fact}}",
            "gk:Fact",
            [
                ("rdf:subject", f"{_IDS}{{actor}}", "iri"),
                ("rdf:predicate", f"{_NS}{{relation}}", "iri"),
                ("rdf:object", f"{_IDS}{{other}}", "iri"),
                ("rdf:value", "value", ""),
                ("gk:date", "begun", ""),
                ("gk:stage", f"{_NS}{{stage}}", "iri"),
                ("rdfs:comment", "note", ""),
            ],
        ),
        "evidence": (
            f"{_IDS}fact/{{fact}}",
            "",
            [("prov:wasDerivedFrom", f"{_IDS}source/{{source}}", "iri")],
        ),
    }
    parts = [_PREFIXES]
    for name, (template, kind, pairs) in maps.items():
        source = folder / f"{name}.csv"
        lines = [
            f"<#{name}> a rr:TriplesMap",
            f'    rml:logicalSource [ rml:source "{source}" ; rml:referenceFormulation ql:CSV ]',
            f'    rr:subjectMap [ rr:template "{template}"{f" ; rr:class {kind}" * bool(kind)} ]',
        ]
        for predicate, value, sort in pairs:
            how = f'rr:template "{value}"' if sort else f'rml:reference "{value}"'
            lines.append(
                f"    rr:predicateObjectMap [ rr:predicate {predicate} ; rr:objectMap [ {how} ] ]"
            )
        parts.append(" ;\n".join(lines) + " .\n")
    return "\n".join(parts)
