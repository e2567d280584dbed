"""Which words of Wikidata are read, and what they are here: one line each.

The words of Wikidata are its items (Q…) and properties (P…), named in the comments as Wikidata
labels them. What is in no table here is not taken, and counted.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

#: Classes by which an item is known to be of a kind. Only the class that an item itself names
#: (P31) counts, not what that is a subclass of: the tree of classes is in no file of a few items.
CLASSES: Mapping[str, str] = {
    "Q6256": "state",  # country
    "Q7275": "state",  # state
    "Q3024240": "state",  # historical country
    "Q3624078": "state",  # sovereign state
    "Q15634554": "state",  # state with limited recognition
    "Q5": "person",  # human
    "Q43229": "organization",  # organization
    "Q245065": "organization",  # intergovernmental organization
    "Q484652": "organization",  # international organization
    "Q1127126": "organization",  # military alliance
    "Q1335818": "organization",  # supranational union
    "Q4120211": "organization",  # regional organization
    "Q15925165": "organization",  # specialized agency of the United Nations
    "Q131569": "treaty",  # treaty
    "Q625298": "treaty",  # peace treaty
    "Q6934728": "treaty",  # multilateral treaty
}


class Rule(NamedTuple):
    """What a statement with a property is as a fact.

    Attributes:
        relation: The word of the ontology.
        turned: Whether the value is the subject of the fact and the item its object.
        office: Whether one end is an office, which is put in words as the role, and the fact
            is with the state of that office.
        kinds: Of the subject of the fact, where fewer are taken than the relation joins.
    """

    relation: str
    turned: bool = False
    office: bool = False
    kinds: tuple[str, ...] = ()


RULES: Mapping[str, Rule] = {
    "P530": Rule("hasDiplomaticRelationsWith"),  # diplomatic relation
    "P35": Rule("headOfState", turned=True),  # head of state
    "P6": Rule("headOfGovernment", turned=True),  # head of government
    "P39": Rule("heldOffice", office=True),  # position held
    "P1308": Rule("heldOffice", turned=True, office=True),  # officeholder
    "P1891": Rule("signed", turned=True),  # signatory
    "P463": Rule("memberOf", kinds=("state", "organization")),  # member of
}

#: The id of the source that Wikidata itself is.
WIKIDATA = "wikidata"

STARTS = ("P580", "P571")  # start time, inception
ENDS = ("P582", "P576")  # end time, dissolved, abolished or demolished date
AT = "P585"  # point in time
DATES = (*STARTS, *ENDS, AT)
#: Beside a date that is not certain: earliest date, latest date. Nobody can tell which of several
#: dates they are of, so that they mark them all.
BOUNDS = ("P1319", "P1326")

#: Tell of which state an office is: the first that an item or statement has decides.
JURISDICTIONS = ("P1001", "P642", "P17", "P2389")
# applies to jurisdiction, of, country, organization directed by the office or person

#: Qualifiers that narrow or weaken a statement: its evidence hedges.
HEDGES: Mapping[str, str] = {
    "P518": "applies to part",
    "P1310": "statement disputed by",
    "P1480": "sourcing circumstances",
    "P2868": "subject has role",
    "P3831": "object of statement has role",
    "P5102": "nature of statement",
}
CIRCA = "Q5727902"  # circa, as a sourcing circumstance: it marks the dates
REASONS_FOR_RANK: Mapping[str, str] = {"preferred": "P7452", "deprecated": "P2241"}

#: Codes of an item: its property, the scheme here, and the form a code has.
CODES: Mapping[str, tuple[str, str]] = {
    "P297": ("iso3166-1-alpha-2", "[A-Z]{2}"),
    "P298": ("iso3166-1-alpha-3", "[A-Z]{3}"),
    "P299": ("iso3166-1-numeric", "[0-9]{3}"),
}
COORDINATES = "P625"  # coordinate location
EARTH = "Q2"

#: What of a reference is read.
STATED_IN, URL, RETRIEVED, TITLE = "P248", "P854", "P813", "P1476"
PUBLISHED, ARCHIVE, IMPORTED_FROM = "P577", "P1065", "P143"

#: Why something was not taken, or told less than the statement does: a code and a sentence each.
REASONS: Mapping[str, str] = {
    "bad-line": "A line holds no entity that can be read.",
    "bad-statement": "A statement lacks a part that every statement has.",
    "bad-date": "A date cannot be read: the statement is told without it.",
    "bad-coordinates": "An item has several places, or one that is not on Earth.",
    "deprecated-beside-others": "A deprecated statement says what another statement says too.",
    "end-to-come": "A relation is said to end after the file was made: the end is left out.",
    "ends-before-it-begins": "A statement ends before it begins.",
    "known-already": "The project has the fact already, from another source.",
    "no-class": "An item names no class at all.",
    "no-name": "An item has no label that can be written.",
    "no-state-of-office": "Neither a statement nor its office tells one state.",
    "no-value": "A statement says that there is none, of whatever kind.",
    "not-in-file": "An item that a statement names is in no file.",
    "not-yet-begun": "A relation is said to begin after the file was made.",
    "other-qualifier": "A qualifier is not taken over.",
    "reference-too-old": "A reference is older than what it is given for.",
    "reference-without-source": "A reference names no work and no address.",
    "repeated-item": "An item stands in the files a second time.",
    "repeated-statement": "A statement stands in the files a second time.",
    "same-on-both-ends": "A statement joins an item with itself.",
    "several-dates": "A statement has several starts, ends or days, which nobody can pair.",
    "several-kinds": "The classes of an item are of several kinds.",
    "several-states": "An office is one of several states.",
    "unfit-kinds": "The relation does not join items of these kinds.",
    "unknown-class": "None of the classes of an item is known to be of a kind.",
    "unknown-value": "A statement says that there is one, and not which.",
}
