"""Nothing that a council can be known in goes out without its yes: every kind, every place in a report, every way to have
said it or not."""

from __future__ import annotations

from datetime import timedelta
from itertools import product

import anyshire
import pytest
import signed_reports as given
from django.utils import timezone
from signed_reports import HERE, NOWHERE, THERE

from poet.report import kinds
from poet.report.model import Note, Paragraph, Section, Words
from portal.councils.models import Area
from portal.people.models import Holding, Person
from portal.people.rules import Role
from portal.publishing.models import Face, Publication, Told, Withdrawal
from portal.publishing.publish import NotPublished, publish
from portal.publishing.withdrawing import review
from portal.rounds.consenting import sign
from portal.rounds.enrolling import step
from portal.rounds.lifecycle import Do
from portal.rounds.models import Enrolment, State
from portal.rounds.statements import Use
from portal.rounds.taking_part import open_round

DAY = timedelta(days=1)
TERM, ANNUAL, OWN = Use.NAMED_IN_TERM_SUMMARIES, Use.NAMED_IN_ANNUAL_REPORT, Use.OWN_REPORT_IN_PUBLIC
OF_AN_AREA = sorted(name for name, kind in kinds().items() if kind.of == "area")
OF_EVERYBODY = sorted(name for name, kind in kinds().items() if kind.of == "everybody")


@pytest.fixture
def heard(world):
    """Somebody has answered everywhere."""
    given.answered(world)
    return world


def manager(code):
    person = Person.objects.create(email=f"{code}@example.org", name="Ann")
    Holding.objects.create(person=person, role=Role.MANAGER, area_id=code)
    return person


# ---- How a council can have said it, or not ----


def yes(world, use):
    given.agrees(world, HERE, use)


def nothing(world, use):
    pass


def no(world, use):
    given.agrees(world, HERE, use, given=False)


def revoked(world, use):
    given.agrees(world, HERE, use, at=timezone.now() - 2 * DAY)
    given.agrees(world, HERE, use, given=False, at=timezone.now() - DAY)


def given_again(world, use):
    revoked(world, use)
    given.agrees(world, HERE, use)


def in_another_round(world, use):
    """A yes ends with its round: it says nothing of the next."""
    now = timezone.now()
    last = open_round(slug="last", name="Last", opens=now - 400 * DAY, closes=now - 300 * DAY, versions=[world.version])
    given.agrees(world, HERE, use, asking=last, at=now - 350 * DAY)


def tomorrow(world, use):
    """By a clock that was wrong."""
    given.agrees(world, HERE, use, at=timezone.now() + DAY)


def to_something_else(world, use):
    given.agrees(world, HERE, *(other for other in Use if other is not use))


def for_somebody_else(world, use):
    given.agrees(world, THERE, use)


def yes_and_left(world, use):
    given.agrees(world, HERE, use)
    Enrolment.objects.update_or_create(
        round=world.round, area_id=HERE, defaults={"state": State.WITHDRAWN, "since": timezone.now()}
    )


SAID = {
    yes: True, given_again: True, nothing: False, no: False, revoked: False, in_another_round: False, tomorrow: False,
    to_something_else: False, for_somebody_else: False, yes_and_left: False,
}  # fmt: skip

# ---- Where a report can tell of a council ----

PLACES = {
    "a sentence": lambda: Paragraph((Words("It went best in Anyshire."),)),
    "a caveat": lambda: Note((Words("Anyshire's figures are from paper."),)),
    "a figure": lambda: given.chart("Anyshire"),
    "the map of small pictures": lambda: given.chart("Anyshire", panels=True),
    "a funnel": lambda: given.funnel("Anyshire"),
    "a table": lambda: given.table("Anyshire"),
    "a caption": lambda: given.chart("Information", caption="Clearer in Anyshire than elsewhere"),
    "a code": lambda: given.table(HERE),
}


def kept(world, edition, said, use):
    """Whether the report can be published; where it is refused, nothing is there and somebody is told who and why."""
    said(world, use)
    try:
        publish(edition, by=None, at=timezone.now())
    except NotPublished as refused:
        assert Publication.objects.count() == 0
        (reason,) = refused.reasons
        assert reason.who == "Anyshire"
        assert "has not agreed" in reason.why
        return False
    return True


@pytest.mark.parametrize(("kind", "said"), list(product(OF_AN_AREA, SAID)))
def test_a_councils_own_report_of_any_kind_needs_its_yes(world, kind, said):
    assert kept(world, given.own(world, kind=kind), said, OWN) is SAID[said]


@pytest.mark.parametrize(("kind", "said"), list(product(OF_EVERYBODY, SAID)))
def test_a_report_on_everybody_that_names_a_council_needs_its_yes(heard, kind, said):
    edition = given.national(heard, PLACES["a table"](), kind=kind)
    assert kept(heard, edition, said, ANNUAL) is SAID[said]


