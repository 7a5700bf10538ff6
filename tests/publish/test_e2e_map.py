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
    assert (
        dim
        == terms.locator(".map-dots circle").count() - terms.locator(".map-lists button").count()
    )
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


def fills(terms):
    """Colours of the dots by their terms, those in no group's colour left out."""
    return terms.evaluate(
        "t => Object.fromEntries([...t.querySelectorAll('.map-frame circle[fill]')]"
        ".map(c => [c.getAttribute('aria-label').split(':')[0], c.getAttribute('fill')]))"
    )


def test_a_group_keeps_its_colour_on_either_axis_and_the_legend_names_it(terms):
    before = fills(terms)
    assert len(set(before.values())) == 2
    legend = terms.locator(".map-legend > span").all_inner_texts()
    left, right = terms.get_by_role("combobox").all()
    first, second = (side.evaluate("s => s.selectedOptions[0].text") for side in (left, right))
    assert legend[0].startswith(f" {first} at least twice")
    assert legend[1].startswith(f" {second} at least twice")
    swatch = "s => s.querySelector('circle').getAttribute('fill')"
    colour = terms.locator(".map-legend > span").first.evaluate(swatch)
    left.select_option(index=1)
    right.select_option(index=0)
    assert terms.locator(".map-legend > span").nth(1).evaluate(swatch) == colour
    assert fills(terms) == before


def test_only_what_a_side_never_uses_lies_in_its_margin(terms):
    places = terms.evaluate(
        "t => { const [up, across] = [...t.querySelectorAll('.map-never')].map(r => r.getBBox());"
        "  return [...t.querySelectorAll('.map-frame circle')].map(c => ["
        "    c.getAttribute('aria-label'), c.cx.baseVal.value <= up.x + up.width,"
        "    c.cy.baseVal.value >= across.y]); }"
    )
    assert any(left for _, left, _ in places)
    for label, left, low in places:
        rates = [part.rpartition("(")[2].split()[0] == "0" for part in label.split("; ")]
        assert rates[-2:] == [left, low], label
