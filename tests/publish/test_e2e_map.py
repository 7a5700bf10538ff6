"""The map of terms in a real browser: search, dots, keys, the lines behind a term."""

import pytest


@pytest.fixture
def page(visit):
    return visit("11_side_by_side.html")


@pytest.fixture
def terms(page):
    return page.locator(".term-map")


def lines(terms):
    return terms.locator(".map-lines")


def test_a_search_leads_to_the_lines_of_a_term(page, terms):
    field = terms.get_by_label("Find a term")
    field.fill("script")
    assert terms.locator(".map-lists button").count() >= 1
    dim = terms.locator("circle.map-dim").count()
    assert dim == terms.locator("circle").count() - terms.locator(".map-lists button").count()
    field.press("Enter")
    assert lines(terms).locator("h3").inner_text() == "script"
    assert page.evaluate("document.activeElement.className") == "map-lines"
    marks = [mark.lower() for mark in lines(terms).locator("mark").all_inner_texts()]
    assert marks
    assert set(marks) == {"script"}
    text = lines(terms).inner_text()
    assert "<script>window.owned=" in text
    assert page.evaluate("window.owned ?? null") is None
    lines(terms).locator("a.framing-source").first.click()
    assert "script" in page.locator(".framing-sentence:target").inner_text()


def test_a_click_on_a_dot_shows_its_lines(terms):
    dot = terms.locator("circle").first
    name = dot.get_attribute("aria-label").partition(":")[0]
    dot.click()
    assert lines(terms).locator("h3").inner_text() == name
    assert terms.locator(".map-pointed").inner_text().startswith(f"{name}: ")
    assert "map-selected" in dot.get_attribute("class")


def test_the_keyboard_walks_the_map(page, terms):
    terms.get_by_label("Find a term").focus()
    page.keyboard.press("Tab")
    label = "document.activeElement.getAttribute('aria-label')"
    start = page.evaluate(label)
    place = "[document.activeElement.cx.baseVal.value, document.activeElement.cy.baseVal.value]"
    before = page.evaluate(place)
    page.keyboard.press("ArrowDown")
    after = page.evaluate(place)
    if after == before:
        page.keyboard.press("ArrowUp")
        after = page.evaluate(place)
    assert after != before
    name = page.evaluate(label).partition(":")[0]
    assert name != start.partition(":")[0]
    page.keyboard.press("Enter")
    assert lines(terms).locator("h3").inner_text() == name
    page.keyboard.press("Escape")
    assert page.evaluate(label).startswith(f"{name}: ")
    assert terms.locator('circle[tabindex="0"]').count() == 1


def test_counts_and_lines_are_those_of_the_chosen_groups(page, terms):
    terms.get_by_label("Find a term").fill("council")
    terms.locator(".map-lists button").first.click()
    columns = lines(terms).locator(".map-columns > div")
    labels = terms.get_by_role("combobox").first.locator("option").all_inner_texts()
    assert columns.locator("h4").all_inner_texts() == labels[:2]
    terms.get_by_role("combobox").nth(1).select_option(index=2)
    assert columns.locator("h4").all_inner_texts() == [labels[0], labels[2]]
    told = terms.locator(".map-pointed").inner_text()
    n = int(told.split("(")[-1].split()[0])
    assert columns.nth(1).locator("mark").count() == n


def test_the_map_fits_a_phone(visit):
    page = visit("11_side_by_side.html", width=390)
    box = page.locator(".map-frame svg").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    small = page.evaluate(
        "[...document.querySelectorAll('.map-names text')]"
        ".filter(t => t.getBoundingClientRect().height < 9).length"
    )
    assert small == 0
