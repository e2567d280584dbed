"""The legend is the filter: every row is counted from the data and can be switched off."""

from __future__ import annotations

from collections import Counter

from playwright.sync_api import Locator, Page, expect

from graphkit.model import Fact
from tests.page.driving import Visit, button, dossier, drawn, rows, set_date, switch
from tests.samples import shipped


def _in_view() -> list[Fact]:
    return [item for item in shipped().facts() if shipped().state(item)]


def _stage(item: Fact) -> str:
    state = shipped().state(item)
    assert state is not None
    return state.step.stage


def _group(page: Page, name: str) -> Locator:
    return page.get_by_role("group", name=name, exact=True)


def _counts(page: Page, group: str) -> dict[str, int]:
    """Return the number that each row of a group shows, as screen readers hear it."""
    found = {}
    for row in _group(page, group).get_by_role("checkbox").all():
        name = row.evaluate("(box) => box.labels[0].textContent.trim()")
        told = row.evaluate(
            "(box) => document.getElementById(box.getAttribute('aria-describedby')).textContent"
        )
        found[name] = int(told.split()[0].replace(",", ""))
    return found


def test_counts_are_those_of_the_view(page: Page) -> None:
    """Kinds, relations and stages are those of the data, each with its number in the view."""
    graph, facts = shipped(), _in_view()
    ontology = graph.ontology
    ends = {end for item in facts for end in (item.subject, item.object) if end}
    kinds = Counter(ontology.kinds[graph.entities[end].kind].label.capitalize() for end in ends)
    assert _counts(page, "Kinds") == kinds
    assert _counts(page, "Relations") == Counter(
        ontology.relations[item.relation].label for item in facts
    )
    stages = Counter(ontology.stages[_stage(item)].label for item in facts)
    assert +Counter(_counts(page, "Stages")) == stages
    sources = Counter(
        name for item in facts for name in {e.source for s in item.stages for e in s.evidence}
    )
    assert sorted(_counts(page, "Sources").values()) == sorted(sources.values())


def test_counts_follow_the_clock(page: Page) -> None:
    """On an earlier day fewer facts are counted, and rows without any stay, at zero."""
    before = _counts(page, "Relations")
    set_date(page, "1992-12-31")
    after = _counts(page, "Relations")
    assert after.keys() == before.keys()
    assert 0 in after.values()
    assert sum(after.values()) < sum(before.values())


def test_each_group_filters(page: Page) -> None:
    """What is switched off leaves table and picture; Reset brings all of it back."""
    facts = _in_view()
    graph = shipped()
    button(page, "Table").click()
    everything = len(facts)
    expect(rows(page)).to_have_count(everything)

    def named(item: Fact) -> set[str]:
        return {e.source for stage in item.stages for e in stage.evidence}

    cases = [
        ("Relations", "joined", sum(item.relation != "joined" for item in facts)),
        ("Stages", "in force", sum(_stage(item) != "in-force" for item in facts)),
        (
            "Kinds",
            "Person",
            sum(
                "person" not in {graph.entities[e].kind for e in (item.subject, item.object) if e}
                for item in facts
            ),
        ),
        (
            "Sources",
            "Anadolu Agency",
            sum(named(item) != {"anadolu-kazakhstan"} for item in facts),
        ),
    ]
    for group, name, left in cases:
        assert left < everything
        _group(page, group).get_by_role("checkbox", name=name, exact=True).uncheck()
        expect(rows(page)).to_have_count(left)
        button(page, "Reset filters").click()
        expect(rows(page)).to_have_count(everything)
    expect(button(page, "Reset filters")).to_be_disabled()


def test_only_this(page: Page) -> None:
    """One press leaves a row alone in its group, a second one takes the others back in."""
    only = _group(page, "Relations").get_by_role("button", name="Only joined", exact=True)
    only.focus()
    only.press("Enter")
    boxes = _group(page, "Relations").get_by_role("checkbox", checked=True)
    expect(boxes).to_have_count(1)
    expect(boxes).to_have_accessible_name("joined")
    only.press("Enter")
    expect(boxes).to_have_count(len(_counts(page, "Relations")))
    expect(button(page, "Reset filters")).to_be_disabled()


def test_the_switches(page: Page) -> None:
    """Undated and disputed facts, and what is not active, each have their own switch."""
    button(page, "Table").click()
    facts = _in_view()
    disputed = set(shipped().view.disputes)
    assert disputed
    switch(page, "Disputed").click()
    expect(switch(page, "Disputed")).to_have_attribute("aria-checked", "false")
    expect(rows(page)).to_have_count(sum(item.id not in disputed for item in facts))
    switch(page, "Disputed").click()
    dated = [item for item in facts if any(s.date or s.attested for s in item.stages)]
    assert len(dated) < len(facts)
    switch(page, "Undated").click()
    expect(rows(page)).to_have_count(len(dated))
    button(page, "Reset filters").click()
    set_date(page, "1992-12-31")
    expect(rows(page)).to_have_count(len(shipped().view.records.facts))
    switch(page, "Hide inactive").click()
    seen = shipped().as_of("1992-12-31")
    expect(rows(page)).to_have_count(sum(1 for item in seen.facts() if seen.state(item)))


def test_what_is_not_active_fades_or_hides(visit: Visit) -> None:
    """Faded marks stay in their places and lose their names; hidden ones are not drawn."""
    page = visit()
    first = drawn(page)
    set_date(page, "1991-01-01")
    faded = drawn(page)
    assert [mark["id"] for mark in faded["marks"]] == [mark["id"] for mark in first["marks"]]
    assert len(faded["names"]) < len(first["names"])
    switch(page, "Hide inactive").click()
    assert len(drawn(page)["marks"]) < len(first["marks"])


def test_filters_reach_the_dossier(page: Page) -> None:
    """A dossier says how many of its facts the filters leave out."""
    search = page.get_by_role("combobox", name="Search", exact=True)
    search.fill("kazakhstan")
    search.press("Enter")
    _group(page, "Relations").get_by_role("checkbox", name="recognized", exact=True).uncheck()
    expect(dossier(page)).to_contain_text("1 fact left out by filters.")
