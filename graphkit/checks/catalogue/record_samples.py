"""What to do about each code of dates and records, and a sample that is refused for it.

As in `graphkit.checks.catalogue.text_samples`: what to do, then the lines of the sample.
"""

from __future__ import annotations

from graphkit.checks.catalogue.text_samples import Samples

DATES: Samples = {
    "bad-date": (
        "Write a day as 2025-11-06, a month as 2025-11, a year as 1992.",
        "entities:",
        "  dinner: {kind: event, name: Dinner, date: 6 November 2025}",
    ),
    "impossible-date": (
        "Look the day up in the source.",
        "entities:",
        "  dinner: {kind: event, name: Dinner, date: 2025-02-30}",
    ),
    "reversed-date": (
        "Put the earlier date first.",
        "entities:",
        "  war: {kind: event, name: War, date: 1995/1992}",
    ),
}

RECORDS: Samples = {
    "missing-graph": (
        "Add graph: with title: and as_of: to one file under seeds/.",
        "entities: {}  # and no graph: in any file",
    ),
    "duplicate-graph": (
        "Keep one of them.",
        "graph: {title: Another title, as_of: 2025-11-07}",
    ),
    "outside-project": (
        "Put the file itself under seeds/, or remove the link.",
        "# seeds/far.yaml, a link to a file elsewhere",
    ),
    "unknown-field": (
        "Use the field that is offered, or a note: for what has none.",
        "entities:",
        "  almaty: {kind: place, name: Almaty, nmae: Almaty}",
    ),
    "missing-field": (
        "Add the field.",
        "entities:",
        "  almaty: {kind: place}",
    ),
    "empty-value": (
        "Give the field a value, or remove it.",
        "entities:",
        "  almaty: {kind: place, name: Almaty, short: }",
    ),
    "expected-text": (
        "Write one text behind the colon; quote it if it begins with a bracket or a brace.",
        "entities:",
        "  almaty: {kind: place, name: [Almaty]}",
    ),
    "expected-list": (
        "Begin each entry with a dash.",
        "facts:",
        "  kazakhstan: {relation: recognized, object: israel}",
    ),
    "expected-mapping": (
        "Write fields and values; under sources:, entities: and disputes: each behind its id.",
        "entities:",
        "  - {kind: place, name: Almaty}",
    ),
    "expected-flag": (
        "Write true or false.",
        "entities:",
        "  almaty: {kind: place, name: Almaty, unnamed: no}",
    ),
    "bad-id": (
        "Write the id like united-arab-emirates.",
        "entities:",
        "  Almaty_City: {kind: place, name: Almaty}",
    ),
    "duplicate-id": (
        "Give one of the two another id, or join them; a fact gets an id: of its own.",
        "entities:",
        "  kazakhstan: {kind: state, name: Kazakhstan}  # also in another file",
    ),
    "id-on-list": (
        "Remove the id, or write an entry for each fact.",
        "facts:",
        "  - {subject: donald-trump, relation: visited, object: [israel, kazakhstan], id: both}",
    ),
    "unknown-relation": (
        "Use the relation that is offered, or define a new one in ontology/.",
        "facts:",
        "  - {subject: israel, relation: recognised, object: kazakhstan}",
    ),
    "unknown-stage": (
        "Use one of the stages that the message names.",
        "facts:",
        "  - {subject: israel, relation: recognized, object: kazakhstan, stage: hoped}",
    ),
    "unknown-kind": (
        "Use one of the kinds that the message names.",
        "entities:",
        "  almaty: {kind: city, name: Almaty}",
    ),
    "unknown-type": (
        "Use one of the types that the message names.",
        "entities:",
        "  lunch: {kind: event, type: lunch, name: Lunch}",
    ),
    "unknown-source-kind": (
        "Use one of the kinds that the message names.",
        "sources:",
        "  gazette: {kind: newspaper, published: 2025-11-06}",
    ),
    "unknown-dispute-kind": (
        "Use one of the kinds that the message names.",
        "disputes:",
        "  who: {question: Who?, kind: who, about: [israel], positions: [{says: A}, {says: B}]}",
    ),
    "unknown-stance": (
        "Write supports, hedges or denies.",
        "facts:",
        "  - {subject: israel, relation: recognized, object: kazakhstan,",
        "     evidence: [{source: trump-post, stance: doubts}]}",
    ),
    "unknown-confidence": (
        "Write low, medium or high.",
        "facts:",
        "  - {subject: israel, relation: recognized, object: kazakhstan, confidence: 80%}",
    ),
    "unknown-rank": (
        "Write preferred or deprecated, with a reason:.",
        "facts:",
        "  - {subject: israel, relation: recognized, object: kazakhstan, rank: old, reason: old}",
    ),
    "value-or-object": (
        "Write the field that the message names.",
        "facts:",
        "  - {subject: israel, relation: recognized, object: kazakhstan, value: 3}",
    ),
    "stages-and-flat": (
        "Move the field into the stage that it belongs to.",
        "facts:",
        "  - {subject: israel, relation: recognized, object: kazakhstan, date: 2020,",
        "     stages: [{stage: announced}]}",
    ),
    "bad-value": (
        "Write a whole number in digits alone, a decimal with a point, a flag as true or false.",
        "facts:",
        "  - {subject: israel, relation: population, value: 10 million}",
    ),
    "bad-locator": (
        "Write p9 for the ninth paragraph that is not blank, p9:120-184 for characters of it.",
        "facts:",
        "  - {subject: israel, relation: recognized, object: kazakhstan,",
        "     evidence: [{source: trump-post, at: page 9}]}",
    ),
    "bad-url": (
        "Copy the address as a browser shows it.",
        "sources:",
        "  gazette: {kind: article, published: 2025-11-06, url: www.gazette.example}",
    ),
    "bad-language": (
        "Write a tag like en or kk-Cyrl.",
        "sources:",
        "  gazette: {kind: article, published: 2025-11-06, language: en_GB}",
    ),
    "bad-license": (
        "Write one identifier of https://spdx.org/licenses/.",
        "graph: {title: Accords, as_of: 2025-11-07, license: Creative Commons}",
    ),
    "bad-sha256": (
        "Copy what sha256sum prints for the file.",
        "sources:",
        "  gazette: {kind: article, text: {file: gazette.txt, sha256: 2faea4d2}}",
    ),
    "bad-file-name": (
        "Write the name alone; the folder is given to the command that reads the texts.",
        "sources:",
        "  gazette: {kind: article, text: {file: texts/gazette.txt,",
        "    sha256: 3f79bb7b435b05321651daefd374cdc681dc06faa65e374e38337b88ca046dea}}",
    ),
    "unquoted-date-set": (
        "Put the date set in quotes.",
        "entities:",
        "  dinner: {kind: event, name: Dinner, date: [2025-11-06..2025-11-09]}",
    ),
    "taken-scheme": (
        "Write the full name of the scheme, like iso3166-1-alpha-3.",
        "entities:",
        "  almaty: {kind: place, name: Almaty, ids: {population: ALA}, checked: a book}",
    ),
    "type-without-list": (
        "Remove the type, or make the entity an event.",
        "entities:",
        "  almaty: {kind: place, name: Almaty, type: city}",
    ),
    "reference-not-named": (
        "Add checked: with the reference that was read, or leave the data out.",
        "entities:",
        "  almaty: {kind: place, name: Almaty, ids: {un-locode: KZALA}}",
    ),
}
