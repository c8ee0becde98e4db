"""Answers leave for research through the gate alone: an approval that holds, and a council's yes."""

from dataclasses import replace
from datetime import timedelta

import anyshire
import pytest
from django.urls import reverse
from django.utils import timezone

from poet.protect import Audience, Population, Waves, published
from poet.protect.ledger import Draft, Respondents, Structure
from poet.protect.views import rule_of
from portal.audit.models import Event
from portal.nation.models import Approval, Basis
from portal.people.rules import Role
from portal.publishing.opening import noise_stands
from portal.reporting import live, results
from portal.reporting.ledger import DatabaseLedger
from portal.reporting.otherwise import given
from portal.research import words
from portal.research.models import Manner, Way
from portal.returns.models import Taken
from portal.rounds.models import Answered
from portal.rounds.statements import Use
from somebody import somebody

HERE, THERE = anyshire.ANYSHIRE, anyshire.OTHERSHIRE
PAGE = "/research/autumn/"
TODAY = timezone.localdate()
NOISY = published()["cell-keys-2026"][Audience.PUBLIC]
OPEN = Draft(
    at="",
    audience="public",
    rule=rule_of(published()["standard-2026"][Audience.PUBLIC]),
    population=Population("", ""),
    waves=Waves(("refresh 1",)),
    structure=Structure(("Anyshire",), {"area": {"Anyshire": (0,)}}),
    questions=(),
    respondents=(Respondents("area", "Anyshire", 12),),
    tables=(),
)


@pytest.fixture
def researcher(world):
    """Twelve people have answered in each of two councils."""
    for number in range(12):
        for area in (HERE, THERE):
            anyshire.sent(world.links[area], information="always", age="7", anything=f"My own words {number}")
    return somebody(Role.RESEARCHER)


def approved(world, **more):
    said = {"basis": Basis.ETHICS, "first": TODAY - timedelta(days=1), "last": TODAY + timedelta(days=1)} | more
    made = Approval.objects.create(round=world.round, reference="26/XX/0000", at=timezone.now(), **said)
    Manner.objects.create(approval=made, way=Way.RECORDS, at=timezone.now())
    return made


def says_yes(world, *areas):
    for area in areas:
        Answered.objects.create(
            round=world.round, area_id=area, statement=Use.RESEARCH_EXTRACT, edition="2026", digest="", given=True,
            at=timezone.now() - timedelta(hours=1), signed="Somebody",
        )  # fmt: skip


def taken(researcher, area=HERE):
    return researcher.post(f"{PAGE}{area}/small/")


def leaves_nothing(said):
    return (said.status_code, Taken.objects.count(), Event.objects.filter(kind="exported").count()) == (409, 0, 0)


def test_with_an_approval_and_a_yes_the_file_leaves_and_is_written_down(world, researcher):
    approved(world)
    says_yes(world, HERE)
    assert any("26/XX/0000" in one for one in researcher.words("/research/"))
    assert "Anyshire" in researcher.words(PAGE)
    said = taken(researcher)
    assert (said.status_code, said["Content-Type"]) == (200, "text/csv; charset=utf-8")
    file = b"".join(said.streaming_content).decode()
    assert len(file.splitlines()) == 13
    assert "My own words" not in file
    log = Event.objects.get(kind="exported")
    assert (log.area, log.detail) == (HERE, {"what": "returns for research", "format": "csv"})


def test_without_an_approval_nothing_leaves(world, researcher):
    says_yes(world, HERE)
    assert words.NO_ROUNDS in researcher.words("/research/")
    assert words.SHUT in researcher.words(PAGE)
    assert leaves_nothing(taken(researcher))


@pytest.mark.parametrize(
    "more",
    [
        {"basis": Basis.EVALUATION},
        {"first": TODAY + timedelta(days=1)},
        {"last": TODAY - timedelta(days=1), "first": TODAY - timedelta(days=9)},
        {"ended": TODAY},
    ],
)
def test_an_approval_for_something_else_or_another_day_or_taken_back_opens_nothing(world, researcher, more):
    approved(world, **more)
    says_yes(world, HERE)
    assert words.NO_ROUNDS in researcher.words("/research/")
    assert leaves_nothing(taken(researcher))


def test_a_council_that_has_not_said_yes_is_left_out(world, researcher):
    approved(world)
    says_yes(world, HERE)
    assert "Othershire" not in researcher.words(PAGE)
    assert leaves_nothing(taken(researcher, THERE))


def test_two_files_side_by_side_show_no_single_answer(world, researcher):
    approved(world)
    says_yes(world, HERE)
    assert taken(researcher).getvalue()
    anyshire.sent(world.links[HERE], information="never", age="8")
    assert taken(researcher).status_code == 409
    manager = somebody(Role.MANAGER, HERE)
    assert manager.post(reverse("take-returns", args=["autumn", HERE, "small"]), format="csv").status_code == 409


