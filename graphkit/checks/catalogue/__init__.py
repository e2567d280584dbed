"""Every code a problem may have, and ``docs/checks.md``, which has a heading for each.

The page is made, not written: ``python -m graphkit.checks.catalogue > docs/checks.md``. A test
compares the two and runs every sample.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import ModuleType
from typing import NamedTuple

from graphkit import dates, yaml_source
from graphkit.checks import CHECKS
from graphkit.checks.catalogue import file_samples, passage_samples
from graphkit.checks.catalogue.file_samples import FILES
from graphkit.checks.catalogue.mapping_samples import MAPPINGS
from graphkit.checks.catalogue.passage_samples import PASSAGES
from graphkit.checks.catalogue.record_samples import DATES, RECORDS
from graphkit.checks.catalogue.rule_samples import RULES
from graphkit.checks.catalogue.text_samples import TEXT
from graphkit.mapping import fields as mappings
from graphkit.seeds import codes as seeds


class Part(NamedTuple):
    """A chapter of the page: its heading, why there are such codes, and the codes.

    Attributes:
        codes: What each code refuses, a sentence each.
        language: Of its samples.
    """

    title: str
    reason: str
    codes: Mapping[str, str]
    language: str = "yaml"


def _rule(module: ModuleType) -> Part:
    """Return the chapter of a rule; its heading and reason are the docstring of the module."""
    title, _, reason = (module.__doc__ or module.__name__).partition("\n")
    return Part(title.rstrip("."), " ".join(reason.split()).replace("``", "`"), module.CODES)


PARTS: tuple[Part, ...] = (
    Part(
        "The text of a file",
        "What could be read in two ways, could hide something or could grow is refused.",
        yaml_source.CODES,
    ),
    Part("Dates", "Dates are EDTF and days of the calendar; nothing is guessed.", dates.CODES),
    Part(
        "Records and fields",
        "Every field has one meaning, and no field is passed over.",
        seeds.CODES,
    ),
    *map(_rule, CHECKS),
    Part(
        "The texts themselves",
        "`graphkit verify` and `graphkit coverage` find these. They read the texts of the sources, "
        "which are not part of a project, so that `graphkit check` cannot.",
        passage_samples.CODES,
    ),
    Part(
        "Mapping files",
        "`graphkit import events` and `graphkit bulk` find these, beside those of records above.",
        mappings.CODES,
    ),
    Part(
        "Exported files",
        "`graphkit.read_turtle`, `graphkit.read_graphml` and `graphkit diff --files` find these, "
        "beside those of records and rules above. The samples are of Turtle and of GraphML.",
        file_samples.CODES,
        "text",
    ),
)

#: Every code that a `graphkit.problems.Problem` may have, with the sentence about it.
ALL_CODES: Mapping[str, str] = {
    code: sentence for part in PARTS for code, sentence in part.codes.items()
}

#: For every code what to do, then the lines of a sample.
SAMPLES: Mapping[str, tuple[str, ...]] = {
    **TEXT, **DATES, **RECORDS, **RULES, **PASSAGES, **MAPPINGS, **FILES,
}  # fmt: skip

_HEAD = """\
<!-- Made by `python -m graphkit.checks.catalogue > docs/checks.md`: change the code, not this. -->

# Checks

`graphkit check` reads every file under `seeds/` and names all mistakes of a run at once:

    seeds/facts.yaml:12:15: unknown-relation: there is no relation "recognised"
        hint: did you mean "recognized"?

First the place (file, line, column), then the code, which has a heading below, then what is wrong
and the next step. An error blocks every export: nothing is written. A warning blocks nothing.

The samples leave out what does not matter, the evidence above all.
"""


def render_catalogue() -> str:
    """Return the text of ``docs/checks.md``."""
    return "\n".join([_HEAD, *_chapters()])


def _chapters() -> Iterator[str]:
    for part in PARTS:
        yield f"## {part.title}\n"
        yield f"{part.reason}\n"
        for code, sentence in part.codes.items():
            remedy, *lines = SAMPLES[code]
            sample = "\n".join(lines)
            yield f"### {code}\n"
            yield f"{sentence}\n"
            yield f"What to do: {remedy[0].lower()}{remedy[1:]}\n"
            yield f"```{part.language}\n{sample}\n```\n"
