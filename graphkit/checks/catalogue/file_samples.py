"""The codes of exported files that are read back, and a sample of each.

They stand here and not beside the readers: `graphkit.importers` is floors above, and one page
tells every code. As in `graphkit.checks.catalogue.text_samples`: what to do, then the sample.
"""

from __future__ import annotations

from graphkit.checks.catalogue.text_samples import Samples

#: A test compares them with those that the readers give.
CODES = {
    "not-rdf": "The file is not in the form that its suffix says.",
    "no-dataset": "The node that an export opens with, which tells the base, the title and the "
    "day, is not in the file, or there are two.",
    "outside-base": "A record stands outside the base of the file or in no namespace of records, "
    "so that it has no id.",
    "unknown-predicate": "A record has a predicate that means nothing there: it would be lost in "
    "silence.",
    "several-values": "A record has two values of what it has one of, such as a name.",
    "wrong-term": "A literal stands where an IRI is meant, or one of another type or namespace.",
    "blank-node": "A node has no IRI, so that no record can be made of it.",
    "loose-record": "A stage, a piece of evidence or a position belongs to no record or to two, or "
    "is only named.",
    "not-graphml": "The file is not XML, is no GraphML or has a document type, which could make a "
    "small file grow without end.",
    "foreign-file": "The file has not the columns that make facts of edges.",
    "folded-file": "An edge of a folded file may stand for several facts, which it does not name.",
    "columns-disagree": "The stage, the dates and the flags of an edge fit no fact: one of them "
    "was changed.",
}

FILES: Samples = {
    "not-rdf": (
        "Mend the file at the place named, or export it again.",
        'id:israel skos:prefLabel "Israel ;',
    ),
    "no-dataset": (
        "Keep the one node of the type dcat:Dataset.",
        "id:israel a gk:State , gk:Entity .  # and no dcat:Dataset in the file",
    ),
    "outside-base": (
        "Give the record an IRI under that of the dcat:Dataset.",
        "<https://example.org/fact/1> a gk:Fact , rdf:Statement .",
    ),
    "unknown-predicate": (
        "Use the predicate that is offered, or leave the triple out.",
        'id:israel gk:nmae "Israel" .',
    ),
    "several-values": (
        "Leave the value that holds.",
        'id:israel skos:prefLabel "Israel"@en , "Isreal"@en .',
    ),
    "wrong-term": (
        "Write what the hint names, with its type.",
        'id:phone-call gk:date "2025-11-06" .  # and no type edtf:EDTF',
    ),
    "blank-node": (
        "Name every node by an IRI, as the export does.",
        "fact:israel-joined-accords gk:history [ gk:stage gk:Signed ] .",
    ),
    "loose-record": (
        "Name the record where it belongs, or remove it.",
        "stage:israel-joined-accords_signed a gk:StageRecord .  # and no gk:history names it",
    ),
    "not-graphml": (
        "Name a file that graphkit export graphml wrote, or mend it at the place named.",
        "<!DOCTYPE graphml>",
    ),
    "foreign-file": (
        "Name a file that graphkit export graphml wrote.",
        '<key id="d0" for="edge" attr.name="weight" attr.type="double"/>',
    ),
    "folded-file": (
        "Read the file that was written without --fold.",
        '<data key="e_via">donald-trump</data>',
    ),
    "columns-disagree": (
        "Mend the columns; or change the facts where they are written, and export again.",
        '<data key="e_stage">in-force</data><data key="e_date">2030</data>  as of 2025',
    ),
}
