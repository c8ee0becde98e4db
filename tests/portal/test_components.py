"""Our components say what GOV.UK Frontend documents: its classes and its wiring, written out by hand.

Ids inside a group are our own (`item.2`, `item.hint`), so that no two items of a page can clash.
"""

from html.parser import HTMLParser

import pytest

from journeys.gallery import PAGES, comment, drawn, duration, environment, many, number, option, scaled

# Elements without an end.
VOID = {"img", "input", "br", "meta", "link"}


class Elements(HTMLParser):
    """Every element of some markup in order, as (tag, attributes); and the tags that were not closed in order."""

    def __init__(self, markup):
        super().__init__()
        self.met, self.open, self.astray = [], [], []
        self.feed(markup)

    def handle_starttag(self, tag, attrs):
        self.met.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.astray.append(tag)


def asked(item, **how):
    """The elements that an item is asked with."""
    call = ", ".join(["item", *(f"{name}={value!r}" for name, value in how.items())])
    page = environment().from_string('{% from "components/answers.html" import question %}{{ question(' + call + ") }}")
    return Elements(page.render(item=item)).met


def shown(room, call, **given):
    """The elements of any other component."""
    page = environment().from_string(f'{{% import "components/{room}.html" as room %}}{{{{ room.{call} }}}}')
    return Elements(page.render(**given)).met


def test_radios_are_one_group_with_a_legend_and_a_label_each():
    item = scaled("heard", "Were you heard?", options=[option("Yes"), option("No", checked=True)])
    assert asked(item) == [
        ("div", {"class": "govuk-form-group"}),
        ("fieldset", {"class": "govuk-fieldset"}),
        ("legend", {"class": "govuk-fieldset__legend govuk-fieldset__legend--m"}),
        ("div", {"class": "govuk-radios"}),
        ("div", {"class": "govuk-radios__item"}),
        ("input", {"class": "govuk-radios__input", "id": "heard", "name": "heard", "type": "radio", "value": "yes"}),
        ("label", {"class": "govuk-label govuk-radios__label", "for": "heard"}),
        ("div", {"class": "govuk-radios__item"}),
        ("input", {"class": "govuk-radios__input", "id": "heard.2", "name": "heard", "type": "radio", "value": "no",
                   "checked": None}),
        ("label", {"class": "govuk-label govuk-radios__label", "for": "heard.2"}),
    ]  # fmt: skip


def test_hint_and_error_of_a_group_are_said_with_it():
    item = scaled("heard", "Were you heard?", hint="At the meeting.", error="Choose one.", options=[option("Yes")])
    assert asked(item)[:6] == [
        ("div", {"class": "govuk-form-group govuk-form-group--error"}),
        ("fieldset", {"class": "govuk-fieldset", "aria-describedby": "heard.hint heard.error"}),
        ("legend", {"class": "govuk-fieldset__legend govuk-fieldset__legend--m"}),
        ("div", {"id": "heard.hint", "class": "govuk-hint"}),
        ("p", {"id": "heard.error", "class": "govuk-error-message"}),
        ("span", {"class": "govuk-visually-hidden"}),
    ]


def test_what_is_counted_apart_stands_behind_one_divider():
    item = scaled(
        "heard", "Heard?", options=[option("Yes"), option("Don’t know", apart=True), option("N/A", apart=True)]
    )
    assert [given["class"] for tag, given in asked(item) if tag == "div"][2:] == [
        "govuk-radios__item", "govuk-radios__divider", "govuk-radios__item", "govuk-radios__item",
    ]  # fmt: skip


def test_checkboxes_share_a_name_and_an_option_may_have_a_hint_of_its_own():
    item = many(id="spent", hint="", options=[option("Respite"), option("Aids", hint="Such as a lift.")])
    assert asked(item)[3:] == [
        ("div", {"class": "govuk-checkboxes"}),
        ("div", {"class": "govuk-checkboxes__item"}),
        ("input", {"class": "govuk-checkboxes__input", "id": "spent", "name": "spent", "type": "checkbox", "value": "respite"}),
        ("label", {"class": "govuk-label govuk-checkboxes__label", "for": "spent"}),
        ("div", {"class": "govuk-checkboxes__item"}),
        ("input", {"class": "govuk-checkboxes__input", "id": "spent.2", "name": "spent", "type": "checkbox", "value": "aids",
                   "aria-describedby": "spent.2.hint"}),
        ("label", {"class": "govuk-label govuk-checkboxes__label", "for": "spent.2"}),
        ("div", {"id": "spent.2.hint", "class": "govuk-hint govuk-checkboxes__hint"}),
    ]  # fmt: skip


def test_an_option_that_stands_alone_is_set_off_like_one_counted_apart():
    classes = [given["class"] for tag, given in asked(many()) if tag == "div"]
    assert classes.index("govuk-checkboxes__divider") == len(classes) - 2


