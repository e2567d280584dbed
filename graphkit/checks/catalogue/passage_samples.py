"""The codes of ``graphkit verify`` and ``graphkit coverage``, and a sample of each.

They stand here and not beside the tools: `graphkit.reading` is floors above, and one page tells
every code. As in `graphkit.checks.catalogue.text_samples`: what to do, then the sample.
"""

from __future__ import annotations

from graphkit.checks.catalogue.text_samples import Samples

#: A test compares them with those that the tools give.
CODES = {
    "text-missing": "The text of a source is not in the folder of texts, or cannot be read.",
    "text-changed": "The text of a source is not, byte for byte, the one that was curated, so "
    "that its locators may point anywhere.",
    "locator-past-end": "A locator of evidence or of `left_out` points behind the last paragraph "
    "of the text, or behind the last character of the paragraph.",
    "not-mentioned": "A passage does not mention the subject, the object, the value or the "
    "speaker, and no note says what stands for it.",
    "uncovered-paragraph": "A paragraph of a text is neither evidence nor left out: it was "
    "forgotten.",
    "left-out-with-evidence": "A paragraph is left out as having nothing to curate, and is "
    "evidence of something.",
}

PASSAGES: Samples = {
    "text-missing": (
        "Put the file into the folder of the texts, or name another folder with --texts.",
        "sources:",
        "  wire-report: {text: {file: wire.txt, …}}  # and no wire.txt in the folder",
    ),
    "text-changed": (
        "Restore the file; or go through it again, mend the locators and write its new sha256.",
        "sources:",
        "  wire-report: {text: {file: wire.txt, sha256: …}}  # wire.txt was saved with a new line",
    ),
    "locator-past-end": (
        "Find the passage again with graphkit locate.",
        "evidence:",
        "  - {source: wire-report, at: p90}  # of a text of 28 paragraphs",
    ),
    "not-mentioned": (
        "Mend the locator, or add a note that says what stands for the name.",
        "- {subject: kazakhstan, relation: recognized, object: israel,",
        "   evidence: [{source: wire-report, at: p9}]}  # p9 says: it recognized Israel",
    ),
    "uncovered-paragraph": (
        "Write down what it says, or say under left_out why there is nothing in it.",
        "sources:",
        "  wire-report: {left_out: {p2: byline}}  # and nothing rests on p3",
    ),
    "left-out-with-evidence": (
        "Remove the line of left_out, or the evidence; this is a warning.",
        "sources:",
        "  wire-report: {left_out: {p9: notice of the agency}}  # and a fact rests on p9",
    ),
}
