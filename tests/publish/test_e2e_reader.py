"""The reading view in a real browser: switches, keys, links to sentences."""

import pytest


@pytest.fixture
def reader(visit):
    return visit("10_reading.html")


def shown(page):
    """Text and frames of the marks that are on."""
    return page.evaluate(
        "[...document.querySelectorAll('mark.framing-hit:not(.framing-off)')].map(m => m.title)"
    )


def test_a_frame_is_switched_off_and_on(reader):
    before = shown(reader)
    assert any("hostile/harm" in title for title in before)
    reader.locator(".reader-frames summary").click()
    box = reader.locator('li[data-frame="hostile/harm"] input')
    box.uncheck()
    assert not any("hostile/harm" in title for title in shown(reader))
    note = reader.locator('.framing-note[data-frames="hostile/harm"]').first
    assert note.is_hidden()
    box.check()
    assert shown(reader) == before
    assert note.is_visible()


def test_all_frames_go_off_and_few_have_colours_of_their_own(reader):
    reader.locator(".reader-frames summary").click()
    reader.get_by_role("button", name="No frame").click()
    assert shown(reader) == []
    assert reader.locator(".reader-bar output").inner_text() == "0 hits"
    names = ["hostile/harm", "entman-functions/remedy"]
    for name in names:
        reader.locator(f'li[data-frame="{name}"] input').check()
    colours = {
        name: reader.locator(f'li[data-frame="{name}"] .framing-name').evaluate(
            "e => getComputedStyle(e).backgroundColor"
        )
        for name in names
    }
    assert len(set(colours.values())) == 2
    mark = reader.locator("mark[data-frames='hostile/harm']").first
    assert mark.evaluate("e => getComputedStyle(e).backgroundColor") == colours["hostile/harm"]


def test_quotations_and_cuts_are_switched_off(reader):
    cut = reader.locator(".framing-cut").first
    quote = reader.locator(".framing-quote").first
    assert cut.is_visible()
    assert quote.evaluate("e => getComputedStyle(e).borderBottomWidth") != "0px"
    reader.locator(".reader-frames summary").click()
    reader.get_by_label("Quotations").uncheck()
    reader.get_by_label("Cuts").uncheck()
    assert cut.is_hidden()
    assert quote.evaluate("e => getComputedStyle(e).borderBottomWidth") == "0px"


def test_keys_lead_from_hit_to_hit(reader):
    n = int(reader.locator(".reader-bar output").inner_text().split()[0])
    focused = "document.activeElement.textContent"
    reader.keyboard.press("n")
    first = reader.evaluate(focused)
    assert reader.locator(".reader-bar output").inner_text().startswith(f"Hit 1 of {n}: ")
    assert reader.locator("mark.framing-current").evaluate(
        "e => e === document.activeElement && e.getBoundingClientRect().top < innerHeight"
    )
    reader.keyboard.press("n")
    assert reader.locator(".reader-bar output").inner_text().startswith(f"Hit 2 of {n}: ")
    reader.keyboard.press("p")
    assert reader.evaluate(focused) == first
    reader.keyboard.press("p")
    assert reader.locator(".reader-bar output").inner_text().startswith(f"Hit {n} of {n}: ")


def test_buttons_do_what_the_keys_do_and_keys_can_be_given_up(reader):
    reader.get_by_role("button", name="Next hit").press("Enter")
    assert reader.locator(".reader-bar output").inner_text().startswith("Hit 1 of ")
    reader.keyboard.press("f")
    assert reader.locator(".reader-frames").get_attribute("open") == ""
    assert reader.evaluate("document.activeElement.tagName") == "SUMMARY"
    reader.get_by_label("Keys").uncheck()
    reader.keyboard.press("n")
    assert reader.locator(".reader-bar output").inner_text().startswith("Hit 1 of ")
    reader.keyboard.press("Escape")
    assert reader.locator(".reader-frames").get_attribute("open") is None


def test_a_frame_is_switched_by_the_keyboard_alone(reader):
    reader.keyboard.press("f")
    reader.keyboard.press("Tab")
    reached = reader.evaluate("document.activeElement.textContent")
    assert reached == "All frames"
    for _ in range(5):
        reader.keyboard.press("Tab")
    frame = reader.evaluate("document.activeElement.closest('li').dataset.frame")
    reader.keyboard.press("Space")
    assert not any(title == frame for title in shown(reader))


def test_an_address_leads_to_its_sentence(visit):
    page = visit("10_reading.html#v1-s3")
    sentence = page.locator(".framing-sentence:target")
    assert sentence.get_attribute("id") == "v1-s3"
    top, bottom = sentence.evaluate(
        "e => { const b = e.getBoundingClientRect(); return [b.top, b.bottom]; }"
    )
    bar = page.locator(".reader-bar").evaluate("e => e.getBoundingClientRect().bottom")
    assert bar <= top
    assert bottom < 900
    assert sentence.locator("a.framing-sentence-number").get_attribute("href") == "#v1-s3"


def test_a_finding_leads_to_a_sentence_with_its_marks(visit):
    page = visit("index.html")
    finding = (
        page.locator("#in-02_vocabulary")
        .locator("xpath=ancestor::section")
        .locator(".finding")
        .first
    )
    finding.locator("summary").click()
    passage = finding.locator(".framing-passages li").first
    words = passage.locator("mark").first.inner_text()
    passage.locator("a.framing-source").click()
    assert page.url.split("/")[-1].startswith("10_reading.html#")
    assert words in page.locator(".framing-sentence:target").inner_text()


def test_on_a_phone_the_bar_is_one_line_and_speaks_of_no_keys(visit):
    page = visit("10_reading.html", width=390, is_mobile=True, has_touch=True)
    bar = page.get_by_role("region", name="Hits and frames")
    page.get_by_role("button", name="Next hit").click()
    assert bar.bounding_box()["height"] < 60
    bar.locator("summary").click()
    assert page.get_by_label("Quotations").is_visible()
    assert page.get_by_label("Keys: n and p").is_hidden()
