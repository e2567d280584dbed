"""What to do about each code of mapping files, and a sample that is refused for it.

As in `graphkit.checks.catalogue.text_samples`: what to do, then the lines of the sample.
"""

from __future__ import annotations

from graphkit.checks.catalogue.text_samples import Samples

MAPPINGS: Samples = {
    "unclear-rule": (
        "Write one of the ways that the message names.",
        "mapping:",
        "  rows:",
        "    - relation: {column: phrase, scheme: icews, word: recognized}",
    ),
    "unknown-naming": (
        "Use the word that is offered.",
        "mapping:",
        "  rows:",
        "    - subject: {column: source, named: iso4}",
    ),
    "unknown-scheme": (
        "Use the scheme that is offered, or say under values: what each cell stands for.",
        "mapping:",
        "  rows:",
        "    - relation: {column: phrase, scheme: icwes}",
    ),
    "unknown-format": (
        "Use the format that is offered, or leave it out: the suffix of the table says it too.",
        "mapping:",
        "  format: xlsx",
    ),
    "unknown-column": (
        "Use the name that is offered, or add the column to head:.",
        "mapping:",
        "  head: [source, phrase, target, day]",
        "  rows:",
        "    - subject: {column: sourse}",
    ),
    "missing-column": (
        "Write the name as the first line of the table has it.",
        "mapping:",
        "  rows:",
        "    - subject: {column: Source Name}  # and the table names it Source",
    ),
    "duplicate-column": (
        "Name each column once, in the order of the table.",
        "mapping:",
        "  head: [actor, phrase, actor, day]",
    ),
    "bad-form": (
        "Write a form like %m/%d/%Y; a day that is written in EDTF needs none.",
        "mapping:",
        "  rows:",
        '    - date: {column: day, form: "%d %b %Y"}',
    ),
    "end-of-momentary": (
        "Leave the end out, or name a relation that lasts.",
        "mapping:",
        "  rows:",
        "    - relation: {word: met}",
        "      end: {column: until}",
    ),
}
