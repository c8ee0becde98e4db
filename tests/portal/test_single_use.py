"""Single-use invitations: swapped once for a voucher, whatever a browser does; and links of groups."""

from datetime import timedelta

import anyshire
import pytest
from anyshire import Parent
from django.test import Client
from django.utils import timezone

from portal.capture import keeping, words
from portal.capture.guessing import MOST_WRONG, guesses
from portal.capture.models import Draft, Receipt, Response
from portal.capture.words import Told
from portal.outreach import codes, groups, listing
from portal.outreach.groups import Named, NotMade
from portal.outreach.listing import NotListed
from portal.outreach.models import Admission, GroupLink, Invitation, InvitationList, Swap, Waiting
from portal.outreach.swapping import TOGETHER, NotSwapped, Swapped, swap
from portal.outreach.vouchers import INVITATION, is_voucher, voucher


@pytest.fixture(autouse=True)
def no_guesses():
    guesses.forget()


def title(told: Told) -> str:
    return words.message(told, "en", day="", area="").title


@pytest.fixture
def invited(world):
    """Anyshire's link lets in who was invited: twenty letters."""
    Admission.objects.create(link=world.link, by_invitation=True)
    listing.make(world.link, name="Parents", letters=20, on=timezone.localdate())
    return world


def code(at: int = 0) -> str:
    return codes.code_of(Invitation.objects.order_by("key")[at].key)


class Guest(Parent):
    """Somebody who opens an invitation."""

    def opens(self, said: str) -> "Guest":
        return self._came(self.client.get(f"/i/{said}/", follow=True), f"/i/{said}/")


def guest(world, **how) -> Guest:
    return Guest(world.link, **how)


def test_an_invitation_leads_to_the_questionnaire_and_to_one_response(invited):
    one = guest(invited).opens(code())
    assert title(Told.INVITED) in one.words
    assert Swap.objects.count() == 0  # looking takes nothing up
    one.send()
    assert one.address == f"/a/{invited.link.token}/"
    one.send().send(age="4").open("review/").send()
    assert one.address.endswith("/thanks/")
    assert Response.objects.get().answers == {"age": "4"}
    assert one.open().send().status == 409  # the voucher begins no second one
    assert title(Told.INVITATION_USED) in one.words


def test_without_cookies_the_voucher_goes_along_in_the_forms(invited):
    one = guest(invited, keeps_cookies=False).opens(code()).send()
    one.send().send(age="4")
    assert Draft.objects.get().answers == {"age": "4"}


def test_a_second_click_or_a_reload_asks_for_the_same_voucher(invited):
    one = guest(invited).opens(code())
    fields = dict(one.page.form.hidden)
    keys = set()
    for _ in range(3):
        one.client.post(f"/i/{code()}/", fields)
        keys.add(one.client.cookies["draft"].value)
    assert len(keys) == 1
    assert Waiting.objects.count() == 1
    assert one.opens(code()).send().status == 200  # and the page opened anew in the same browser goes on too
    cookieless = [Client().post(f"/i/{code(1)}/", {"chance": "c" * 22}).cookies["draft"].value for _ in range(2)]
    assert len(set(cookieless)) == 1


def test_another_browser_gets_no_second_voucher_and_no_look_at_the_first_one(invited):
    guest(invited).opens(code()).send().send().send(age="4")
    other = guest(invited).opens(code()).send()
    assert (other.status, title(Told.INVITATION_USED) in other.words) == (409, True)
    assert "4" not in other.words


def test_where_one_must_be_invited_nobody_begins_otherwise(invited):
    stranger = Parent(invited.link).open()
    assert (stranger.status, title(Told.BY_INVITATION) in stranger.words) == (403, True)
    for place in ("", "q/age/", "review/"):
        assert stranger.post(place, {"age": "4", "draft-key.": keeping.new_key()}).status == 403
    group = groups.make(invited.link, Named("School", "school"))
    assert Client().get(f"/g/{group.token}/", follow=True).status_code == 403
    elsewhere = voucher(invited.links[anyshire.OTHERSHIRE].token, INVITATION)
    assert stranger.post("", {"draft-key.": elsewhere}).status == 403
    assert Draft.objects.count() == Response.objects.count() == 0


