"""The codes of what is wrong with a record as written, before records are compared."""

from __future__ import annotations

#: Every code that `graphkit.seeds` gives beside those of dates, one sentence each.
CODES: dict[str, str] = {
    "missing-graph": "A project says once, under graph:, what it is about and as of which day.",
    "duplicate-graph": "A second graph: is refused, since only one title and day can hold.",
    "outside-project": (
        "A link out of seeds/, a pipe or a device is not opened: it could hang the run or pull "
        "any file of the machine into an export."
    ),
    "unknown-field": "A field that no rule reads is refused: it would be lost in silence.",
    "missing-field": "A field without which the record says nothing is not there.",
    "empty-value": "A field that is written holds something: an empty one is a forgotten one.",
    "expected-text": "A list or a mapping stands where one text is meant.",
    "expected-list": "The entries of this field are written as a list, each behind a dash.",
    "expected-mapping": "Fields and values are meant here, and something else stands there.",
    "expected-flag": "Only true and false are read: programs disagree on yes, on and 1.",
    "bad-id": (
        "An id is made of lower-case letters, digits and single hyphens, since it becomes part of "
        "addresses and file names; that of an entity has at most 64 characters."
    ),
    "duplicate-id": "An id stands for one record: of two, one would replace the other.",
    "id-on-list": "An entry that makes several facts cannot give them all one id.",
    "unknown-relation": "A relation is defined in the ontology, where its meaning stands.",
    "unknown-stage": "A stage is one of the scheme, which says how far each has come.",
    "unknown-kind": "An entity is of a kind that the ontology defines.",
    "unknown-type": "A type of event is one that the ontology defines.",
    "unknown-source-kind": "A source is of a kind that the ontology defines.",
    "unknown-dispute-kind": "A dispute is about one of the things that the ontology lists.",
    "unknown-stance": "Evidence supports, hedges or denies.",
    "unknown-confidence": "Confidence is low, medium or high, not a number that nobody checks.",
    "unknown-rank": "A fact is preferred or deprecated, or has no rank.",
    "value-or-object": "A relation takes a value or an object, as the ontology says, never both.",
    "stages-and-flat": (
        "A fact has either a list of stages or the fields of its only stage: of both together "
        "nobody could say what belongs to what."
    ),
    "bad-value": "A number or a flag is not in the one form that is read without guessing.",
    "bad-locator": "A locator names a paragraph, or characters of one, to be looked up.",
    "bad-url": "An address is a full http or https one that every RDF reader takes.",
    "bad-language": "A language is given by its tag, as on the Web.",
    "bad-license": "A licence is given by its SPDX identifier, so that programs know it.",
    "bad-sha256": "The digest of a text is 64 lower-case hexadecimal digits.",
    "bad-file-name": (
        "The file of a text is named without a folder: where the texts lie differs from machine "
        "to machine."
    ),
    "unquoted-date-set": "A date set without quotes is read as a list by YAML.",
    "taken-scheme": "The name of an id scheme is that of a relation or a field of its own.",
    "type-without-list": "Only events have a type: for other kinds the ontology lists none.",
    "reference-not-named": (
        "Codes and coordinates are reference data, and a reader must be able to check them."
    ),
}
