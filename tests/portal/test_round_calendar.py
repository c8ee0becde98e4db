"""The calendar of rounds: academic years, terms and short windows, through clock changes, and what may change when."""

from contextlib import nullcontext
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import anyshire
import pytest
from django.utils import timezone

from portal.audit.models import Event
from portal.people.models import Person
from portal.rounds import calendar
from portal.rounds.calendar import Days, NoSuchMoment, academic_year, closing, days, moment, opening, year_name
from portal.rounds.models import Repeats, Span, Window
from portal.rounds.scheduling import CHANGEABLE, NotScheduled, Plan, change, changeable, close_now, make, open_now
from portal.rounds.taking_part import join

LONDON = ZoneInfo("Europe/London")


@pytest.mark.parametrize(
    ("span", "said", "first", "last"),
    [
        (Span.YEAR, {"year": 2026}, date(2026, 9, 1), date(2027, 7, 31)),
        (Span.TERM, {"year": 2026, "term": "autumn"}, date(2026, 9, 1), date(2026, 12, 31)),
        (Span.TERM, {"year": 2026, "term": "spring"}, date(2027, 1, 1), date(2027, 3, 31)),
        (Span.TERM, {"year": 2026, "term": "summer"}, date(2027, 4, 1), date(2027, 7, 31)),
        (Span.WEEKS, {"first": date(2026, 10, 12)}, date(2026, 10, 12), date(2026, 11, 8)),
        (Span.QUARTER, {"first": date(2026, 10, 12)}, date(2026, 10, 12), date(2027, 1, 11)),
        (Span.QUARTER, {"first": date(2026, 11, 30)}, date(2026, 11, 30), date(2027, 2, 28)),
        (Span.QUARTER, {"first": date(2026, 12, 1)}, date(2026, 12, 1), date(2027, 2, 28)),
    ],
)
def test_a_round_of_a_kind_lasts_these_days(span, said, first, last):
    assert days(span, **said) == Days(first, last)


@pytest.mark.parametrize(
    ("span", "said"),
    [(Span.YEAR, {}), (Span.TERM, {"year": 2026, "term": "winter"}), (Span.WEEKS, {"year": 2026}), (Span.OWN, {})],
)
def test_without_what_it_is_made_from_a_kind_has_no_days(span, said):
    assert days(span, **said) is None


def test_the_terms_of_a_year_follow_one_another_without_a_gap():
    stretches = [one.days(2027) for one in calendar.terms()]
    assert [(later.first - earlier.last).days for earlier, later in pairwise(stretches)] == [
        1,
        1,
    ]


def test_the_academic_year_turns_in_september():
    assert [academic_year(date(2027, month, 1)) for month in (1, 8, 9)] == [2026, 2026, 2027]
    assert [year_name(year) for year in (2026, 2099)] == ["2026/27", "2099/00"]


def test_four_weeks_over_a_clock_change_begin_and_end_at_midnight_of_the_place():
    stretch = Days(date(2026, 10, 12), date(2026, 11, 8))
    assert opening(stretch, LONDON).astimezone(UTC) == datetime(2026, 10, 11, 23, tzinfo=UTC)
    assert closing(stretch, LONDON).astimezone(UTC) == datetime(2026, 11, 9, tzinfo=UTC)
    lasts = closing(stretch, LONDON).astimezone(UTC) - opening(stretch, LONDON).astimezone(UTC)
    assert lasts == timedelta(days=28, hours=1)


def test_a_time_that_the_clocks_jump_over_is_refused_and_one_shown_twice_is_the_first():
    with pytest.raises(NoSuchMoment):
        moment(date(2027, 3, 28), time(1, 30), LONDON)
    assert moment(date(2026, 10, 25), time(1, 30), LONDON).astimezone(UTC) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    with pytest.raises(NoSuchMoment):  # where midnight itself is jumped over
        opening(Days(date(2026, 4, 24), date(2026, 4, 25)), CAIRO)


CAIRO = ZoneInfo("Africa/Cairo")


@pytest.fixture
def by(world):
    return Person.objects.create(email="nat@example.org", name="Nat")


def plan(world, **other):
    asking = world.round
    said = {
        "name": asking.name, "span": Span(asking.span), "opens": asking.opens, "closes": asking.closes,
        "versions": (world.version,),
    }  # fmt: skip
    return Plan(**(said | other))


NOW = timezone.now()
SPRING = {"name": "Spring", "opens": NOW + timedelta(days=40), "closes": NOW + timedelta(days=90)}