def test_who_lost_the_session_comes_back_with_three_pictures(invited):
    one = guest(invited).opens(code()).send().send().send(age="4").post("stop/", {})
    pictures = [word for word in one.words if word.isalpha() and word.islower()][:3]
    other = Parent(invited.link).open("back/")
    assert other.status == 200
    again = other.send(first__=pictures[0], second__=pictures[1], third__=pictures[2])
    assert again.send().address.endswith("/thanks/")
    assert Response.objects.get().answers == {"age": "4"}


def test_an_invitation_of_another_council_opens_only_its_own(invited):
    there = invited.links[anyshire.OTHERSHIRE]
    listing.make(there, name="Parents", letters=10, on=timezone.localdate())
    theirs = codes.code_of(Invitation.objects.filter(list__link=there).first().key)
    found = swap(theirs, "x", timezone.now())
    assert isinstance(found, Swapped)
    assert found.link == there.token
    assert not is_voucher(found.voucher, invited.link.token, INVITATION)


def test_outside_its_round_an_invitation_says_when(invited):
    invited.round.closes = timezone.now() - timedelta(minutes=1)
    invited.round.save()
    one = guest(invited).opens(code())
    assert (one.status, title(Told.CLOSED) in one.words) == (410, True)
    assert swap(code(), "x", timezone.now()) is NotSwapped.NOT_OPEN


def test_who_guesses_is_not_heard_for_a_while_and_nothing_of_it_is_stored(invited, client):
    wrong = [client.get(f"/i/{'a' * 15}{letter}/").status_code for letter in "bcdefghjkmnpqrstuvwxyz23456789"]
    assert (len(wrong), set(wrong)) == (MOST_WRONG, {404})
    assert client.get(f"/i/{code()}/").status_code == 429  # the right one neither
    guesses.forget()
    assert client.get(f"/i/{code()}/").status_code == 200


@pytest.mark.parametrize("said", ["x", "a" * 16 + "/", "0" * 16, "%00", "é" * 16, "a-b" * 30, "-" * 16])
def test_what_is_no_code_is_told_so(invited, client, said):
    assert client.get(f"/i/{said}").status_code in {301, 404}
    assert client.get(f"/i/{said}/").status_code == 404


def test_a_code_is_heard_as_people_write_it(invited, client):
    there = client.post("/i/", {"code": f" {code().upper().replace('-', ' ')} "})
    assert client.get(there.headers["Location"]).status_code == 200
    assert client.post("/i/", {"code": "<script>"}).status_code == 200
    assert codes.read(code().replace("-", "")) == codes.read(code().upper())


