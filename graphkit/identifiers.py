"""Ids, the names of IRIs made from them, and the places in a source that they point at.

Every name comes from content, never from a running number, so that it stays the same when facts
are added or moved. Ids hold no underscore: an underscore joins the ids of a compound name.
"""

from __future__ import annotations

import functools
import ipaddress
import re
import unicodedata
from collections.abc import Collection

import msgspec

#: The namespace of the vocabulary.
ONTOLOGY = "https://w3id.org/graphkit/ontology#"
#: The namespace of entities, and of ``fact/``, ``stage/`` and the like below it, where a
#: project names no other.
BASE = "https://w3id.org/graphkit/id/"

ID_PATTERN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
#: An entity id is typed again and again and shown in tables; other ids are as long as need be.
ENTITY_ID_LENGTH = 64


# --- Ids and names ---------------------------------------------------------------------------


def is_id(text: str, longest: int | None = None) -> bool:
    """Whether a text is an id: small letters and digits in groups joined by single hyphens.

    Args:
        text: Any text.
        longest: The greatest length allowed: ``ENTITY_ID_LENGTH`` for an entity.
    """
    return (longest is None or len(text) <= longest) and ID_PATTERN.fullmatch(text) is not None


def kebab(name: str) -> str:
    """Turn ``hasDiplomaticRelationsWith`` or ``InForce`` into kebab case.

    Each capital begins a word, so that two names never become one (``HTTP`` is ``h-t-t-p``).
    An underscore becomes a hyphen; what is in kebab case stays as it is.
    """
    return re.sub(r"(?<![-_])(?<!^)(?=[A-Z])", "-", name).lower().replace("_", "-")


def camel(name: str) -> str:
    """Turn ``left_out`` or ``iso3166-1-alpha-3`` into ``leftOut``, ``iso31661Alpha3``."""
    first, *rest = re.split("[-_]", name)
    return first + "".join(word[:1].upper() + word[1:] for word in rest)


def pascal(name: str) -> str:
    """Turn ``in-force`` into ``InForce``, the name of a class or an individual."""
    name = camel(name)
    return name[:1].upper() + name[1:]


def slug(text: str) -> str:
    """Turn free text into an id, as far as its letters are Latin: ``Président`` → ``president``.

    Accents and apostrophes are dropped, other signs part words. The result is empty where
    nothing is left of the text.
    """
    decomposed = unicodedata.normalize("NFKD", text.casefold()).lower()
    kept = (
        letter if letter.isascii() else "" if unicodedata.category(letter)[0] in "LM" else "-"
        for letter in re.sub("['\u2018\u2019\u02bc]", "", decomposed)
    )
    return re.sub("[^a-z0-9]+", "-", "".join(kept)).strip("-")


def fact_id(subject: str, relation: str, target: str | None, qualifier: str | None = None) -> str:
    """Return the default id of a fact.

    Args:
        subject: The id of an entity.
        relation: The relation as in YAML, ``recognized``.
        target: The id of the object; None for a fact with a value.
        qualifier: Its role or field, free text.

    Returns:
        ``subject-relation-object``, or ``subject-relation``, followed by the qualifier.
    """
    parts = (subject, kebab(relation), target, slug(qualifier or ""))
    return "-".join(part for part in parts if part)


def stage_name(fact: str, stage: str, agents: Collection[str] = ()) -> str:
    """Return ``FACT_STAGE``, with ``_AGENT`` for each agent, sorted: the name after ``stage:``."""
    # Most stages name no agent, and most evidence no speaker: a quick way for a million names.
    return "_".join([fact, stage, *sorted(set(agents))]) if agents else f"{fact}_{stage}"


