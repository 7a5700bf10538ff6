"""Tables and comparisons in a real browser: sorted, filtered, unfolded, set side by side."""

import pytest


@pytest.fixture
def page(visit):
    return visit("02_vocabulary.html")


@pytest.fixture
def figure(page):
    return page.locator("#table-keywords")


def column(figure, name):
    """Cells of a column, of the rows that are shown."""
    cells = figure.locator(f'tbody tr:not([hidden]) td[data-label="{name}"]')
    return cells.all_inner_texts()


def numbers(cells):
    return [float(cell.replace(",", "").replace("−", "-")) for cell in cells if cell != "–"]


def test_a_column_of_numbers_is_sorted_down_up_and_back(figure):
    given = column(figure, "term")
    head = figure.get_by_role("columnheader", name="uses here")
    head.get_by_role("button").click()
    down = numbers(column(figure, "uses here"))
    assert down == sorted(down, reverse=True)
    assert head.get_attribute("aria-sort") == "descending"
    head.get_by_role("button").click()
    up = numbers(column(figure, "uses here"))
    assert up == sorted(up)
    assert up[0] <= down[-1]
    head.get_by_role("button").click()
    assert column(figure, "term") == given
    assert head.get_attribute("aria-sort") is None


def test_what_is_undefined_stays_last_either_way(visit):
    figure = visit("04_actors.html").locator("#table-naming-contrasts")
    head = figure.get_by_role("columnheader", name="overlap").get_by_role("button")
    for _ in range(2):
        head.click()
        there = [cell != "–" for cell in column(figure, "overlap")]
        assert there == sorted(there, reverse=True)
        assert not all(there)
        assert any(there)


def test_texts_are_sorted_by_the_keyboard(figure):
    head = figure.get_by_role("columnheader", name="term").get_by_role("button")
    head.press("Enter")
    terms = [term.lower() for term in column(figure, "term")]
    assert terms == sorted(terms)


def test_a_filter_finds_rows_that_are_folded(figure):
    n = figure.locator("tbody tr").count()
    assert figure.locator("output").inner_text() == f"15 of {n} rows"
    assert len(column(figure, "term")) == 15
    last = figure.locator('tbody tr [data-label="term"]').last.text_content()
    assert last not in column(figure, "term")
    figure.get_by_label("Filter").fill(last.upper())
    assert last in column(figure, "term")
    rows = figure.locator("tbody tr:not([hidden])").all_inner_texts()
    assert len(rows) < 15
    assert all(last in row.lower() for row in rows)
    figure.get_by_label("Filter").fill("no such word")
    assert column(figure, "term") == []
    assert figure.locator("output").inner_text() == f"0 of {n} rows"
    figure.get_by_label("Filter").fill("")
    assert len(column(figure, "term")) == 15


def test_a_number_leads_to_its_passages_and_back_to_a_row_that_was_folded(page, figure):
    n = figure.locator("tbody tr").count()
    figure.get_by_role("button", name="Show all").click()
    row = figure.locator("tbody tr").last
    term = row.locator('[data-label="term"]').inner_text()
    row.locator('[data-label="uses here"] a').click()
    shown = figure.locator(".framing-row:visible")
    assert shown.count() == 1
    assert shown.locator("mark").first.inner_text().lower() == term
    figure.get_by_role("button", name="Show the first").click()
    assert row.is_hidden()
    shown.locator("p > a").first.click()
    assert row.is_visible()
    assert figure.locator("output").inner_text() == f"{n} of {n} rows"


def test_a_row_is_one_stop_of_the_tab_key(figure):
    row = figure.locator("tbody tr").nth(1)
    reached = [link.get_attribute("tabindex") for link in row.locator("a").all()]
    assert reached[0] is None
    assert set(reached[1:]) == {"-1"}


def test_on_a_phone_every_number_keeps_its_name(visit):
    page = visit("02_vocabulary.html", width=390)
    figure = page.locator("#table-keywords")
    cell = figure.locator('td[data-label="uses here"]').first
    assert cell.evaluate("e => getComputedStyle(e, '::before').content") == '"uses here "'
    assert figure.locator(".scroll").evaluate("e => e.scrollWidth <= e.clientWidth")
    figure.get_by_label("Sort by").select_option("uses here")
    down = numbers(column(figure, "uses here"))
    assert down == sorted(down, reverse=True)


@pytest.fixture
def strength(visit):
    return visit("09_robustness.html", width=1280).locator("#table-strength")


def beneath(figure):
    """What stands beneath the rows that are shown, with the name of each row."""
    return figure.evaluate(
        "f => [...f.querySelectorAll('tbody tr:not([hidden]):not(.framing-under)')].map(row => {"
        "  const next = row.nextElementSibling;"
        "  const own = next?.matches('.framing-under:not([hidden])') ? next.textContent : null;"
        "  return [row.cells[0].textContent, own]; })"
    )


def test_long_texts_stay_beneath_their_row_when_it_is_sorted_and_filtered(strength):
    if (all_rows := strength.get_by_role("button", name="Show all")).is_visible():
        all_rows.click()
    given = beneath(strength)
    assert len(given) > 3
    assert all("why" in own for _, own in given)
    strength.get_by_role("columnheader", name="estimate").get_by_role("button").click()
    assert beneath(strength) != given
    assert sorted(beneath(strength)) == sorted(given)
    strength.get_by_label("Sort by").select_option("why")
    texts = [own.lower() for _, own in beneath(strength)]
    assert len(texts) == len(given)
    assert texts[0] <= texts[-1]
    strength.get_by_label("Filter").fill("no larger than")
    found = beneath(strength)
    assert 0 < len(found) < len(given)
    words = ["no", "larger", "than"]
    text = [(row, " ".join(row).lower()) for row in given]
    assert sorted(found) == sorted(row for row, own in text if all(w in own for w in words))


def test_a_wide_table_needs_no_scrolling_on_a_screen(strength):
    assert strength.locator(".scroll").evaluate("e => e.scrollWidth <= e.clientWidth")


def test_two_sources_are_set_beside_each_other(visit):
    page = visit("11_side_by_side.html")
    figure = page.locator("#table-names-compared")
    heads = figure.locator("thead th[data-side]:not([hidden])")
    labels = figure.get_by_label("Right").locator("option").all_inner_texts()
    assert heads.all_inner_texts() == labels[:2]
    figure.get_by_label("Right").select_option(index=2)
    assert heads.all_inner_texts() == [labels[0], labels[2]]
    figure.get_by_label("Left").select_option(index=2)
    shown = heads.all_inner_texts()
    assert shown[0] == labels[2]
    assert shown[1] != labels[2]
    row = figure.locator("tbody tr:not([hidden])").first
    cells = row.locator("td:not([hidden])")
    assert cells.count() == 2
    assert [cell.get_attribute("data-label") for cell in cells.all()] == shown
    other = page.locator("#table-frames-compared thead th[data-side]:not([hidden])")
    assert other.all_inner_texts() == shown  # one choice for the page
