"""Councils comment question by question on what anybody may read; authors reply and settle; nothing typed is lost."""

from __future__ import annotations

from datetime import date

import anyshire
import pytest

from portal.people.rules import Role
from portal.questionnaires.models import Comment
from portal.questionnaires.publish import publish_bank
from somebody import somebody

PLACE = "/forms/small/1/comments/age/"
HOSTILE = "</textarea><script>alert(1)</script> {{ 7*7 }} \u202e تحية 😀"


@pytest.fixture
def reader(world):
    return somebody(Role.READER, anyshire.ANYSHIRE)


@pytest.fixture
def author(world):
    return somebody(Role.AUTHOR, second_factor=False)


def said():
    return [(one.item, one.area_id, one.said, one.reply, one.settled) for one in Comment.objects.order_by("pk")]


def test_a_council_comments_an_author_replies_and_it_is_settled(reader, author):
    assert reader.post(PLACE, do="comment", said="Which child?\r\nWe have two.  ").status_code == 303
    kept = Comment.objects.get()
    author.post(PLACE, do=f"reply {kept.pk}", **{f"reply-{kept.pk}": "The next version will say."})
    author.post(PLACE, do=f"settle {kept.pk}")
    assert said() == [("age", anyshire.ANYSHIRE, "Which child?\nWe have two.", "The next version will say.", True)]
    words = reader.words(PLACE)
    assert [word for word in words if word in {"Which child?", "We have two.", "Settled"}] == [
        "Settled",
        "Which child?",
        "We have two.",
    ]
    assert "Reader E10900001, Anyshire" in words
    author.post(PLACE, do=f"open {kept.pk}")
    assert Comment.objects.get().settled is False


def test_the_specimen_leads_those_who_may_to_the_comments(reader, client):
    hrefs = anyshire.Reader(reader.get("/forms/small/1/").content.decode()).hrefs
    assert {"/forms/small/1/comments/", PLACE} <= set(hrefs)
    assert PLACE not in anyshire.Reader(client.get("/forms/small/1/").content.decode()).hrefs


def test_the_list_says_what_is_open(reader):
    for text in ("One", "Two"):
        reader.post(PLACE, do="comment", said=text)
    reader.post(PLACE.replace("age", "needs"), do="comment", said="Three")
    Comment.objects.filter(item="needs").update(settled=True)
    words = reader.words("/forms/small/1/comments/")
    assert (
        words[words.index("How old is your child?") + 1],
        words[words.index("What does your child need support with?") + 1],
    ) == (
        "2 open comments",
        "all settled",
    )


def test_questions_of_the_bank_are_commented_on_beside_the_form_they_suit(reader):
    publish_bank(anyshire.BANK, "travel", on=date(2026, 9, 1))
    listed = anyshire.Reader(reader.get("/forms/small/1/comments/").content.decode())
    bus = next(href for href in listed.hrefs if href.endswith("/bus/"))
    assert reader.post(bus, do="comment", said="Which bus?").status_code == 303
    assert said() == [("bus", anyshire.ANYSHIRE, "Which bus?", "", False)]
    assert "one open comment" in reader.words("/forms/small/1/comments/")
    assert reader.get("/forms/small/1/comments/boat/").status_code == 404


def test_a_double_click_says_it_once(reader):
    for _ in range(2):
        reader.post(PLACE, do="comment", said="Twice")
    assert [text for *_, text, _, _ in said()] == ["Twice"]


def test_of_two_authors_the_second_sees_what_the_first_said(reader, author):
    reader.post(PLACE, do="comment", said="Why?")
    kept = Comment.objects.get()
    author.post(PLACE, do=f"reply {kept.pk}", **{f"reply-{kept.pk}": "Because."})
    other = somebody(Role.AUTHOR, email="second@example.org", second_factor=False)
    answer = other.post(PLACE, do=f"reply {kept.pk}", **{f"reply-{kept.pk}": "No reason."})
    assert answer.status_code == 422
    assert "Somebody has replied in the meantime: “Because.”" in answer.content.decode()
    assert Comment.objects.get().reply == "Because."