def test_an_amount_has_a_label_and_its_signs_are_not_read_twice():
    assert asked(number(id="sum", hint="", value="12", error="Enter an amount.")) == [
        ("div", {"class": "govuk-form-group govuk-form-group--error"}),
        ("label", {"class": "govuk-label govuk-label--m", "for": "sum"}),
        ("p", {"id": "sum.error", "class": "govuk-error-message"}),
        ("span", {"class": "govuk-visually-hidden"}),
        ("div", {"class": "govuk-input__wrapper"}),
        ("div", {"class": "govuk-input__prefix", "aria-hidden": "true"}),
        ("input", {"class": "govuk-input govuk-input--width-5 govuk-input--error", "id": "sum", "name": "sum", "type": "text",
                   "inputmode": "decimal", "spellcheck": "false", "autocomplete": "off", "value": "12",
                   "aria-describedby": "sum.error"}),
        ("div", {"class": "govuk-input__suffix", "aria-hidden": "true"}),
    ]  # fmt: skip


def test_years_and_months_are_two_labelled_fields_of_one_group():
    fields = [given for tag, given in asked(duration(id="so-far")) if tag in {"label", "input"}]
    assert [(field.get("for"), field.get("id"), field.get("name"), field.get("value")) for field in fields] == [
        ("so-far", None, None, None),
        (None, "so-far", "so-far.years", ""),
        ("so-far.2", None, None, None),
        (None, "so-far.2", "so-far.months", "7"),
    ]


def test_a_comment_is_told_its_room_beforehand():
    assert asked(comment(id="well", error="Shorten it."))[-2:] == [
        ("textarea", {"class": "govuk-textarea govuk-textarea--error", "id": "well", "name": "well", "rows": "6", "dir": "auto",
                      "aria-describedby": "well.hint well.error well.most"}),
        ("div", {"id": "well.most", "class": "govuk-hint"}),
    ]  # fmt: skip


def test_a_comment_is_given_back_as_it_was_written():
    words = "\n  <b>Tom & Ann</b>\n"
    html = environment().from_string('{% import "components/answers.html" as room %}{{ room.question(item) }}')
    inside = html.render(item=comment(value=words)).split('">\n', 2)[-1].split("</textarea>")[0]
    assert inside == "\n  &lt;b&gt;Tom &amp; Ann&lt;/b&gt;\n"  # the newline before it is the one that HTML takes away


def test_a_question_alone_on_its_page_is_the_page_s_heading():
    assert ("h1", {"class": "govuk-fieldset__heading"}) in asked(scaled("heard", "Heard?"), heading=True, size="l")
    assert ("h1", {"class": "govuk-label-wrapper"}) in asked(number(), heading=True, size="l")


def test_the_error_summary_lists_links_to_the_fields_and_takes_the_focus():
    errors = [{"href": "#weekly", "text": "Enter an amount."}]
    assert shown("messages", "error_summary(errors)", errors=errors) == [
        ("div", {"class": "govuk-error-summary", "tabindex": "-1", "autofocus": None}),
        ("div", {"role": "alert"}),
        ("h2", {"class": "govuk-error-summary__title"}),
        ("div", {"class": "govuk-error-summary__body"}),
        ("ul", {"class": "govuk-list govuk-error-summary__list"}),
        ("li", {}),
        ("a", {"href": "#weekly"}),
    ]


def test_a_change_link_says_what_it_changes():
    rows = [{"key": "Heard?", "value": "Yes", "href": "/a/1", "change": "Heard?"}]
    assert shown("facts", "summary_list(rows)", rows=rows) == [
        ("dl", {"class": "govuk-summary-list"}),
        ("div", {"class": "govuk-summary-list__row"}),
        ("dt", {"class": "govuk-summary-list__key"}),
        ("dd", {"class": "govuk-summary-list__value"}),
        ("dd", {"class": "govuk-summary-list__actions"}),
        ("a", {"class": "govuk-link", "href": "/a/1"}),
        ("span", {"class": "govuk-visually-hidden"}),
    ]


@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_well_formed_and_no_id_stands_twice(name):
    page = Elements(drawn(name))
    ids = [given["id"] for _, given in page.met if "id" in given]
    assert (page.open, page.astray) == ([], [])
    assert sorted(ids) == sorted(set(ids))


@pytest.mark.parametrize("name", PAGES)
def test_every_label_and_every_description_leads_to_something_on_the_page(name):
    met = Elements(drawn(name)).met
    ids = {given["id"] for _, given in met if "id" in given}
    led = {
        place
        for _, given in met
        for key in ("for", "aria-describedby", "aria-labelledby")
        for place in (given.get(key) or "").split()
    }
    assert led - ids == set()


@pytest.mark.parametrize("name", PAGES)
def test_no_page_has_a_script_or_a_style_inside_itself(name):
    met = Elements(drawn(name)).met
    assert [
        tag
        for tag, given in met
        if tag == "style"
        or (tag == "script" and not given.get("src"))
        or any(key == "style" or key.startswith("on") for key in given)
    ] == []
