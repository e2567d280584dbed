"""What to do about each code of the text of a file, and a sample that is refused for it.

The first text says what to do; those after it are the lines of the sample. Each sample stands
beside a small project that knows the ids used, and leaves out evidence.
"""

from __future__ import annotations

Samples = dict[str, tuple[str, ...]]

TEXT: Samples = {
    "alias": (
        "Write the value again where it is meant.",
        "entities:",
        "  almaty: {kind: place, name: *city}",
    ),
    "anchor": (
        "Remove the anchor, or put a text that begins with & in quotes.",
        "entities:",
        "  almaty: {kind: place, name: &city Almaty}",
    ),
    "bidi-control": (
        "Remove the character; text in Arabic or Hebrew needs none.",
        "entities:",
        r'  riyadh: {kind: place, name: "Riyadh\u202e"}',
    ),
    "control-character": (
        "Remove the character; it often comes from copying out of a PDF.",
        "entities:",
        r'  riyadh: {kind: place, name: "Riyadh\x07"}',
    ),
    "duplicate-key": (
        "Join the two, or remove the one that does not hold.",
        "entities:",
        "  almaty: {kind: place, name: Almaty, name: Astana}",
    ),
    "empty-file": (
        "Fill the file or delete it; this is a warning.",
        "# the leaders will stand here",
    ),
    "empty-key": (
        "Name the field, or remove the line.",
        "entities:",
        "  almaty: {kind: place, name: Almaty, '': city}",
    ),
    "explicit-key": (
        "Write the key and its value as key: value.",
        "entities:",
        "  almaty: {? kind : place, name: Almaty}",
    ),
    "file-too-large": (
        "Split the file; every .yaml file under seeds/ is read.",
        "# 6 MB of facts in one file",
    ),
    "invisible-character": (
        "Remove the character; it often comes from copying out of a page.",
        "entities:",
        r'  almaty: {kind: place, name: "Al\u200bmaty"}',
    ),
    "key-not-text": (
        "Give the field a plain name.",
        "entities:",
        "  [almaty, astana]: {kind: place, name: Almaty}",
    ),
    "line-separator": (
        "Write a blank or a plain line end instead.",
        "entities:",
        r'  almaty: {kind: place, name: "Almaty\u2028city"}',
    ),
    "merge-key": (
        "Write out the fields that would be merged.",
        "entities:",
        "  almaty: {<<: {note: a city}, kind: place, name: Almaty}",
    ),
    "noncharacter": (
        "Remove the character.",
        "entities:",
        r'  almaty: {kind: place, name: "Almaty\ufffe"}',
    ),
    "not-utf8": (
        'Save the file as UTF-8; many editors have "Save with Encoding".',
        "entities:",
        "  lome: {kind: place, name: Lomé}  # saved as Latin-1",
    ),
    "second-document": (
        "Remove the line, or put what follows into a file of its own.",
        "---",
        "entities: {almaty: {kind: place, name: Almaty}}",
        "---",
        "facts: []",
    ),
    "surrogate": (
        "Write the character itself instead of half an escape.",
        "entities:",
        r'  almaty: {kind: place, name: "Almaty\ud83d"}',
    ),
    "tag": (
        "Remove the tag, or put a text that begins with ! in quotes.",
        "entities:",
        "  almaty: {kind: place, name: !!str Almaty}",
    ),
    "too-deep": (
        "Write the record as the documentation shows it.",
        f"entities: {'[' * 33}almaty{']' * 33}",
    ),
    "too-many-problems": (
        "Mend those that are listed and check again.",
        "# a file with 200 mistakes",
    ),
    "too-many-values": (
        "Split the file; every .yaml file under seeds/ is read.",
        "# 600,000 values in one file",
    ),
    "unquoted-date": (
        "Put the date in quotes.",
        "entities:",
        "  dinner: {kind: event, name: Dinner, date: 1992?}",
    ),
    "unreadable-file": (
        "Give the file back the permission to be read, or remove it.",
        "# a file that only another user may read",
    ),
    "utf-16": (
        'Save the file as UTF-8; many editors have "Save with Encoding".',
        "entities: {}  # saved as UTF-16",
    ),
    "yaml-directive": (
        "Remove the line.",
        "%YAML 1.2",
        "---",
        "entities: {almaty: {kind: place, name: Almaty}}",
    ),
    "yaml-syntax": (
        "Close the quote or the bracket; put a text that holds a colon in quotes.",
        "entities:",
        "  almaty: {kind: place, name: Almaty",
    ),
}