@pytest.mark.parametrize("areas", [1, 3])
def test_the_pages_ask_as_much_for_many_as_for_one(world, researcher, django_assert_num_queries, areas):
    for _ in range(areas):
        approved(world)
    says_yes(world, *[HERE, THERE, anyshire.ANYSHIRE][: min(areas, 2)])
    researcher.get(PAGE)
    with django_assert_num_queries(11):
        researcher.get(PAGE)
    with django_assert_num_queries(5):
        researcher.get("/research/")


def entries():
    return [entry.draft for entry in DatabaseLedger().read()[0]]


def choose(who, way):
    return who.post(f"{PAGE}way/", way=way)


def tables(researcher):
    return researcher.post(f"{PAGE}tables/small/")


@pytest.fixture
def coordinator(db):
    return somebody(Role.COORDINATOR)


@pytest.fixture
def over(made_up_world, request):
    """The round whose answers are made up, so that it need not close first, with an approval and the yes of one council."""
    for number in range(12):
        for area in (HERE, THERE):
            anyshire.sent(made_up_world.links[area], information=("always", "never")[number % 2], age="7")
    Approval.objects.create(
        round=made_up_world.round,
        reference="26/XX/0000",
        at=timezone.now(),
        basis=Basis.ETHICS,
        first=TODAY,
        last=TODAY,
    )
    says_yes(made_up_world, HERE)
    return made_up_world


def test_an_approval_under_which_nobody_said_how_lets_nothing_leave(over, coordinator):
    researcher = somebody(Role.RESEARCHER)
    assert words.NO_WAY_YET in researcher.words(PAGE)
    assert leaves_nothing(taken(researcher))
    assert tables(researcher).status_code == 409
    assert researcher.post(f"{PAGE}way/", way="records").status_code == 403
    assert choose(coordinator, "everything").status_code == 409
    assert choose(coordinator, "records").status_code == 302
    said = f"{Way.RECORDS.label}. Set "
    assert any(one.startswith(said) for one in researcher.words(PAGE))
    assert any(one.startswith(said) for one in coordinator.words(f"{PAGE}way/"))
    assert "/research/autumn/way/" in coordinator.get(reverse("round-approvals", args=["autumn"])).content.decode()


def test_records_that_leave_have_an_entry_for_researchers_that_tells_no_count(over, coordinator):
    researcher = somebody(Role.RESEARCHER)
    choose(coordinator, "records")
    assert taken(researcher).getvalue()
    (told,) = entries()
    assert (told.audience, told.tables, told.respondents) == ("researchers", (), ())
    assert told.outside == (
        "records for research of Anyshire (12 returns, every combination of what people say of themselves shared by 5)",
    )
    assert taken(researcher).getvalue()
    assert len(entries()) == 1


def test_who_was_given_records_is_not_given_noise_and_the_other_way_round(over, coordinator):
    researcher = somebody(Role.RESEARCHER)
    choose(coordinator, "records")
    assert taken(researcher).getvalue()
    assert choose(coordinator, "noise").status_code == 409
    assert tables(researcher).status_code == 409
    assert Manner.objects.get().way == Way.RECORDS


def test_counts_with_noise_tell_of_councils_that_said_yes_and_of_nobody_else(over, coordinator):
    researcher = somebody(Role.RESEARCHER)
    choose(coordinator, "noise")
    file = tables(researcher)
    assert file.status_code == 200
    assert {line.split(",")[0] for line in file.content.decode().splitlines()[1:]} == {"Anyshire"}
    assert tables(researcher).content == file.content
    (told,) = entries()
    assert (told.audience, told.rule.policy) == ("researchers", "cell-keys-2026")
    assert told.outside[0].startswith(
        "open data with noise by cell keys for research, every count of 1 council by name, sha"
    )
    assert leaves_nothing_more(taken(researcher))
    assert choose(coordinator, "records").status_code == 409


def leaves_nothing_more(said):
    return (said.status_code, Taken.objects.count()) == (409, 0)


def test_beside_figures_that_everybody_was_told_noise_is_refused(over, coordinator):
    results.protected.cache_clear()
    live.forget()
    public = replace(OPEN, at=timezone.now().isoformat(), population=Population(f"autumn/{over.round.pk}", "small/1"))
    DatabaseLedger().append(public, DatabaseLedger().head())
    assert choose(coordinator, "noise").status_code == 409
    assert choose(coordinator, "records").status_code == 302


def test_records_are_refused_beside_noise_that_everybody_was_given(over, coordinator):
    given(over.round, over.round.versions.get(), NOISY, "open data with noise by cell keys", timezone.now())
    assert choose(coordinator, "records").status_code == 409
    assert choose(coordinator, "noise").status_code == 302


def test_beside_noise_for_research_nothing_of_the_round_is_published_as_it_is(over, coordinator):
    assert not noise_stands(over.round)
    choose(coordinator, "noise")
    assert tables(somebody(Role.RESEARCHER)).status_code == 200
    assert noise_stands(over.round)