def test_another_site_cannot_take_up_an_invitation(invited, client):
    answer = client.post(f"/i/{code()}/", {"chance": "c" * 22}, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert Swap.objects.count() == 0


def test_used_ones_are_marked_by_fives_and_five_always_wait(invited):
    marked = []
    for at in range(20):
        assert isinstance(swap(code(at), "x", timezone.now()), Swapped)
        marked.append((Invitation.objects.filter(used=True).count(), Waiting.objects.count()))
    assert [used for used, _ in marked] == [0] * 9 + [5] * 5 + [10] * 5 + [15]
    assert all(used + waits == at for at, (used, waits) in enumerate(marked, 1))
    assert [swap(code(at), "y", timezone.now()) for at in range(20)] == [NotSwapped.USED] * 20
    assert TOGETHER == 5


def test_who_was_marked_may_still_click_twice(invited):
    first = [swap(code(at), "x", timezone.now()) for at in range(20)]
    assert [swap(code(at), "x", timezone.now()) for at in range(20)] == first


def test_a_list_is_not_made_of_fewer_people_than_can_hide_in_it(world):
    today = timezone.localdate()
    for fault in ({"name": "Few", "letters": 9}, {"name": "", "letters": 20}, {"name": "Many", "letters": 20_001}):
        with pytest.raises(NotListed):
            listing.make(world.link, **fault, on=today)
    listing.make(world.link, name="Twice", letters=10, on=today)
    with pytest.raises(NotListed):
        listing.make(world.link, name="Twice", letters=10, on=today)
    assert InvitationList.objects.count() == 1


def test_a_code_stands_nowhere_in_the_database(invited):
    swap(code(), "x", timezone.now())
    kept = (
        str(list(Invitation.objects.values())) + str(list(Waiting.objects.values())) + str(list(Swap.objects.values()))
    )
    assert codes.read(code()) not in kept
    assert code() not in kept
    assert keeping.receipt_digest(codes.read(code())) not in kept  # nor a digest that needs no secret


def test_a_voucher_is_good_once_for_as_long_as_the_round_goes_on(invited):
    invited.round.closes = timezone.now() + timedelta(days=60)
    invited.round.save()
    guest(invited).opens(code()).send().send().send(age="4").open("review/").send()
    keeping.forget(today=timezone.localdate() + timedelta(days=50))
    assert (Receipt.objects.count(), Swap.objects.count()) == (1, 0)
    keeping.forget(today=timezone.localdate() + timedelta(days=70))
    assert Receipt.objects.count() == 0


# ---- links of groups ----


@pytest.fixture
def school(world):
    return groups.make(world.link, Named("  Hill   School ", "school"))


def through(world, group: GroupLink) -> Parent:
    parent = Parent(world.link)
    return parent._came(parent.client.get(f"/g/{group.token}/", follow=True), f"/g/{group.token}/")


def sends(parent: Parent) -> Parent:
    return parent.send().send(age="4").open("review/").send()


def test_what_comes_by_a_groups_link_is_counted_there_and_nothing_says_which(world, school):
    assert school.name == "Hill School"
    sends(through(world, school))
    sends(Parent(world.link).open())
    through(world, school).send().send(age="4")  # stops here, and is counted nowhere
    school.refresh_from_db()
    assert (school.sent, Response.objects.count()) == (1, 2)
    assert {field.name for field in Response._meta.get_fields()} == {
        "key", "round", "area", "version", "variant", "month", "channel", "face", "language", "look", "worn", "composed",
        "settled", "answers", "keepsake", "origin",
    }  # fmt: skip


def test_the_next_pupil_on_the_same_tablet_is_counted_too(world, school):
    parent = sends(through(world, school))
    parent._came(parent.client.get(f"/g/{school.token}/", follow=True), "")
    sends(parent)
    sends(parent.open())  # or goes on from the first page
    school.refresh_from_db()
    assert school.sent == 3


def test_a_reload_of_a_groups_link_goes_on_with_what_was_begun(world, school):
    parent = through(world, school).send().send(age="4")
    parent._came(parent.client.get(f"/g/{school.token}/", follow=True), "")
    parent.send()
    assert Draft.objects.get().answers == {"age": "4"}
    assert parent.open("review/").send().address.endswith("/thanks/")


def test_a_paused_group_begins_nothing_and_loses_nothing(world, school):
    begun = through(world, school).send().send(age="4")
    GroupLink.objects.update(paused=True)
    late = through(world, school)
    assert (late.status, title(Told.PAUSED) in late.words) == (403, True)
    assert begun.open("review/").send().address.endswith("/thanks/")


def test_a_groups_token_is_good_at_its_own_link_only(world, school):
    other = world.links[anyshire.OTHERSHIRE].token
    assert Client().get(f"/a/{other}/by/{school.token}/").status_code == 404
    assert Client().get("/g/unknown/").status_code == 404
    assert Client().post(f"/g/{school.token}/").status_code == 405


def test_a_group_is_named_once_and_is_something(world, school):
    for fault in (Named("Hill School", "team"), Named(" ", "team"), Named("A", "tribe"), Named("x" * 81, "team")):
        with pytest.raises(NotMade):
            groups.make(world.link, fault)
    assert groups.make(world.links[anyshire.OTHERSHIRE], Named("Hill School", "team")).pk != school.pk


def test_without_cookies_a_group_is_counted_too(world, school):
    parent = Parent(world.link, keeps_cookies=False)
    parent._came(parent.client.get(f"/g/{school.token}/", follow=True), "")
    parent.lose_cookies().send()
    parent.send(age="4")
    while parent.at != "review":
        parent.send()
    parent.send()
    school.refresh_from_db()
    assert (school.sent, Response.objects.count()) == (1, 1)
