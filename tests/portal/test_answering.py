"""A parent answers page by page: what is kept, what is dropped, what is said back."""

from datetime import date

import anyshire
import pytest
from django.utils import timezone

from portal.capture.models import Channel, Draft, Response


def everything(parent):
    parent.open().send()
    parent.send(age="11").send(has_budget="yes").send(budget_months__years="1", budget_months__months="6")
    parent.send(weekly="£1,200.50").send(needs=["learning", "senses"])
    return parent.send(information="always", communication="never").send(anything="Thank you.\r\nAll well.")


EVERYTHING = {
    "age": "11",
    "has-budget": "yes",
    "budget-months": "18",
    "weekly": "1200.5",
    "needs": "learning;senses",
    "information": "always",
    "communication": "never",
    "anything": "Thank you.\nAll well.",
}


def stored():
    return [response.answers for response in Response.objects.all()]


def kept():
    return [draft.answers for draft in Draft.objects.all()]


def test_a_parent_answers_every_page_and_is_thanked(world, parent):
    everything(parent)
    assert parent.at == "review"
    parent.send()
    assert (parent.status, parent.address) == (200, f"/a/{world.link.token}/thanks/")
    response = Response.objects.get()
    assert response.answers == EVERYTHING
    assert (response.round, response.area_id, response.version, response.variant) == (
        world.round,
        anyshire.ANYSHIRE,
        world.version,
        "ehc",
    )
    assert response.month == timezone.localdate().replace(day=1)
    assert response.channel == Channel.WEB
    assert kept() == []


def test_nothing_of_the_person_is_kept():
    fields = {field.name for field in Response._meta.get_fields()}
    assert fields == {"key", "round", "area", "version", "variant", "month", "channel", "answers"} | {
        "face",
        "language",
        "look",
        "worn",
        "composed",
        "settled",
        "keepsake",  # a salted hash of a code that only the respondent holds
        "origin",  # which table somebody's own council handed it in with
    }


def test_the_pages_come_in_the_order_of_the_questionnaire(parent):
    parent.open().send()
    met = []
    while parent.at != "review":
        met.append(parent.at.removeprefix("q/"))
        parent.send(has_budget="yes")
    assert met == anyshire.PAGES


def test_questions_that_an_answer_rules_out_are_not_asked(parent):
    parent.open().send().send(age="11").send(has_budget="no")
    assert parent.at == "q/needs"


def test_an_answer_routed_away_later_is_not_sent(parent):
    everything(parent).open("q/has-budget/").send(has_budget="no")
    assert parent.at == "q/needs"
    parent.open("review/").send()
    gone = {"has-budget": "no", "budget-months": None, "weekly": None}
    assert stored() == [{item: cell for item, cell in {**EVERYTHING, **gone}.items() if cell}]


def test_going_back_shows_what_was_answered(parent):
    everything(parent).open("q/needs/")
    ticked = [
        line
        for line in parent.client.get(f"/a/{parent.link.token}/q/needs/").content.decode().split(">")
        if " checked" in line
    ]
    assert len(ticked) == 2
    page = parent.client.get(f"/a/{parent.link.token}/q/budget-months/").content.decode()
    assert (
        'name="budget-months.years" type="text" inputmode="numeric" spellcheck="false" autocomplete="off" value="1"'
        in page
    )
    assert (
        'name="budget-months.months" type="text" inputmode="numeric" spellcheck="false" autocomplete="off" value="6"'
        in page
    )


def test_an_answer_can_be_taken_back(parent):
    everything(parent).open("q/age/").send(age="")
    assert kept() == [{item: cell for item, cell in EVERYTHING.items() if item != "age"}]


def test_everything_may_be_left_out_but_one(parent):
    parent.open().send()
    while parent.at != "review":
        parent.send()
    parent.send()
    assert (parent.status, parent.words.count("You have not answered any question yet")) == (422, 1)
    assert stored() == []
    parent.open("q/age/").send(age="4").open("review/").send()
    assert stored() == [{"age": "4"}]


def test_what_is_right_on_a_page_is_kept_beside_what_is_refused(parent):
    parent.open().send().open("q/age/")
    parent.send(age="4")
    parent.open("q/information/").send(information="always", communication="often")
    assert parent.status == 422
    assert kept() == [{"age": "4", "information": "always"}]
    words = "One of these answers is not offered here. Choose one of those shown."
    assert parent.words.count(words) == 2


def test_a_refused_number_stands_in_its_field_with_what_to_do(parent):
    parent.open().send().send(age="eleven")
    assert parent.status == 422
    assert parent.words.count("“eleven” is not a number. Enter a number of years, like 11.") == 2
    assert [value for name, _, value in parent.page.form.asked if name == "age"] == ["eleven"]
    assert "#age" in parent.page.hrefs


