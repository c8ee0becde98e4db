"""An area's data is seen inside a scope only: by the mapper everywhere, and on PostgreSQL by the database itself."""

from datetime import time

import anyshire
import drafts
import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from portal.api.models import ReviewLink
from portal.capture import keeping
from portal.capture.models import Attempt, Draft, Response, Return
from portal.caseloads.models import Target
from portal.councils import scope
from portal.councils.models import Group
from portal.councils.scope import OutOfScope
from portal.editing.models import AsIssued, Making, Quotation, Remark, Sealed, Signature, Thread
from portal.editing.models import Draft as ReportDraft
from portal.editing.models import Step as DraftStep
from portal.engagement import models as engagement
from portal.issuing.models import Finished, Piece
from portal.keepsakes.models import Keepsake
from portal.keying.models import Bundle, Sheet
from portal.nation.models import Membership
from portal.outreach.models import (
    Admission,
    GroupLink,
    Invitation,
    InvitationList,
    Letter,
    QuietHours,
    Silence,
    Waiting,
)
from portal.people.models import Person
from portal.publishing.models import Content, Face, Publication, Told
from portal.reporting.models import GroupTally
from portal.reporting.models import Step as ShownOn
from portal.returns.models import Taken
from portal.rounds.models import Answered, Compared, Enrolment, Link, Nudge, Participation, Step
from portal.uploads.models import File, Origin, Staged, Upload

OWNED = [
    Admission, Answered, AsIssued, Attempt, Bundle, Compared, Draft, DraftStep, Enrolment, Face, File, Group, GroupLink, Invitation, InvitationList, Keepsake,
    Letter, Link, Making, Membership, Nudge, Origin, Participation, Publication, QuietHours, Quotation, Remark, ReportDraft, Response, Return, ReviewLink, Sealed, Sheet,
    ShownOn, Signature, Silence, Staged, Step, Taken, Target, Thread, Told, Upload, Waiting,
    engagement.Action, engagement.Event, engagement.Evidence, engagement.Facilitation, engagement.Overdue, engagement.Plan, engagement.Remark,
    engagement.Told, engagement.Turn, Finished, GroupTally, Piece,
]  # fmt: skip
TABLES = [model._meta.db_table for model in OWNED]
# No area's own: nothing less than the whole country sees them (tests/portal/test_interest_from_councils.py).
NATIONAL = ["people_interest"]
HERE, THERE = anyshire.ANYSHIRE, anyshire.OTHERSHIRE


def reached_by(link):
    """One of everything that people are reached by."""
    Admission.objects.create(link=link)
    group = GroupLink.objects.create(link=link, name="School", kind="school")
    GroupTally.objects.create(group=group, people=20)
    listed = InvitationList.objects.create(link=link, name="Parents", made=timezone.localdate())
    one = Invitation.objects.create(list=listed, digest=link.pk)
    Letter.objects.create(invitation=one, message_id=link.pk, due=timezone.now())
    Waiting.objects.create(list=listed, digest=link.pk)
    Silence.objects.create(digest=link.pk, area_id=link.area_id, why="asked")
    QuietHours.objects.create(area_id=link.area_id, begins=time(20), ends=time(8), changed=timezone.localdate())


def engaged(world, code, by):
    """One of everything that follows a report."""
    now, today = timezone.now(), timezone.localdate()
    plan = engagement.Plan.objects.create(round=world.round, area_id=code, version=world.version)
    action = engagement.Action.objects.create(plan=plan, what="Write", owner="Team", due=today)
    engagement.Overdue.objects.create(action=action, due=today, person=by, claim=f"<{code}@example.org>", at=now)
    engagement.Turn.objects.create(action=action, number=1, done="written", at=now)
    engagement.Evidence.objects.create(action=action, name="a.txt", media="text/plain", data=b"x", added=today)
    event = engagement.Event.objects.create(plan=plan, title="Talk", starts=now, ends=now)
    engagement.Facilitation.objects.create(event=event, asked=now)
    engagement.Remark.objects.create(event=event, text="Well said", day=today)
    engagement.Told.objects.create(plan=plan, content={}, at=now)


