"""Answering again: told on the first page, trusted, counted in one sum, and joined to nobody."""

import anyshire
import pytest

from portal.capture.models import Response
from portal.nation.tallies import begun_again
from portal.reporting import results
from portal.rounds import repeating
from portal.rounds.models import Again, Round

SENT = "Somebody has sent answers from this device already."


def send(parent):
    parent.open().send()
    parent.send(age="7")
    parent.open("review/").send()
    assert parent.at == "thanks"


@pytest.mark.parametrize(
    ("repeats", "said"),
    [("once", "Each person answers once"), ("each-review", "You can answer again after each review")],
)
def test_a_browser_that_has_sent_is_told_how_often_one_answers(world, parent, repeats, said):
    Round.objects.update(repeats=repeats)
    assert SENT not in " ".join(parent.open().words)
    send(parent)
    words = " ".join(parent.open().words)
    assert f"{SENT} {said}" in words


def test_whoever_begins_again_is_let_in_and_adds_one_to_a_sum(world, parent):
    send(parent)
    first = parent.client.cookies["draft"].value
    send(parent)
    send(anyshire.Parent(world.link))
    assert Response.objects.count() == 3
    assert parent.client.cookies["draft"].value != first
    assert [(one.round_id, one.version_id, one.times) for one in Again.objects.all()] == [
        (world.round.pk, world.version.pk, 1)
    ]


def test_the_sum_knows_no_area_no_time_and_no_draft():
    assert {field.name for field in Again._meta.get_fields()} == {"id", "round", "version", "times", "told"}


def page_moved_on(world, people=20):
    """More people answer, and somebody looks at a page."""
    for number in range(people):
        anyshire.sent(world.link, age="7", information=("always", "never")[number % 2])
    results.protected.cache_clear()
    results.stands(world.round, world.version, {})


def begun(world, times):
    for _ in range(times):
        repeating.begun_again(world.round.pk, world.version.pk)


@pytest.mark.parametrize(("times", "least"), [(0, 0), (9, 0), (10, 10), (24, 10)])
def test_the_sum_is_told_in_steps(world, times, least):
    begun(world, times)
    assert begun_again(world.round).least == 0, "nothing moves but with a page"
    page_moved_on(world)
    assert begun_again(world.round).least == least


def test_a_step_is_reached_with_ten_more_and_with_the_page_alone(world):
    """Of 24 and one more the sum would stand at the next step: that the last person began again would be seen."""
    begun(world, 24)
    page_moved_on(world)
    for more, least in ((1, 10), (8, 10), (1, 25)):
        begun(world, more)
        assert begun_again(world.round).least == 10
        page_moved_on(world)
        assert begun_again(world.round).least == least