def test_a_round_is_made_and_written_down(world, by):
    made = make(plan(world, **SPRING, repeats=Repeats.EACH_REVIEW), by=by, now=NOW)
    assert (made.slug, made.window(NOW), list(made.versions.all())) == ("spring", Window.NOT_YET, [world.version])
    assert made.repeats == Repeats.EACH_REVIEW
    assert [(one.thing, one.detail) for one in Event.objects.filter(kind="round-changed")] == [
        ("spring", {"change": "made"})
    ]


@pytest.mark.parametrize(
    ("said", "at", "why"),
    [
        ({"name": " ? "}, "name", "Give the round a name"),
        ({"name": "AUTUMN!"}, "name", "There is a round called"),
        ({"versions": ()}, "versions", "Choose at least one questionnaire"),
        ({"closes": NOW + timedelta(days=40)}, "last", "The round closes before it opens"),
        ({"opens": NOW - timedelta(days=9), "closes": NOW - timedelta(days=1)}, "last", "The last day is over already"),
    ],
)
def test_a_round_that_makes_no_sense_is_refused_at_the_field(world, by, said, at, why):
    with pytest.raises(NotScheduled, match=why) as refused:
        make(plan(world, **(SPRING | said)), by=by, now=NOW)
    assert refused.value.at == at


CHANGES = {
    "name": "Fall",
    "span": Span.TERM,
    "opens": NOW - timedelta(days=61),
    "closes": NOW + timedelta(days=31),
    "repeats": Repeats.EACH_REVIEW,
    "invites_at_once": True,
    "year": 2026,
    "term": "autumn",
}


@pytest.mark.parametrize("days_left", [30, -0.5, -3])
@pytest.mark.parametrize("field", CHANGES)
def test_what_may_change_after_opening_is_what_the_table_says(tmp_path, db, days_left, field):
    world = anyshire.world(tmp_path, days_left=days_left)
    nat = Person.objects.create(email="nat@example.org", name="Nat")
    may = field in CHANGEABLE[world.round.window(NOW)]
    with nullcontext() if may else pytest.raises(NotScheduled, match="can no longer change"):
        assert change(world.round, plan(world, **{field: CHANGES[field]}), by=nat, now=NOW) == [field]


def test_before_it_opens_everything_may_change_but_what_areas_have_agreed_to(world, by):
    made = make(plan(world, **SPRING), by=by, now=NOW)
    assert changeable(made, NOW) == CHANGEABLE[Window.NOT_YET]
    join(made, [world.link.area])
    assert CHANGEABLE[Window.NOT_YET] - changeable(made, NOW) == {"versions", "repeats"}


def test_an_open_round_ends_later_and_never_earlier_but_can_be_closed_now(world, by):
    with pytest.raises(NotScheduled, match="can only end later"):
        change(world.round, plan(world, closes=world.round.closes - timedelta(days=1)), by=by, now=NOW)
    close_now(world.round, by=by, now=NOW)
    world.round.refresh_from_db()
    assert world.round.window(NOW) is Window.GRACE
    with pytest.raises(NotScheduled, match="not open"):
        close_now(world.round, by=by, now=NOW)


def test_a_round_opens_before_its_day(world, by):
    made = make(plan(world, **SPRING), by=by, now=NOW)
    open_now(made, by=by, now=NOW)
    assert made.window(NOW) is Window.OPEN
    with pytest.raises(NotScheduled, match="open already"):
        open_now(made, by=by, now=NOW)


def test_a_round_is_not_moved_over_another_that_asks_its_areas_the_same(world, by):
    made = make(plan(world, **SPRING), by=by, now=NOW)
    join(made, [world.link.area])
    earlier = {"opens": world.round.closes - timedelta(days=1)}
    with pytest.raises(NotScheduled, match="asks the same questionnaire in Anyshire") as refused:
        change(made, plan(world, **(SPRING | earlier)), by=by, now=NOW)
    assert "“Autumn”" in str(refused.value)
    with pytest.raises(NotScheduled, match="Anyshire"):
        open_now(made, by=by, now=NOW)
    with pytest.raises(NotScheduled, match="“Spring”"):
        change(world.round, plan(world, closes=SPRING["opens"] + timedelta(days=1)), by=by, now=NOW)
    change(world.round, plan(world, closes=SPRING["opens"]), by=by, now=NOW)


def test_a_demonstration_stands_beside_nothing_real(world, by):
    made = make(plan(world, **SPRING), by=by, now=NOW, made_up=True)
    join(made, [world.link.area])
    open_now(made, by=by, now=NOW)
    assert made.window(NOW) is Window.OPEN