@pytest.mark.parametrize("said", SAID)
def test_a_summary_of_a_term_needs_the_yes_to_such_summaries(heard, said):
    assert kept(heard, given.national(heard, PLACES["a table"](), kind="termly"), said, TERM) is SAID[said]


@pytest.mark.parametrize(("place", "said"), list(product(PLACES, (yes, nothing))))
def test_wherever_it_stands(heard, place, said):
    edition = given.national(heard, PLACES[place](), given.PLAIN)
    assert kept(heard, edition, said, ANNUAL) is SAID[said]


def test_what_only_a_workbook_carries_counts_too(heard):
    told = given.report(heard, given.PLAIN)
    told = type(told)(**{name: getattr(told, name) for name in told.__struct_fields__} | {
        "figures": (Section("more", "More", (given.table("Anyshire"),)),)
    })  # fmt: skip
    assert kept(heard, given.signed(heard, told), nothing, ANNUAL) is False


def test_a_report_on_everybody_that_names_nobody_needs_nobodys_yes(heard):
    one = publish(given.national(heard), by=None, at=timezone.now())
    assert Told.objects.filter(publication=one).count() == 0


def test_of_fewer_than_three_councils_each_can_be_known_though_none_is_named(world):
    anyshire.sent(world.links[HERE], age="4")
    anyshire.sent(world.links[THERE], age="4")
    edition = given.national(world)
    with pytest.raises(NotPublished) as refused:
        publish(edition, by=None, at=timezone.now())
    assert [one.who for one in refused.value.reasons] == ["Anyshire", "Othershire"]
    given.agrees(world, HERE, ANNUAL)
    given.agrees(world, THERE, ANNUAL)
    one = publish(edition, by=None, at=timezone.now())
    assert list(Told.objects.filter(publication=one).values_list("area_id", "named").order_by("area_id")) == [
        (HERE, False), (THERE, False),
    ]  # fmt: skip


def test_the_one_council_that_a_table_leaves_out_can_be_worked_out(heard):
    for code in (HERE, THERE):
        given.agrees(heard, code, ANNUAL)
    with pytest.raises(NotPublished) as refused:
        publish(given.national(heard, given.table("Anyshire", "Othershire")), by=None, at=timezone.now())
    assert [one.who for one in refused.value.reasons] == ["Nowhere"]
    publish(given.national(heard, given.table("Anyshire")), by=None, at=timezone.now())


def test_another_council_in_a_councils_own_report_is_asked_too(world):
    given.agrees(world, HERE, OWN)
    edition = given.own(world, given.table("Othershire"))
    with pytest.raises(NotPublished) as refused:
        publish(edition, by=None, at=timezone.now())
    assert [one.who for one in refused.value.reasons] == ["Othershire"]
    given.agrees(world, THERE, OWN)  # its yes to its own report is none to this
    with pytest.raises(NotPublished):
        publish(edition, by=None, at=timezone.now())
    given.agrees(world, THERE, ANNUAL)
    publish(edition, by=None, at=timezone.now())


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("In North Somerset it went well", {"North Somerset"}),
        ("In Somerset it went well", {"Somerset"}),
        ("Reading and writing are hard", set()),
        ("Families in Reading said so", {"Reading"}),
        ("Reading Council said so", {"Reading"}),
        ("A nottinghamshire saying", set()),
        ("NOTTINGHAMSHIRE", {"Nottinghamshire"}),
        ("Poole and Hull", {"Bournemouth, Christchurch and Poole", "Kingston upon Hull"}),
        ("It is derbyish", set()),
        ("E06000038 and E99999999", {"Reading"}),
    ],
)  # fmt: skip
def test_councils_are_found_by_name_short_name_capitals_and_code(db, text, found):
    from portal.councils import england  # noqa: PLC0415
    from portal.publishing.identifying import Finder  # noqa: PLC0415

    england.load()
    names = dict(Area.objects.values_list("code", "name"))
    assert {names[code] for code in Finder(names).in_text(text)} == found


# ---- What is not what was signed, or was signed by nobody ----


def test_what_was_changed_after_signing_is_not_published(world):
    given.agrees(world, HERE)
    edition = given.own(world)
    for other, why in (
        (given.altered(edition, digest="0" * 64), "This is not what was signed"),
        (
            given.altered(edition, report=given.own(world, given.table("A question")).report),
            "This is not what was signed",
        ),
        (given.altered(edition, signed=()), "Nobody has signed"),
    ):
        with pytest.raises(NotPublished, match=why):
            publish(other, by=None, at=timezone.now())
    publish(edition, by=None, at=timezone.now())
    with pytest.raises(NotPublished, match="public already"):
        publish(edition, by=None, at=timezone.now())


# ---- A council changes its mind ----