def evidence_name(
    owner: str, source: str, locator: Locator | str | None = None, speakers: Collection[str] = ()
) -> str:
    """Return the name after ``evidence:``.

    Args:
        owner: The name of the stage, or the id of the dispute.
        source: The id of the source.
        locator: Where in it; None where the source has no text.
        speakers: Those of the field ``by``, only where it is given.

    Returns:
        ``OWNER_SOURCE_LOCATOR``, with ``_SPEAKER`` for each speaker, sorted.
    """
    place = f"_{locator}" if locator else ""
    voices = "".join([f"_{name}" for name in sorted(set(speakers))]) if speakers else ""
    return f"{owner}_{source}{place}{voices}"


def position_name(dispute: str, source: str, locator: Locator | str | None = None) -> str:
    """Return the name of a position after ``dispute:``, made of its first evidence."""
    return evidence_name(dispute, source, locator)


# --- Places in a source ----------------------------------------------------------------------

# Nine digits are more than any text has, and keep int() from a text of a million.
_LOCATOR = re.compile("p(N)(?::(0|N)-(0|N))?".replace("N", "[1-9][0-9]{0,8}"))
_LINE_END = re.compile("\r\n|\r|\n")


class BadLocator(ValueError):
    """A text that is no locator; the message names it and says what to write."""


class Locator(msgspec.Struct, frozen=True, array_like=True):
    """A paragraph of a source, or a stretch of one. Locators sort as they stand in the text.

    Attributes:
        paragraph: Counted from 1, blank lines not counted.
        start: The first code point of the stretch, counted from 0; None for the paragraph.
        end: The code point after its last one; None for the paragraph.
    """

    paragraph: int
    start: int | None = None
    end: int | None = None

    def __lt__(self, other: Locator) -> bool:
        """Whether it begins earlier; a whole paragraph stands before the stretches of it."""
        mine, theirs = (
            (place.paragraph, place.start or 0, place.end or 0) for place in (self, other)
        )
        return mine < theirs

    def __str__(self) -> str:
        """Return ``p9`` or ``p9:120-184``."""
        stretch = "" if self.start is None else f":{self.start}-{self.end}"
        return f"p{self.paragraph}{stretch}"


