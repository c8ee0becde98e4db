"""Two people sign for two parties what they have read, byte for byte; any change after it voids both signatures."""

import threading

import anyshire
import drafts
import pytest
from django.db import connection
from django.utils import timezone

from portal.audit.models import Event
from portal.councils import scope
from portal.councils.models import Area
from portal.editing.agreeing import agree
from portal.editing.edition import Edition, NotSigned, signed_edition
from portal.editing.inserting import digest
from portal.editing.models import Draft, Sealed, Signature
from portal.editing.moving import NotMoved, move
from portal.editing.signing import sign, signed, to_sign, why_not
from portal.editing.states import Move, State
from portal.editing.words import PARTY_SIGNED, SIGNED_BY_YOU
from portal.editing.writing import content, remake, write
from portal.people.inviting import Offer, invite, take_up
from portal.people.models import Holding, Person
from portal.people.rules import Role


def now():
    return timezone.now()


@pytest.fixture
def draft(world):
    return drafts.draft_of(drafts.answered(world))


@pytest.fixture
def manager(draft):
    return drafts.person(Role.MANAGER, anyshire.ANYSHIRE)


@pytest.fixture
def editor(draft):
    return drafts.person(Role.COORDINATOR)


@pytest.fixture
def agreed(draft, manager):
    write(draft, "summary", "So {{information/favourable}} said so.", base=0, by=manager, at=now())
    return agree(Draft.objects.get(), by=manager, at=now())


def signs(draft, by, read=None):
    kept = Draft.objects.get(pk=draft.pk)
    return sign(kept, digest=read or to_sign(kept).digest, by=by, at=now())


def both(draft, manager, editor):
    signs(draft, manager)
    return signs(draft, editor)


def test_two_parties_sign_and_the_edition_is_what_they_read(agreed, manager, editor):
    read = to_sign(agreed)
    assert signs(agreed, manager).state == State.SIGNED_BY_ONE
    assert signed_edition(agreed.pk) == NotSigned(
        "This report is not signed by both parties yet: it stands at “Signed by one party”."
    )
    assert signs(agreed, editor).state == State.SIGNED
    edition = signed_edition(agreed.pk)
    assert isinstance(edition, Edition)
    assert (edition.digest, edition.report) == (read.digest, read.report)
    assert digest(edition.report) == edition.digest
    assert (edition.kind, edition.area_id, edition.region, edition.round_id) == (
        "local",
        anyshire.ANYSHIRE,
        None,
        agreed.round_id,
    )
    assert [(one.by_party, one.name, one.role) for one in edition.signed] == [
        ("council", str(manager), "Council manager"), ("national", str(editor), "National coordinator"),
    ]  # fmt: skip
    assert [event.detail["change"] for event in Event.objects.filter(kind="report-changed")[:2]] == [
        f"signed {edition.digest[:12]}"
    ] * 2


def test_what_was_changed_while_one_read_it_is_not_signed(agreed, manager, editor):
    read = to_sign(agreed).digest
    write(agreed, "introduction", "More.", base=0, by=editor, at=now())
    agree(agreed, by=editor, at=now())
    with pytest.raises(NotMoved, match="changed while you read it"):
        signs(agreed, manager, read)
    assert not Signature.objects.exists()


@pytest.mark.parametrize("how", ["write", "take away", "figures", "reopen"])
def test_any_change_voids_every_signature(agreed, manager, editor, how):
    both(agreed, manager, editor)
    kept = Draft.objects.get()
    if how == "write":
        write(kept, "introduction", "More.", base=0, by=manager, at=now())
    elif how == "take away":
        write(kept, "summary", "", base=content(kept).commentary["summary"].number, by=manager, at=now())
    elif how == "figures":
        world = type("World", (), {"links": {kept.area_id: kept.area.links.get(round=kept.round)}})
        drafts.answer(world, 14, "always")
        drafts.answer(world, 10, "never")
        assert remake(kept, by=manager, at=now())
    else:
        move(kept, Move.REOPEN, by=editor, at=now())
    kept = Draft.objects.get()
    assert (kept.state, signed(kept)) == (State.REVISED, [])
    assert isinstance(signed_edition(kept.pk), NotSigned)
    agree(kept, by=manager, at=now())
    signs(kept, manager)
    assert isinstance(signed_edition(kept.pk), NotSigned), "the other party's old signature does not count"


def test_the_same_words_written_back_do_not_bring_a_signature_back(agreed, manager, editor):
    both(agreed, manager, editor)
    kept = Draft.objects.get()
    text, number = content(kept).texts["summary"], content(kept).commentary["summary"].number
    write(kept, "summary", "Other.", base=number, by=manager, at=now())
    write(kept, "summary", text, base=content(Draft.objects.get()).commentary["summary"].number, by=manager, at=now())
    agree(kept, by=manager, at=now())
    assert signed(Draft.objects.get()) == []