@pytest.mark.parametrize(
    ("years", "months", "kept_as"),
    [("2", "", "24"), ("", "18", "18"), ("1", "6", "18"), ("1.5", "0", "18"), ("", "", None), ("0", "0", "0")],
)
def test_a_length_of_time_is_kept_in_months(parent, years, months, kept_as):
    parent.open().send().send().send(has_budget="yes").send(budget_months__years=years, budget_months__months=months)
    assert parent.at == "q/weekly"
    assert kept()[0].get("budget-months") == kept_as


@pytest.mark.parametrize(
    ("years", "months"), [("two", ""), ("", "x"), ("26", "0"), ("25", "1"), ("-1", ""), ("9" * 400, "")]
)
def test_no_length_of_time_is_guessed(parent, years, months):
    parent.open().send().send().send(has_budget="yes").send(budget_months__years=years, budget_months__months=months)
    assert (parent.status, parent.at) == (422, "q/budget-months")


def test_the_review_says_calmly_what_was_left_out_and_leads_back_to_it(parent):
    parent.open().send().send(age="4").send(has_budget="yes").send(budget_months__years="1", budget_months__months="1")
    parent.open("review/")
    assert parent.words.count("Not answered") == 5
    assert parent.words.count("1 year and 1 month") == 1
    token = parent.link.token
    there = [f"/a/{token}/q/{page}/#{page}" for page in anyshire.PAGES]
    there.insert(6, f"/a/{token}/q/information/#communication")
    assert [href for href in parent.page.hrefs if "#" in href and href.startswith("/a/")] == there


def test_a_question_of_another_page_is_not_answered_from_here(parent):
    parent.open().send().send(age="4", information="always", nonsense="1", draft="x", weekly="5")
    assert kept() == [{"age": "4"}]


@pytest.mark.parametrize(
    "said",
    [
        "کونسل نے ہماری بات سنی۔",
        "شكرا لكم على المساعدة",
        "👩‍👩‍👧 ❤️",
        "ሰላም",
        "Dw i'n hapus iawn – ŵ ŷ",
        "谢谢",
        "<b>&amp;</b>",
    ],
)
def test_an_answer_in_any_script_is_stored_as_it_was_written(parent, said):
    parent.open().send().send(age="4").open("q/anything/").send(anything=said)
    assert said in parent.words
    parent.send()
    assert stored() == [{"age": "4", "anything": said}]


def test_a_comment_of_ten_thousand_characters_is_kept_and_a_longer_one_comes_back(parent):
    parent.open().send().send().open("q/anything/").send(anything="ہ" * 10_000)
    assert parent.at == "review"
    parent.open("q/anything/").send(anything="x" * 10_001)
    assert parent.status == 422
    assert kept() == [{"anything": "ہ" * 10_000}]
    assert "x" * 10_001 in parent.words


def test_two_hundred_questions_are_paged_and_sent(db, tmp_path):
    head, _, _ = anyshire.QUESTIONNAIRE.partition("[[items]]")
    item = '[[items]]\nid = "q{0}"\nsection = "process"\nkind = "one"\nscale = "frequency"\nask = "Question {0}?"\nlabel = "{0}"\n'
    child = '[[items]]\nid = "age"\nsection = "child"\nkind = "text"\nask = "A?"\nlabel = "A"\n'
    last = '[[items]]\nid = "anything"\nsection = "comments"\nkind = "text"\nask = "B?"\nlabel = "B"\n'
    text = head + child + "".join(item.format(number) for number in range(1, 199)) + last
    parent = anyshire.Parent(anyshire.world(tmp_path, text=text).link)
    parent.open().send()
    pages = 0
    while parent.at != "review":
        pages += 1
        name = parent.at.removeprefix("q/")
        parent.send(**{name: "a word" if name in {"age", "anything"} else "sometimes"})
    parent.send()
    assert (pages, len(stored()[0])) == (200, 200)


def test_the_first_page_says_what_it_is_and_when_it_ends(world, parent):
    parent.open()
    assert parent.words[0] == "Getting support – Have your say about support in Anyshire – POET"
    assert parent.words.count("It takes about 5 minutes.") == 1
    assert [word for word in ("Why we ask.", "Who reads it.") if word not in parent.words] == []


def test_a_made_up_round_says_so_on_every_page(made_up_world):
    parent = anyshire.Parent(made_up_world.link).open()
    seen = [any("Made-up data" in word for word in parent.words)]
    parent.send().send(age="4")
    seen.append(any("Made-up data" in word for word in parent.words))
    parent.open("review/")
    seen.append(any("Made-up data" in word for word in parent.words))
    parent.send()
    seen.append(any("Made-up data" in word for word in parent.words))
    assert seen == [True] * 4


def test_a_real_round_is_not_called_made_up(parent):
    parent.open()
    assert [word for word in parent.words if "Made-up" in word] == []


def test_the_month_is_all_that_is_kept_of_the_time(parent):
    everything(parent).send()
    assert isinstance(Response.objects.get().month, date)
    assert Response.objects.get().month.day == 1