def edited(world, link, by):
    """One of everything that a report is written and signed in."""
    draft = drafts.quick(world, link.area_id)
    sealed = {"draft": draft, "revision": 1, "digest": "x"}
    Sealed.objects.create(**sealed, report=b"{}")
    Signature.objects.create(**sealed, party="council", by=by, name="Keyer", role="Manager", at=timezone.now())
    Quotation.objects.create(draft=draft, about="information", agreed=timezone.localdate(), at=timezone.now())
    AsIssued.objects.create(draft=draft, report=b"{}", at=timezone.now())
    thread = Thread.objects.create(draft=draft, section="summary")
    Remark.objects.create(thread=thread, said="Hm.", by=by, party="council", at=timezone.now())


@pytest.fixture
def filled(world):
    """One of everything in each of two areas."""
    keyer = Person.objects.create(email="keyer@example.org", name="Keyer")
    anyshire.issued(world)
    for code in (HERE, THERE):
        link = world.links[code]
        anyshire.bundled(world, 1, by=keyer, area=code)
        anyshire.sent(link, age="4")
        upload = anyshire.handed_in(world, b"age\n7\n", by=keyer, area=code)
        File.objects.create(upload=upload)
        Origin.objects.create(upload=upload, response=Response.objects.get(area=code))
        draft = Draft.objects.create(key=keeping.new_key(), link=link, touched=timezone.localdate())
        Return.objects.create(digest=code.ljust(64, "x"), draft=draft)
        Attempt.objects.create(link=link, since=timezone.now())
        Group.objects.create(area_id=code, name="Like us", kind="own", reason="For a test")
        place = {"round": world.round, "area_id": code, "at": timezone.now()}
        Answered.objects.create(**place, statement="act", edition="2026", digest="x", given=True, signed="Ann")
        Nudge.objects.create(**place, because="no-answer")
        Step.objects.create(**place, done="accept", after="taking-part")
        about = {"round": world.round, "area_id": code}
        ReviewLink.objects.create(digest=code, link=link, expires=timezone.now())
        ShownOn.objects.create(**about, version=world.version, day=timezone.localdate(), people=10)
        Taken.objects.create(**about, version=world.version, returns=10)
        Compared.objects.create(**about, name="Like us", is_region=False, members=[HERE, THERE])
        Target.objects.create(**about, form="small", people=25)
        Membership.objects.create(area_id=code, scheme="Circle", first=timezone.localdate())
        one = Publication.objects.create(**about, address=code.lower(), year=2026, asked=timezone.now(), report=b"{}")
        Told.objects.create(publication=one, area_id=code)
        content = Content.objects.create(digest=code, data=b"x")
        Face.objects.create(publication=one, ending="pdf", size=1, content=content)
        reached_by(link)
        engaged(world, code, keyer)
        edited(world, link, keyer)
    Finished.objects.filter(piece__area=anyshire.NOWHERE).delete()
    Piece.objects.filter(area=anyshire.NOWHERE).delete()
    Participation.objects.filter(area=anyshire.NOWHERE).delete()
    Enrolment.objects.filter(area=anyshire.NOWHERE).delete()
    Link.objects.filter(area=anyshire.NOWHERE).delete()
    return world


@pytest.mark.parametrize("model", OWNED)
def test_outside_of_a_scope_every_way_of_asking_raises(filled, model):
    with scope.nowhere():
        for ask in (
            model.objects.all,
            model.objects.count,
            model.objects.first,
            lambda: model.objects.filter(pk="x").exists(),
            model.objects.update,
            lambda: model.objects.bulk_create([model()]),
        ):
            with pytest.raises(OutOfScope):
                ask()