def test_nobody_signs_twice_even_with_both_roles(agreed, manager, editor):
    Holding.objects.create(person=editor, role=Role.MANAGER, area=Area.objects.get(pk=anyshire.ANYSHIRE))
    editor = Person.objects.get(pk=editor.pk)
    signs(agreed, editor)
    with pytest.raises(NotMoved, match="The other signature must be somebody else's"):
        signs(agreed, editor)


def test_two_people_of_one_party_do_not_make_two_parties(agreed, manager):
    signs(agreed, manager)
    with pytest.raises(NotMoved, match="Your side has signed"):
        signs(agreed, second_manager())


def second_manager():
    token = invite(
        Offer("second@any.example", Role.MANAGER, Area.objects.get(pk=anyshire.ANYSHIRE)), by=None, now=now()
    )
    return take_up(token, name="Second", now=now())


def test_who_has_signed_or_whose_side_has_is_not_asked_to_sign_again(agreed, manager, editor):
    other = second_manager()
    assert [why_not(agreed, signed(agreed), who) for who in (manager, other, editor)] == ["", "", ""]
    signs(agreed, manager)
    assert [why_not(agreed, signed(agreed), who) for who in (manager, other, editor)] == [
        SIGNED_BY_YOU,
        PARTY_SIGNED,
        "",
    ]


def test_a_number_that_is_no_claim_keeps_it_from_being_agreed_on_and_signed(draft, manager):
    write(draft, "summary", "Half of them, 73%.", base=0, by=manager, at=now())
    with pytest.raises(NotMoved, match="2 places are still in the way"):
        agree(draft, by=manager, at=now())
    kept = Draft.objects.get()
    assert kept.state == State.DRAFT
    # Agreed on before this was held: signing is held all the same.
    Draft.objects.update(state=State.AGREED)
    assert [fault.found for fault in to_sign(kept).in_the_way] == ["73%", "Half"]
    with pytest.raises(NotMoved, match="2 places are still in the way"):
        signs(kept, manager)


def test_a_national_report_is_signed_by_two_people_of_the_national_body(world, manager, editor):
    draft = drafts.draft_of(world, None)
    agree(draft, by=editor, at=now())
    with pytest.raises(NotMoved, match="Your role does not let you"):
        signs(draft, manager)
    signs(draft, editor)
    with pytest.raises(NotMoved, match="somebody else's"):
        signs(draft, editor)
    signs(draft, drafts.person(Role.PUBLISHER))
    edition = signed_edition(draft.pk)
    assert isinstance(edition, Edition)
    assert [one.by_party for one in edition.signed] == ["national", "national-second"]


def test_published_and_withdrawn(agreed, manager, editor):
    both(agreed, manager, editor)
    publisher = drafts.person(Role.PUBLISHER)
    move(agreed, Move.PUBLISH, by=publisher, at=now())
    assert isinstance(signed_edition(agreed.pk), Edition)
    assert Event.objects.first().kind == "published"
    move(agreed, Move.WITHDRAW, by=manager, at=now())
    assert signed_edition(agreed.pk) == NotSigned(
        "This report was withdrawn. Open it again, and have both parties sign it anew."
    )


def test_what_was_tampered_with_is_no_edition(agreed, manager, editor):
    both(agreed, manager, editor)
    kept = Sealed.objects.get()
    kept.report = bytes(kept.report).replace(b"Getting support", b"Getting it done")
    kept.save()
    assert isinstance(signed_edition(agreed.pk), NotSigned)


def test_there_is_no_edition_of_what_is_not_there(db):
    assert signed_edition(99) == NotSigned("There is no such report here.")


@pytest.mark.django_db(transaction=True)
def test_both_parties_at_the_same_moment_are_both_kept(world):
    draft = drafts.draft_of(drafts.answered(world))
    people = (drafts.person(Role.MANAGER, anyshire.ANYSHIRE), drafts.person(Role.COORDINATOR))
    agree(draft, by=people[0], at=now())
    assert together(draft, people) == ["signed", "signed"]
    assert isinstance(signed_edition(draft.pk), Edition)
    assert Sealed.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_one_person_in_two_windows_signs_once(world):
    draft = drafts.draft_of(drafts.answered(world))
    manager = drafts.person(Role.MANAGER, anyshire.ANYSHIRE)
    agree(draft, by=manager, at=now())
    assert together(draft, (manager, manager)) == ["refused", "signed"]
    assert Signature.objects.count() == 1


def together(draft, people):
    came, told, read = threading.Barrier(2), [], to_sign(Draft.objects.get(pk=draft.pk)).digest

    def one(by):
        with scope.everywhere("a test"):
            came.wait()
            try:
                sign(draft, digest=read, by=by, at=now())
                told.append("signed")
            except NotMoved:
                told.append("refused")
            finally:
                connection.close()

    threads = [threading.Thread(target=one, args=[by]) for by in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(told)
