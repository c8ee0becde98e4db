"""How pages fare is counted over everybody, once a page and draft, and nothing of a person is among the counts."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import anyshire
import pytest
from django.db import connection

from portal.capture import tallying
from portal.capture.models import Draft, Tally
from portal.capture.stamping import STAMP_FIELD, seconds_since, stamp
from portal.capture.tallying import Asked

NOT_UNDERSTOOD = anyshire.QUESTIONNAIRE.replace(
    'about = "', 'not_understood = "I don\'t understand this question"\nabout = "'
)


def tallies(face="standard"):
    """The figures that are not nought, by question."""
    return {
        one.item: {name: value for name in tallying.FIGURES if (value := getattr(one, name))}
        for one in Tally.objects.filter(face=face)
    }


def without_times(face="standard"):
    return {
        item: {name: value for name, value in figures.items() if name not in {*tallying.BANDS, tallying.LONGER}}
        for item, figures in tallies(face).items()
    }


def sent_after(parent, seconds, **fields):
    """Send the page as if it had been opened so long ago."""
    hidden = dict(parent.page.form.hidden)
    page = parent.at.removeprefix("q/")
    shown = seconds_since(hidden[STAMP_FIELD], hidden["draft-key."], page, now=0)
    assert shown == 0, "the page's own stamp is good"
    begun = int(hidden[STAMP_FIELD].partition(".")[0], 16)
    return parent.post(f"{parent.at}/", {STAMP_FIELD: stamp(hidden["draft-key."], page, begun - seconds), **fields})


def test_a_tally_holds_sums_and_nothing_of_a_person():
    kept = {field.name for field in Tally._meta.get_fields()}
    assert kept == {"id", "round", "version", "face", "item", *tallying.FIGURES}


def test_each_page_is_counted_with_what_was_done_on_it(parent):
    parent.open().send()
    parent.send(age="4").send(has_budget="no").send()
    parent.send(information="dont-know").send(anything="x").send()
    assert parent.address.endswith("/thanks/")
    assert without_times() == {
        "age": {"met": 1, "gone_on": 1, "answered": 1},
        "has-budget": {"met": 1, "gone_on": 1, "answered": 1},
        "needs": {"met": 1, "gone_on": 1, "left_out": 1},
        "information": {"met": 1, "gone_on": 1, "not_known": 1},
        "communication": {"left_out": 1},
        "anything": {"met": 1, "gone_on": 1, "answered": 1},
        Tally.REVIEW: {"met": 1, "gone_on": 1},
    }
    timed = {item for item, figures in tallies().items() if {*figures} & {*tallying.BANDS, tallying.LONGER}}
    assert timed == {"age", "has-budget", "needs", "information", "anything"}


def test_what_is_not_understood_is_counted_apart(db, tmp_path):
    parent = anyshire.Parent(anyshire.world(tmp_path, text=NOT_UNDERSTOOD).link).open().send()
    parent.send(age__unclear="1").send(has_budget="dont-understand")
    assert without_times()["age"] == {"met": 1, "gone_on": 1, "not_understood": 1}
    assert without_times()["has-budget"] == {"met": 1, "gone_on": 1, "not_understood": 1}


def test_going_back_reloading_and_sending_again_count_once(parent):
    parent.open().send().send(age="4").send(has_budget="yes")
    for _ in range(3):
        parent.open("q/age/").open("q/age/").send(age="5")
    assert without_times() == {
        "age": {"met": 1, "gone_on": 1, "answered": 1},
        "has-budget": {"met": 1, "gone_on": 1, "answered": 1},
        "budget-months": {"met": 1},
    }


def test_who_stops_is_seen_by_what_came_next_and_was_not_sent(world):
    for pages in (1, 2, 2):
        parent = anyshire.Parent(world.link).open().send()
        for _ in range(pages):
            parent.send()
    stopped = {item: figures["met"] - figures.get("gone_on", 0) for item, figures in without_times().items()}
    assert stopped == {"age": 0, "has-budget": 1, "needs": 2}


def test_stopping_with_three_pictures_and_coming_back_counts_once(parent):
    parent.open().send().send(age="4").send(has_budget="no", stop__="1")
    assert without_times()["needs"] == {"met": 1}
    parent.open("q/needs/").send(needs="senses")
    assert without_times()["needs"] == {"met": 1, "gone_on": 1, "answered": 1}


def test_a_refused_page_is_counted_when_it_is_put_right_with_all_its_time(parent):
    parent.open().send()
    sent_after(parent, 40, age="many")
    assert without_times() == {"age": {"met": 1}}
    parent.send(age="4")
    assert tallies()["age"] == {"met": 1, "gone_on": 1, "answered": 1, "under_60": 1}


@pytest.mark.parametrize(
    ("seconds", "band"),
    [(0, "under_5"), (4, "under_5"), (5, "under_15"), (15, "under_30"), (30, "under_60"), (60, "longer"), (90_000, "longer")],
)  # fmt: skip
def test_times_fall_into_coarse_bands(seconds, band):
    assert tallying.band(seconds) == band


def test_a_page_left_open_all_day_took_longer(parent):
    parent.open().send()
    sent_after(parent, 30_000, age="4")
    assert tallies()["age"] == {"met": 1, "gone_on": 1, "answered": 1, "longer": 1}


@pytest.mark.parametrize("said", ["", "0", "zz.", f"{1:x}.AAAAAAAAAAAA", "ü.ü", "9" * 5000, "١.٢"])
def test_a_forged_stamp_gives_no_time_and_loses_no_answer(parent, said):
    parent.open().send()
    parent.post("q/age/", {"age": "4", STAMP_FIELD: said})
    assert tallies()["age"] == {"met": 1, "gone_on": 1, "answered": 1}
    assert Draft.objects.get().answers == {"age": "4"}


def test_a_stamp_is_good_for_its_page_and_draft_alone():
    mine = stamp("key", "age", 100)
    assert seconds_since(mine, "key", "age", 130) == 30
    assert [seconds_since(mine, *other, 130) for other in (("key", "needs"), ("other", "age"))] == [None, None]
    assert seconds_since(mine, "key", "age", 90) == 0


def test_faces_are_counted_apart(dressed):
    anyshire.Parent(dressed.link).open("?face=easy").send().send(age="4")
    anyshire.Parent(dressed.link).open().send().send()
    assert without_times("easy")["age"] == {"met": 1, "gone_on": 1, "answered": 1}
    assert without_times()["age"] == {"met": 1, "gone_on": 1, "left_out": 1}


def test_a_double_click_counts_once(parent):
    parent.open().send()
    hidden = dict(parent.page.form.hidden)
    for _ in range(2):
        parent.client.post(f"/a/{parent.link.token}/q/age/", hidden | {"age": "4"})
    assert without_times()["age"] == {"met": 1, "gone_on": 1, "answered": 1}


@pytest.mark.django_db(transaction=True)
def test_nothing_is_lost_when_many_count_at_once(tmp_path):
    world = anyshire.world(tmp_path)
    where = Asked(world.round.pk, world.version.pk, "standard")

    def count(number):
        try:
            items = ("age", "needs") if number % 2 else ("needs", "age")
            tallying.add(where, {item: Counter(met=1, under_5=2) for item in items})
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(count, range(64)))
    assert tallies() == {item: {"met": 64, "under_5": 128} for item in ("age", "needs")}