@pytest.mark.parametrize("model", OWNED)
def test_inside_an_area_the_others_are_not_there(filled, model):
    assert model.objects.count() == 2
    with scope.within({HERE}):
        assert model.objects.count() == 1
    with scope.within({HERE, THERE}):
        assert model.objects.count() == 2
    with scope.within(set()):
        assert model.objects.count() == 0


def test_what_hangs_on_a_round_or_a_link_is_narrowed_too(filled):
    theirs = filled.links[THERE]
    with scope.within({HERE}):
        found = (filled.round.responses.count(), filled.round.links.count(), theirs.drafts.count())
    assert found == (1, 1, 0)
    with scope.nowhere(), pytest.raises(OutOfScope):
        filled.round.responses.count()


def test_nothing_is_written_for_another_area(filled):
    mine, theirs = filled.links[HERE], filled.links[THERE]
    today = timezone.localdate()
    with scope.within({HERE}):
        response = Response.objects.get()
        draft = Draft.objects.get()
        for write in (
            lambda: Draft.objects.create(key=keeping.new_key(), link=theirs, touched=today),
            lambda: Draft.objects.bulk_create([Draft(key=keeping.new_key(), link=theirs, touched=today)]),
            theirs.delete,
            lambda: Link(round=filled.round, area_id=THERE, version=filled.version, variant="x").save(),
            lambda: Response.objects.filter(pk=response.pk).update(area=THERE),
            lambda: Response.objects.filter(pk=response.pk).update(area_id=THERE),
            lambda: Draft.objects.filter(pk=draft.pk).update(link=theirs),
        ):
            with pytest.raises(OutOfScope):
                write()
        assert Draft.objects.create(key=keeping.new_key(), link=mine, touched=today).link == mine
    assert (Response.objects.filter(area=THERE).count(), Draft.objects.filter(link=theirs).count()) == (1, 1)


def test_whoever_holds_a_link_reaches_that_link_and_reads_no_response(filled):
    token = filled.links[HERE].token
    with scope.holding(token):
        assert [link.token for link in Link.objects.all()] == [token]
        assert {draft.link_id for draft in Draft.objects.all()} == {token}
        for model in (Response, Participation):
            with pytest.raises(OutOfScope):
                model.objects.count()
        with pytest.raises(OutOfScope):
            Draft(key=keeping.new_key(), link=filled.links[THERE], touched=timezone.localdate()).save()


def test_a_scope_is_narrowed_and_never_widened():
    with scope.nowhere(), scope.within({HERE}):
        with pytest.raises(OutOfScope), scope.within({THERE}):
            pass
        with scope.within({HERE}), scope.within(set()):
            assert scope.needed().areas == frozenset()
    with pytest.raises(OutOfScope, match="Say what the whole country is needed for"), scope.everywhere(""):
        pass


@pytest.mark.parametrize("said", ["E10900001,E10900002", "*", "", "'; DROP TABLE x; --", "e10900001"])
def test_only_codes_and_tokens_get_as_far_as_the_database(said):
    with pytest.raises(OutOfScope), scope.nowhere(), scope.within({said}):
        pass
    with scope.holding(said):
        assert scope.needed().link in {"-", "e10900001"}


def test_a_request_begins_outside_of_the_scope_its_thread_stood_in(world, client):
    seen = []

    def look(request):
        seen.append(scope.present())

    from portal.people.doorkeeping import Doorkeeper  # noqa: PLC0415

    with scope.within({HERE}):
        Doorkeeper(look)(None)
        assert scope.needed().areas == {HERE}
    assert seen == [None]


def test_a_draft_of_another_link_stays_there(filled):
    theirs = Draft.objects.get(link=filled.links[THERE])
    with scope.holding(filled.links[HERE].token):
        kept = keeping.keep(
            draft_key=theirs.key, link=filled.links[HERE].token, cells={"age": "9"}, today=timezone.localdate()
        )
    assert kept is None
    assert Draft.objects.get(key=theirs.key).answers == {}


# ---- The database itself ----