@pytest.mark.parametrize("text", ["", "   \n ", "\x00\x01", "x" * 2_001])
def test_what_is_not_taken_stands_in_its_box_again(reader, text):
    answer = reader.post(PLACE, do="comment", said=text)
    assert answer.status_code == 422
    assert Comment.objects.count() == 0
    if text.startswith("x"):
        page = answer.content.decode()
        assert text in page
        assert "This has 2,001 characters. Shorten it to 2,000 or fewer: your words are still in the box." in page


def test_whoever_was_signed_out_is_given_their_words_back(reader):
    reader.client.cookies.clear()
    answer = reader.post(PLACE, do="comment", said="Three hours of work")
    assert answer.status_code == 403
    assert "Three hours of work" in anyshire.Reader(answer.content.decode()).words
    assert Comment.objects.count() == 0
    assert reader.get(PLACE).status_code == 302


def test_hostile_words_are_shown_as_they_were_said(reader):
    reader.post(PLACE, do="comment", said=HOSTILE + "\x00\x07")
    page = reader.get(PLACE).content.decode()
    assert "<script>alert(1)" not in page
    assert HOSTILE.replace("\u202e", "") in anyshire.Reader(page).words


def test_only_authors_reply_and_only_to_what_is_there(reader, author):
    reader.post(PLACE, do="comment", said="Why?")
    kept = Comment.objects.get()
    assert reader.post(PLACE, do=f"reply {kept.pk}", **{f"reply-{kept.pk}": "Me"}).status_code == 403
    assert reader.post(PLACE, do=f"settle {kept.pk}").status_code == 403
    for does in ("reply 99999", "settle ١", f"sing {kept.pk}", "settle " + "9" * 40):
        assert author.post(PLACE, do=does, said="x").status_code in {404, 422}
    assert author.post(PLACE.replace("age", "needs"), do=f"settle {kept.pk}").status_code == 404
    assert said() == [("age", anyshire.ANYSHIRE, "Why?", "", False)]


@pytest.mark.parametrize("role", [Role.RESEARCHER, None])
def test_who_may_not_comment_neither_reads_nor_writes(world, role):
    person = somebody(role)
    assert [person.get(place).status_code for place in (PLACE, "/forms/small/1/comments/")] == [403, 403]
    assert person.post(PLACE, do="comment", said="Me").status_code == 403
    assert Comment.objects.count() == 0


def test_comments_stand_beside_the_figures(reader, author):
    for number in range(5):
        reader.post(PLACE, do="comment", said=f"Remark {number}")
    words = author.words("/forms/small/1/figures/")
    assert [word for word in words if word.startswith("Remark")] == ["Remark 4", "Remark 3", "Remark 2"]
    assert "2 more" in words


@pytest.mark.parametrize("number", [1, 25])
def test_a_page_has_twenty_and_asks_as_much_for_many_as_for_few(reader, world, django_assert_num_queries, number):
    Comment.objects.bulk_create(
        [
            Comment(version=world.version, item="age", by=reader.person, said=f"No {n}", on="2026-09-01")
            for n in range(number)
        ]
    )
    with django_assert_num_queries(6):
        page = reader.get(PLACE).content.decode()
    assert sum(word.startswith("No ") for word in anyshire.Reader(page).words) == min(20, number)
    if number > 20:
        assert [href for href in anyshire.Reader(page).hrefs if "page=2" in href] == ["?page=2"]
        assert sum(word.startswith("No ") for word in reader.words(f"{PLACE}?page=2")) == 5
    assert reader.get(f"{PLACE}?page=rubbish").status_code == 200


@pytest.mark.parametrize("place", ["/forms/small/1/comments/nothing/", "/forms/small/9/comments/age/"])
def test_what_is_no_question_is_not_found(reader, place):
    assert reader.get(place).status_code == 404
