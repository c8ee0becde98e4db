"""Stopping, and coming back with three pictures: on another device, against guessers, and never at another link."""

from __future__ import annotations

from datetime import timedelta

import anyshire
import pytest
from anyshire import Parent
from django.core.management import call_command
from django.utils import timezone

from portal.capture import keeping, returning, sweeping
from portal.capture.models import Attempt, Draft, Response, Return
from portal.capture.returning import MOST_WRONG, WRONG_FOR, Wait, come_back, leave


def stopped(parent):
    """Stops on the page they stand on; the words they are shown, in order."""
    parent.send(stop__="1", age="4")
    names = {one.name for one in returning.choices()}
    return [word for word in parent.words if word in names]


def say(parent, said):
    return parent.open("back/").send(first__=said[0], second__=said[1], third__=said[2])


def test_three_pictures_lead_back_on_another_device(world):
    said = stopped(Parent(world.link).open().send())
    assert len(said) == 3
    elsewhere = say(Parent(world.link), said)
    assert elsewhere.at == "review"
    assert "4" in elsewhere.words
    elsewhere.send()
    assert Response.objects.get().answers == {"age": "4"}


def test_words_may_be_said_in_capitals_and_with_blanks(world):
    said = stopped(Parent(world.link).open().send())
    assert say(Parent(world.link), [f" {word.upper()} " for word in said]).at == "review"


def test_no_word_is_kept(world):
    said = stopped(Parent(world.link).open().send())
    kept = str(list(Return.objects.values())) + str(list(Draft.objects.values()))
    assert [word for word in said if word in kept.replace("draft", "")] == []
    assert len(Return.objects.get().digest) == 64


def test_wrong_words_are_said_to_be_wrong_and_nothing_more(world):
    said = stopped(Parent(world.link).open().send())
    wrong = say(Parent(world.link), said[::-1] if said != said[::-1] else ["cat", "cat", "dog"])
    assert wrong.status == 422
    assert any("do not lead to any answers here" in words for words in wrong.words)


def test_words_of_one_link_are_nothing_at_another(world):
    said = stopped(Parent(world.link).open().send())
    assert say(Parent(world.links[anyshire.OTHERSHIRE]), said).status == 422


def test_a_guesser_is_held_back_and_the_right_words_are_good_again_later(world):
    said = stopped(Parent(world.link).open().send())
    now = timezone.now()
    for _ in range(MOST_WRONG):
        assert come_back(world.link.token, ["cat", "cat", "cat"], now) is None
    held = come_back(world.link.token, said, now)
    assert isinstance(held, Wait)
    assert come_back(world.link.token, said, now + WRONG_FOR) == Draft.objects.get().key
    assert say(Parent(world.links[anyshire.OTHERSHIRE]), said).status == 422


def test_a_guesser_sees_when_to_try_again(world):
    Attempt.objects.create(link=world.link, since=timezone.now(), wrong=MOST_WRONG)
    held = say(Parent(world.link), ["cat", "dog", "cow"])
    assert held.status == 429
    assert any("Your answers are safe. Please try again after" in words for words in held.words)


def test_right_words_are_no_wrong_ones(world):
    said = stopped(Parent(world.link).open().send())
    for _ in range(MOST_WRONG + 2):
        assert come_back(world.link.token, said, timezone.now()) == Draft.objects.get().key


def test_words_end_with_the_draft(world):
    parent = Parent(world.link).open().send()
    said = stopped(parent)
    elsewhere = say(Parent(world.link), said)
    elsewhere.send()
    assert Return.objects.count() == 0
    assert say(Parent(world.link), said).status == 422


def test_words_expire_with_a_draft_nobody_touches(world):
    said = stopped(Parent(world.link).open().send())
    keeping.forget(today=timezone.localdate() + timedelta(days=31))
    assert say(Parent(world.link), said).status == 422


def test_stopping_twice_gives_two_ways_back(world):
    parent = Parent(world.link).open().send()
    first = stopped(parent)
    second = [one.name for one in leave(Draft.objects.get().key, world.link.token) or ()]
    assert say(Parent(world.link), first).at == "review"
    assert say(Parent(world.link), second).at == "review"


def test_two_drafts_are_never_given_the_same_words(world, monkeypatch):
    stopped(Parent(world.link).open().send())
    taken = list(returning.choices())[:3]
    other = list(returning.choices())[3:6]
    key = Draft.objects.get().key
    dealt = iter([*taken, *taken, *other])
    monkeypatch.setattr(returning.secrets, "choice", lambda _: next(dealt))
    assert leave(key, world.link.token) == tuple(taken)
    assert leave(key, world.link.token) == tuple(other)


def test_there_is_nothing_to_stop_before_a_question_was_seen(world):
    assert Parent(world.link).open().post("stop/", {}).status == 422


def test_stopping_works_without_cookies(world):
    said = stopped(Parent(world.link, keeps_cookies=False).open().send())
    assert len(said) == 3


def test_a_refused_answer_is_put_right_before_stopping(world):
    parent = Parent(world.link).open().send().send(stop__="1", age="lots")
    assert parent.status == 422
    assert Return.objects.count() == 0


@pytest.mark.parametrize("rubbish", ["", "x" * 5000, "\x00", "<script>", "🐈"])
def test_rubbish_is_a_wrong_word(world, rubbish):
    assert say(Parent(world.link), [rubbish] * 3).status == 422


def test_there_are_more_than_two_million_ways_to_say_three_words():
    assert len(returning.choices()) ** returning.WORDS > 2_000_000


def aged(days):
    Draft.objects.update(touched=timezone.localdate() - timedelta(days=days))


def test_words_of_a_draft_too_old_lead_nowhere_even_before_it_is_removed(world):
    said = stopped(Parent(world.link).open().send())
    aged(31)
    assert come_back(world.link.token, said, timezone.now()) is None
    aged(30)
    assert come_back(world.link.token, said, timezone.now()) == Draft.objects.get().key


def test_a_start_page_removes_old_drafts_once_a_day(world, monkeypatch):
    stopped(Parent(world.link).open().send())
    aged(31)
    monkeypatch.setattr(sweeping, "_swept", [timezone.localdate()])
    Parent(world.link).open()
    assert Draft.objects.count() == 1
    monkeypatch.setattr(sweeping, "_swept", [])
    Parent(world.link).open()
    assert (Draft.objects.count(), Return.objects.count()) == (0, 0)


def test_the_command_removes_old_drafts_and_says_how_many(world, capsys):
    stopped(Parent(world.link).open().send())
    aged(31)
    call_command("forget")
    assert capsys.readouterr().out == "Drafts removed: 1.\n"