def test_a_council_that_takes_its_consent_back_takes_its_report_back_at_once(world, client):
    given.agrees(world, HERE)
    one = given.out(given.own(world))
    assert client.get(f"/reports/{one.address}/").status_code == 200
    sign(world.round, one.area, {}, by=manager(HERE), now=timezone.now())
    answer = client.get(f"/reports/{one.address}/")
    assert answer.status_code == 410
    assert "Withdrawn by Anyshire" in answer.content.decode()
    assert [client.get(f"/reports/{one.address}/{rest}").status_code for rest in ("process/", "report.pdf")] == [
        410,
        410,
    ]
    assert (Face.objects.count(), Publication.public.count()) == (0, 0)


def test_a_council_that_leaves_the_round_takes_its_report_back(world, client):
    given.agrees(world, HERE)
    one = given.out(given.own(world))
    ann = manager(HERE)
    Enrolment.objects.update_or_create(
        round=world.round, area_id=HERE, defaults={"state": State.TAKING_PART, "since": timezone.now()}
    )
    step(world.round, one.area, Do.WITHDRAW, by=ann, seen=State.TAKING_PART, now=timezone.now())
    assert client.get(f"/reports/{one.address}/").status_code == 410


def test_a_national_report_is_issued_again_without_the_council_that_went(heard, client):
    for code in (HERE, THERE, NOWHERE):
        given.agrees(heard, code)
    best = Paragraph((Words("It went best in Anyshire."), Words("Everywhere it went well.")))
    one = given.out(given.national(heard, best, given.table("Anyshire", "A question"), given.funnel("Anyshire")))
    sign(heard.round, Area.objects.get(pk=HERE), {}, by=manager(HERE), now=timezone.now())
    again = Publication.objects.get(replaces=one)
    assert (again.reissue, again.published) == (True, None)
    gone = client.get(f"/reports/{one.address}/")
    assert gone.status_code == 410
    assert "Anyshire" not in gone.content.decode()
    from portal.publishing.drawing import draw  # noqa: PLC0415

    draw(again.pk)
    page = client.get(f"/reports/{again.address}/process/").content.decode()
    assert ("Everywhere it went well." in page, "A question" in page, "Anyshire" in page) == (True, True, False)
    assert all(b"Anyshire" not in bytes(face.content.data) for face in Face.objects.filter(publication=again))
    assert Withdrawal.objects.get().instead == again.address


def test_where_one_council_would_be_left_over_the_whole_table_goes(heard):
    for code in (HERE, THERE, NOWHERE):
        given.agrees(heard, code)
    one = given.out(given.national(heard, given.table("Anyshire", "Othershire", "Nowhere"), given.PLAIN))
    sign(heard.round, Area.objects.get(pk=HERE), {}, by=manager(HERE), now=timezone.now())
    again = Publication.objects.get(replaces=one)
    assert (b"Othershire" in bytes(again.report), b"Most people said" in bytes(again.report)) == (False, True)


def test_where_two_councils_are_all_there_is_nothing_can_be_issued_again(world):
    for code in (HERE, THERE):
        anyshire.sent(world.links[code], age="4")
        given.agrees(world, code)
    one = given.out(given.national(world))
    sign(world.round, Area.objects.get(pk=HERE), {}, by=manager(HERE), now=timezone.now())
    one.refresh_from_db()
    assert (one.withdrawn is not None, Publication.objects.filter(replaces=one).count()) == (True, 0)
    assert Withdrawal.objects.get().instead == ""


def test_whoever_changes_their_mind_before_the_files_are_ready_is_heard(world):
    given.agrees(world, HERE)
    one = publish(given.own(world), by=None, at=timezone.now())
    given.agrees(world, HERE, OWN, given=False)  # past every signal
    from portal.publishing.drawing import draw  # noqa: PLC0415

    draw(one.pk)
    one.refresh_from_db()
    assert (one.published, one.withdrawn is not None, Face.objects.count()) == (None, True, 0)
    assert Withdrawal.objects.count() == 0  # nothing was ever there


def test_files_for_other_software_are_there_only_where_a_council_lets_them_be_open_data(world):
    given.agrees(world, HERE, OWN)
    one = given.out(given.own(world))
    endings = set(Face.objects.filter(publication=one).values_list("ending", flat=True))
    assert endings == {"pdf", "html", "xlsx", "ods", "docx", "pptx"}
    given.agrees(world, THERE, OWN, Use.NAMED_IN_OPEN_DATA)
    two = given.out(given.own(world, code=THERE))
    assert Face.objects.filter(publication=two).count() == 9
    given.agrees(world, THERE, Use.NAMED_IN_OPEN_DATA, given=False)
    review(world.round, at=timezone.now())
    assert {"json", "claims", "zip"}.isdisjoint(Face.objects.filter(publication=two).values_list("ending", flat=True))
    two.refresh_from_db()
    assert two.withdrawn is None


def test_a_review_of_the_whole_round_finds_what_no_signal_told(world):
    given.agrees(world, HERE)
    one = given.out(given.own(world))
    assert review(world.round, at=timezone.now()) == []
    given.agrees(world, HERE, OWN, given=False)
    assert review(world.round, at=timezone.now()) == [one]
    assert review(world.round, at=timezone.now()) == []
