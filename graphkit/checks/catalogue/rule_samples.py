"""What to do about each code of the rules, and a sample that is refused for it.

As in `graphkit.checks.catalogue.text_samples`: what to do, then the lines of the sample.
"""

from __future__ import annotations

from graphkit.checks.catalogue.text_samples import Samples

RULES: Samples = {
    "unknown-entity": (
        "Use the id that is offered, or add the entity under entities:.",
        "facts:",
        "  - {subject: kazakstan, relation: recognized, object: israel}",
    ),
    "unknown-source": (
        "Use the id that is offered, or add the source under sources:.",
        "facts:",
        "  - {subject: israel, relation: recognized, object: kazakhstan,",
        "     evidence: [{source: trump-posts}]}",
    ),
    "unknown-fact": (
        "Use the id that is offered; a fact that has no id: is called subject-relation-object.",
        "facts:",
        "  - {subject: donald-trump, relation: supported, object: israel, about: israel-joined}",
    ),
    "unknown-record": (
        "Name an entity or a fact that is there.",
        "moments:",
        "  - {date: 2025-11-06, focus: almaty, title: The city, text: It is far away.}",
    ),
    "subject-kind": (
        "Use another relation, or another subject.",
        "facts:",
        "  - {subject: donald-trump, relation: recognized, object: israel}",
    ),
    "object-kind": (
        "Use another relation, or another object.",
        "facts:",
        "  - {subject: israel, relation: recognized, object: abraham-accords}",
    ),
    "self-relation": (
        "Name the other party.",
        "facts:",
        "  - {subject: israel, relation: recognized, object: israel}",
    ),
    "cannot-act": (
        "Name the state, person, group or organization that acted or spoke.",
        "facts:",
        "  - {subject: israel, relation: recognized, object: kazakhstan, agent: abraham-accords}",
    ),
    "stage-does-not-fit": (
        "Leave the stage out: the relation gives it.",
        "facts:",
        "  - {subject: israel, relation: recognized, object: kazakhstan, stage: occurred}",
    ),
    "attested-does-not-fit": (
        "Write date: for the day on which it happened or began.",
        "facts:",
        "  - {subject: israel, relation: signed, object: abraham-accords, attested: 2025-11-06}",
    ),
    "due-does-not-fit": (
        "Write date: if it has happened, or the stage planned or announced if it has not.",
        "facts:",
        "  - {subject: israel, relation: signed, object: abraham-accords, due: 2025-11-18}",
    ),
    "ended-before-it-began": (
        "Mend one of the dates, or leave out the one that no source gives.",
        "facts:",
        "  - {subject: israel, relation: recognized, object: kazakhstan,",
        "     stages: [{stage: in-force, date: 2020}, {stage: ended, date: 1992}]}",
    ),
    "duplicate-fact": (
        "Join the stages and the evidence of both in one entry.",
        "facts:",
        "  - {subject: israel, relation: tradesWith, object: kazakhstan}",
        "  - {subject: kazakhstan, relation: tradesWith, object: israel}",
    ),
    "duplicate-name": (
        "Give one of the two an id:, or join them.",
        "facts:",
        "  - {subject: israel, relation: recognized, object: kazakhstan,",
        "     stages: [{stage: in-force, date: 1992}, {stage: in-force, date: 2020}]}",
    ),
    "no-evidence": (
        "Add evidence: with the source and where in it.",
        "facts:",
        "  - {subject: israel, relation: recognized, object: kazakhstan}",
    ),
    "only-denied": (
        "Write the stage absent, or add who asserts it.",
        "facts:",
        "  - {subject: israel, relation: recognized, object: kazakhstan,",
        "     evidence: [{source: trump-post, stance: denies}]}",
    ),
    "no-locator": (
        "Add at: with the paragraph.",
        "facts:",
        "  - {subject: israel, relation: recognized, object: kazakhstan,",
        "     evidence: [{source: wire-report}]}",
    ),
    "locator-without-text": (
        "Remove at:, or add text: to the source.",
        "facts:",
        "  - {subject: israel, relation: recognized, object: kazakhstan,",
        "     evidence: [{source: trump-post, at: p9}]}",
    ),
    "reported-before-it-happened": (
        "Mend the date, or write what was only to come as expected, planned or announced.",
        "facts:",
        "  - {subject: israel, relation: recognized, object: kazakhstan, date: 2025-11-18,",
        "     evidence: [{source: trump-post}]}  # of 2025-11-06",
    ),
    "one-sided-dispute": (
        "Add the position of another source, or write a fact instead.",
        "disputes:",
        "  who: {question: Who?, kind: identity, about: [israel], positions: [{says: A}]}",
    ),
    "dispute-about-nothing": (
        "Add about: with the entities or facts in question.",
        "disputes:",
        "  who: {question: Who?, kind: identity, positions: [{says: A}, {says: B}]}",
    ),
    "unused-entity": (
        "Add what is known of it, or remove it; this is a warning.",
        "entities:",
        "  almaty: {kind: place, name: Almaty}",
    ),
    "unused-source": (
        "Add the facts that it gives, or remove it; this is a warning.",
        "sources:",
        "  gazette: {kind: article, published: 2025-11-06}",
    ),
    "twin-names": (
        "Join the two, or tell them apart in the name; this is a warning.",
        "entities:",
        "  state-of-israel: {kind: state, name: ISRAEL}",
    ),
}