on_postgresql = pytest.mark.skipif(
    "connection.vendor != 'postgresql'", reason="Row-level security is PostgreSQL's; POET_TEST_DATABASE_URL names one."
)


def rows(statement, *values):
    """What the database gives to whoever writes their own statement."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else cursor.rowcount


@on_postgresql
def test_the_suite_stands_under_row_level_security(db):
    assert rows("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user") == [(False,)]
    forced = rows("SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity ORDER BY 1")
    assert [name for (name,) in forced] == sorted([*TABLES, *NATIONAL])


@on_postgresql
@pytest.mark.parametrize("table", TABLES)
def test_the_database_shows_nothing_outside_of_a_scope_and_one_area_inside(filled, table):
    count = f"SELECT count(*) FROM {table}"
    with scope.nowhere():
        assert rows(count) == [(0,)]
    for code in (HERE, THERE):
        with scope.within({code}):
            assert rows(count) == [(1,)]
    assert rows(count) == [(2,)]
    with scope.nowhere():
        assert rows(count) == [(0,)]


@on_postgresql
def test_the_database_shows_a_respondent_their_link_and_no_response(filled):
    with scope.holding(filled.links[HERE].token):
        found = {table: rows(f"SELECT count(*) FROM {table}")[0][0] for table in TABLES}
    theirs = {
        "api_reviewlink",  # digests, by which whoever follows one is led to the link
        "capture_attempt",
        "capture_draft",
        "capture_return",
        "rounds_link",
        "outreach_admission",
        "outreach_grouplink",
        "reporting_grouptally",  # in tens, as its area's page tells it
    }
    assert found == {table: int(table in theirs) for table in TABLES}


@on_postgresql
def test_the_database_changes_nothing_of_another_area(filled):
    with scope.within({HERE}):
        assert rows("UPDATE capture_response SET variant = 'x' WHERE area_id = %s", THERE) == 0
        assert rows("DELETE FROM capture_response WHERE area_id = %s", THERE) == 0
        for statement in (
            "UPDATE capture_response SET area_id = %s",
            "INSERT INTO rounds_participation (round_id, area_id) SELECT id, %s FROM rounds_round",
        ):
            with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
                rows(statement, anyshire.NOWHERE)
    assert Response.objects.filter(area=THERE, variant="ehc").count() == 1


@on_postgresql
@pytest.mark.django_db(transaction=True)
def test_no_scope_is_left_behind_on_a_connection(tmp_path):
    world = anyshire.world(tmp_path)
    anyshire.sent(world.link, age="4")
    count = "SELECT count(*) FROM capture_response"
    assert rows(count) == [(1,)]
    with scope.nowhere():
        assert rows(count) == [(0,)]  # the statement before was in autocommit, everywhere
        with transaction.atomic():
            with scope.everywhere("a test"):
                assert rows(count) == [(1,)]
            assert rows(count) == [(0,)]  # in the same transaction
            with scope.everywhere("a test"), transaction.atomic():
                assert rows(count) == [(1,)]
                transaction.set_rollback(True)
            assert rows(count) == [(0,)]  # after a savepoint was rolled back
        assert rows(count) == [(0,)]


@on_postgresql
@pytest.mark.django_db(transaction=True)
def test_streams_and_batches_carry_their_scope_and_leave_none(tmp_path):
    world = anyshire.world(tmp_path)
    anyshire.sent(world.link, age="4")
    anyshire.sent(world.links[THERE], age="5")
    with scope.within({HERE}):
        streamed = [one.area_id for one in Response.objects.iterator(chunk_size=1)]
        with connection.cursor() as cursor:
            cursor.executemany("UPDATE capture_response SET variant = %s", [("x",)])
    assert streamed == [HERE]
    assert sorted(Response.objects.values_list("area_id", "variant")) == [(HERE, "x"), (THERE, "ehc")]
    with scope.nowhere():
        assert rows("SELECT count(*) FROM capture_response") == [(0,)]