def parse_locator(text: str) -> Locator:
    """Read ``p9`` or ``p9:120-184``; each place has one spelling, without zeros in front.

    Raises:
        BadLocator: The text is no locator, or its stretch is empty or reversed.
    """
    match = _LOCATOR.fullmatch(text)
    if match is None:
        message = (
            f"{_shown(text)} is no locator: write p9 for the ninth paragraph that is not blank, "
            "p9:120-184 for the characters 120 to 183 of it"
        )
        raise BadLocator(message)
    paragraph, start, end = match.groups()
    if start is None:
        return Locator(int(paragraph))
    if int(start) >= int(end):
        message = f"{_shown(text)} holds nothing: the end, which is not included, must be greater"
        raise BadLocator(f"{message} than the start")
    return Locator(int(paragraph), int(start), int(end))


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a source: its lines that are not blank, as they stand.

    A byte order mark in front is dropped. Lines end in LF, CRLF or CR and nothing else:
    ``str.splitlines`` would part them at a form feed or U+2028 as well, and move all the
    locators after it. Blank is what ``str.strip`` empties.
    """
    return [line for line in _LINE_END.split(text.removeprefix("\ufeff")) if line.strip()]


def read_paragraph(text: str, locator: Locator) -> str | None:
    """Return the words that a locator points at; None where the text does not reach so far."""
    lines = paragraphs(text)
    if locator.paragraph > len(lines):
        return None
    line = lines[locator.paragraph - 1]
    if locator.end is None:
        return line
    return line[locator.start : locator.end] if locator.end <= len(line) else None


# --- Links -----------------------------------------------------------------------------------

# RFC 3987, section 2.2. Its private-use characters, allowed in a query only, are left out.
_UCS = "\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef" + "".join(
    f"{chr(plane << 16 | (0x1000 if plane == 0xE else 0))}-{chr(plane << 16 | 0xFFFD)}"  # noqa: PLR2004 - plane 14 begins with tags
    for plane in range(1, 0xF)
)
_NAME = r"(?:[A-Za-z0-9\-._~!$&'()*+,;={}]|%[0-9A-Fa-f]{{2}})"
# Blanks of all scripts, delimiters, controls; and what turns or hides text (RFC 3987, 4.1).
_FORBIDDEN = re.compile(
    r"""[\s<>"{}|\\^`\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]"""
)
_LINK = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):(?://([^/?#]*))?(.*)", re.DOTALL)


@functools.cache
def _parts(*, ascii_only: bool) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what a host and what follows it are made of.

    Compiled when the first such link is met: the letters of all scripts take ten milliseconds.
    """
    name = _NAME.format("" if ascii_only else _UCS)
    rest = rf"(?:/(?:{name}|[:@/])*)?(?:\?(?:{name}|[:@/?])*)?(?:#(?:{name}|[:@/?])*)?"
    return re.compile(f"{name}+"), re.compile(rest)


def iri_problem(text: str) -> str | None:
    """Say what is wrong with the link to a source; None if nothing is.

    A link that passes is an IRI of RFC 3987 that every RDF reader takes. One that does not
    would stop the export of the whole graph (or, worse, would be written and not be read).

    Args:
        text: An absolute http or https URL. Letters of other scripts are allowed.

    Returns:
        What is wrong, to be put after the name of the field, or None.
    """
    found = _FORBIDDEN.search(text)
    if found:
        return f"{_shown(text)} holds {_named(found[0])}, which no link may hold"
    link = _LINK.fullmatch(text)
    if link is None:
        return f"{_shown(text)} is no full link: write it with https:// in front"
    scheme, authority, rest = link.groups()
    if scheme.lower() not in {"http", "https"}:
        return f"{_shown(text)} is a link of the kind {scheme}: only http and https are taken"
    if not authority or authority.startswith(":"):
        return f"{_shown(text)} names no host after {scheme}://"
    return _authority_problem(text, authority) or _rest_problem(text, rest)


def _authority_problem(text: str, authority: str) -> str | None:
    """Check the host and the port."""
    if "@" in authority:
        return f"{_shown(text)} holds a user name or password before @: leave it out"
    host, colon, port = authority.rpartition(":") if authority[-1] != "]" else (authority, "", "")
    if not colon:
        host = authority
    elif not re.fullmatch("[0-9]{1,5}", port) or not 0 < int(port) < 1 << 16:
        return f"{_shown(text)} has no port from 1 to 65535 after the host"
    if host.startswith("["):
        try:
            ipaddress.IPv6Address(host[1:-1] if host.endswith("]") and "%" not in host else "")
        except ValueError:
            return f"{_shown(text)} has no IPv6 address between the brackets"
    elif not _parts(ascii_only=host.isascii())[0].fullmatch(host):
        return f"{_shown(text)} has no host between {text.partition(':')[0]}:// and the path"
    return None


def _rest_problem(text: str, rest: str) -> str | None:
    """Check the path, the query and the fragment."""
    if _parts(ascii_only=rest.isascii())[1].fullmatch(rest):
        return None
    stray = re.search("%(?![0-9A-Fa-f]{2})", rest)
    if stray:
        return f"{_shown(text)} has a % that two hexadecimal digits must follow: write %25 for it"
    allowed = re.compile(f"{_NAME.format(_UCS)}|[%:@/?#]")
    sign = next((letter for letter in rest if not allowed.fullmatch(letter)), "#")
    return f"{_shown(text)} holds {_named(sign)} where a link may not: write it percent-encoded"


def _shown(text: str) -> str:
    """Return a text fit for a message: short, in quotes, nothing invisible in it."""
    short = text if len(text) <= 80 else f"{text[:77]}..."  # noqa: PLR2004 - one line
    return f'"{short}"' if short.isprintable() else ascii(short)


def _named(sign: str) -> str:
    """Return a sign fit for a message."""
    return f'"{sign}"' if sign.isprintable() and sign != " " else f"U+{ord(sign):04X}"
