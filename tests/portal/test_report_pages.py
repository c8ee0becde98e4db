"""The pages on which a report is written, talked about and signed: by two parties, without script, losing nothing."""

from __future__ import annotations

import re
from io import BytesIO

import anyshire
import drafts
import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone
from docx import Document

from poet.report.model import Claim, Paragraph, Section, Words
from portal.audit.models import Event
from portal.editing import threads
from portal.editing.agreeing import agree
from portal.editing.figures import told
from portal.editing.models import Draft, Signature, Thread
from portal.editing.signing import signed, to_sign
from portal.editing.states import State
from portal.editing.writing import content, remake, write
from portal.people.rules import Role
from somebody import somebody


@pytest.fixture
def draft(world):
    return drafts.quick(world)


@pytest.fixture
def manager(world):
    return somebody(Role.MANAGER, anyshire.ANYSHIRE)


@pytest.fixture
def editor(world):
    return somebody(Role.COORDINATOR)


def place(draft, page=""):
    return f"/drafts/{draft.pk}/{page}"


def page(who, address):
    return who.get(address).content.decode()


def agreed(draft, by):
    return agree(draft, by=by.person, at=timezone.now())


def proves(who):
    """Once more who one is, by the authenticator app."""
    assert who.post("/account/again/code/", code=who.code()).status_code == 302


def test_the_list_says_what_to_do_while_it_is_empty_and_what_stands_where_later(world, manager):
    assert "No report has been begun yet. Begin one;" in page(manager, "/drafts/")
    drafts.quick(world)
    words = manager.words("/drafts/")
    assert [word for word in words if word in {"Getting support · Anyshire · Autumn", "Anyshire", "Local report", "Draft"}] == [
        "Getting support · Anyshire · Autumn", "Anyshire", "Local report", "Draft",
    ]  # fmt: skip


def test_the_list_takes_the_same_statements_for_one_and_for_three(world, editor, django_assert_num_queries):
    drafts.quick(world)
    with django_assert_num_queries(5):
        editor.get("/drafts/")
    for code in (anyshire.OTHERSHIRE, anyshire.NOWHERE):
        drafts.quick(world, code)
    with django_assert_num_queries(5):
        editor.get("/drafts/")


def test_the_list_is_paged(world, editor):
    first = drafts.quick(world)
    rows = [
        Draft(kind=f"kind-{n}", round=first.round, version=first.version, title=f"Report {n}", place="nation")
        for n in range(25)
    ]
    Draft.objects.bulk_create(rows)
    first_page = page(editor, "/drafts/").split("<table")[1]
    assert "Report 24" in first_page
    assert "Getting support" not in first_page
    assert "Getting support · Anyshire" in page(editor, "/drafts/?page=2")


def test_a_report_is_begun_from_what_stands(world, manager):
    drafts.answered(world)
    chosen = {"asked": "autumn small", "place": anyshire.ANYSHIRE, "kind": "local"}
    response = manager.post("/drafts/new/", **chosen)
    assert (response.status_code, response.headers["Location"]) == (303, f"/drafts/{Draft.objects.get().pk}/")
    assert manager.post("/drafts/new/", **chosen).status_code == 303
    assert Draft.objects.count() == 1


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        ({"asked": "autumn small", "place": anyshire.ANYSHIRE, "kind": "nonsense"}, "There is no such kind of report"),
        ({"asked": "autumn small", "place": "nation", "kind": "national"}, "Your role does not let you"),
        (
            {"asked": "autumn small", "place": anyshire.OTHERSHIRE, "kind": "local"},
            "Choose a round, a place and a kind",
        ),
        ({"asked": "spring small", "place": anyshire.ANYSHIRE, "kind": "local"}, "Choose a round, a place and a kind"),
        ({}, "Choose a round, a place and a kind"),
        ({"asked": "autumn small", "place": anyshire.ANYSHIRE, "kind": "local"}, "too few people have answered"),
    ],
)
def test_what_cannot_be_begun_is_told_and_nothing_is_made(world, manager, chosen, said):
    drafts.forget()
    response = manager.post("/drafts/new/", **chosen)
    assert response.status_code == 422
    assert said in response.content.decode()
    assert not Draft.objects.exists()


def test_the_form_offers_ones_own_places_and_the_country_to_the_national_body_alone(world, manager, editor):
    assert re.findall(r'<option value="(E\d+|nation)"', page(manager, "/drafts/new/")) == [anyshire.ANYSHIRE]
    assert len(re.findall(r'<option value="(E\d+|nation)"', page(editor, "/drafts/new/"))) == 4


def test_the_report_stands_there_with_its_commentary_and_a_way_to_write_beneath_each_section(draft, manager):
    write(draft, "summary", "We hear you: {{information/favourable}}.", base=0, by=manager.person, at=timezone.now())
    told = page(manager, place(draft))
    assert "Commentary: What is working, and what is not" in told
    assert "We hear you: 73%." in told
    assert told.index("We hear you") < told.index(place(draft, "write/summary/")) < told.index("Why this report</h2>")
    assert told.count("Change the commentary") == 1
    assert told.count("Write commentary") == 1


def test_a_drafts_page_takes_few_statements(draft, manager, django_assert_num_queries):
    for section in ("summary", "introduction"):
        write(draft, section, "Words.", base=0, by=manager.person, at=timezone.now())
    with django_assert_num_queries(11):
        manager.get(place(draft))


@pytest.mark.parametrize("where", ["", "history/", "sign/", "write/summary/", "talk/summary/", "report.docx"])
def test_of_another_councils_draft_nothing_is_there(world, manager, where):
    other = drafts.quick(world, anyshire.OTHERSHIRE)
    nation = drafts.quick(world, None, "national")
    assert manager.get(place(other, where)).status_code == 404
    assert manager.get(place(nation, where)).status_code == 404
    assert manager.get(f"/drafts/{2**64}/{where}").status_code == 404


def test_commentary_is_written_and_its_figures_are_put_in_from_a_list(draft, manager):
    where = place(draft, "write/summary/")
    assert "Clear information, favourable: 73% of 40 (Anyshire)" in page(manager, where)
    typed = manager.post(where, text="So many:", base="0", do="insert", figure=drafts.SHARE)
    assert "So many: {{information/favourable}}</textarea>" in typed.content.decode()
    assert content(draft).texts == {}, "nothing is saved yet"
    saved = manager.post(where, text="So many: {{information/favourable}}", base="0", do="save")
    assert saved.headers["Location"] == f"{place(draft)}#commentary-summary-heading"
    assert "So many: 73%" in page(manager, place(draft))
    refused = manager.post(where, text="kept", base="0", do="insert", figure="nonsense")
    assert "Choose a figure from the list" in refused.content.decode()
    assert "kept</textarea>" in refused.content.decode()


def test_what_is_in_the_way_is_shown_with_its_place(draft, manager):
    write(draft, "summary", "Good. Half of 12 do better.", base=0, by=manager.person, at=timezone.now())
    for address in (place(draft), place(draft, "write/summary/"), place(draft, "sign/")):
        told = page(manager, address)
        assert "In the way of signing: 3" in told
        assert "<strong>12</strong> in “Half of 12 do better.”" in told


def test_the_later_of_two_sees_both_texts_side_by_side_with_what_differs(draft, manager, editor):
    write(draft, "summary", "We will meet in spring.", base=0, by=editor.person, at=timezone.now())
    late = manager.post(place(draft, "write/summary/"), text="We will meet in autumn.", base="0", do="save")
    told = late.content.decode()
    assert late.status_code == 409
    assert "National-Coordinator England has changed this text while you wrote" in told
    assert re.search(r"<del[^>]*><span[^>]*>\[only here: </span>spring\.<", told)
    assert re.search(r"<ins[^>]*><span[^>]*>\[only here: </span>autumn\.<", told)
    assert "We will meet in autumn.</textarea>" in told
    base = re.search(r'name="base" value="(\d+)"', told)[1]
    manager.post(place(draft, "write/summary/"), text="In spring and in autumn.", base=base, do="save")
    assert content(Draft.objects.get()).texts == {"summary": "In spring and in autumn."}


def test_what_was_typed_outlives_the_session(draft, manager):
    Session.objects.all().delete()
    where = place(draft, "write/summary/")
    gone = manager.post(where, text="Hours of work.", base="0", do="save")
    assert gone.headers["Location"].startswith("/account/sign-in/?next=")
    manager.signs_in()
    told = page(manager, where)
    assert "Hours of work.</textarea>" in told
    assert "You were signed out while you wrote. Your words are below: save them now." in told
    assert "Hours of work." not in page(manager, where), "they are handed over once"


def test_what_somebody_else_typed_before_is_not_shown_on_another_page(draft, manager):
    Session.objects.all().delete()
    manager.post(place(draft, "talk/summary/"), said="Hm, this.", do="comment")
    manager.signs_in()
    assert "Hm, this." not in page(manager, place(draft, "write/summary/"))
    assert "Hm, this.</textarea>" in page(manager, place(draft, "talk/summary/"))


def test_thirty_megabytes_are_refused_before_they_are_read(draft, manager):
    class Unread:
        """A body that must not be read."""

        def read(self, *_):
            raise AssertionError("it was read")

        readline = read

    large = {"CONTENT_LENGTH": str(30 * 1024**2), "wsgi.input": Unread()}
    response = manager.client.generic(
        "POST", place(draft, "write/summary/"), content_type="multipart/form-data; boundary=x", **large
    )
    assert response.status_code == 413
    assert "nothing of this was read" in response.content.decode()


def test_too_long_a_text_is_given_back_whole(draft, manager):
    said = "é" * 50_001
    response = manager.post(place(draft, "write/summary/"), text=said, base="0", do="save")
    assert response.status_code == 422
    assert "50,001 characters; a commentary has 50,000 at most" in response.content.decode()
    assert f"{said}</textarea>" in response.content.decode()


def test_without_the_forms_own_token_nothing_is_written(draft, manager):
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = manager.client.cookies
    assert strict.post(place(draft, "write/summary/"), {"text": "x", "base": "0"}).status_code == 403
    assert content(draft).texts == {}


def test_both_parties_talk_suggest_accept_and_settle(draft, manager, editor):
    where = place(draft, "talk/summary/")
    assert "Nothing has been said about this section yet." in page(manager, where)
    manager.post(where, do="comment", said="Is this fair?")
    editor.post(where, do="suggest", suggested="We say it kindly.", why="")
    comment, suggestion = Thread.objects.order_by("pk")
    manager.post(where, do=f"reply {comment.pk}", **{f"reply-{comment.pk}": "It is."})
    told = page(manager, where)
    assert told.index("We say it kindly") < told.index("Is this fair?") < told.index("It is.")
    assert "I would say it like this." in told
    assert "2 open comments" in page(manager, place(draft))
    manager.post(where, do=f"accept {suggestion.pk}")
    manager.post(where, do=f"settle {comment.pk}")
    assert content(Draft.objects.get()).texts == {"summary": "We say it kindly."}
    assert ">Accepted<" in page(manager, where)
    assert "open comment" not in page(manager, place(draft))
    changes = [event.detail["change"] for event in Event.objects.filter(kind="report-changed").order_by("number")]
    assert changes == ["made", "commented", "suggested", "commented", "accepted a suggestion", "settled a thread"]
    manager.post(where, do=f"open {comment.pk}")
    assert "1 open comment<" in page(manager, place(draft))


def test_a_suggestion_on_an_older_text_is_not_accepted_over_a_newer_one(draft, manager, editor):
    now = timezone.now()
    one = threads.begin(draft, "summary", "", by=editor.person, at=now, suggested="Suggested.")
    write(draft, "summary", "Newer.", base=0, by=manager.person, at=now)
    late = manager.post(place(draft, "talk/summary/"), do=f"accept {one.pk}")
    assert (late.status_code, "The text has changed since this was suggested" in late.content.decode()) == (409, True)
    assert content(Draft.objects.get()).texts == {"summary": "Newer."}


@pytest.mark.parametrize(
    ("fields", "status", "said"),
    [
        ({"do": "comment", "said": "  "}, 422, "Say something first"),
        ({"do": "comment", "said": "x" * 2_001}, 422, "a comment has 2,000 at most"),
        ({"do": "suggest", "suggested": ""}, 422, "This is what stands there already"),
        ({"do": "suggest", "suggested": "![x](y)"}, 422, "pictures are not taken"),
        ({"do": "reply 99999"}, 404, ""),
        ({"do": "reply x"}, 404, ""),
        ({"do": "nonsense 1"}, 404, ""),
    ],
)
def test_what_is_not_taken_in_a_thread_is_told(draft, manager, fields, status, said):
    response = manager.post(place(draft, "talk/summary/"), **fields)
    assert response.status_code == status
    assert said in response.content.decode()
    assert not Thread.objects.exists()


def test_threads_take_the_same_statements_for_one_and_for_three(draft, manager, django_assert_num_queries):
    now = timezone.now()
    threads.begin(draft, "summary", "One.", by=manager.person, at=now)
    with django_assert_num_queries(10):
        manager.get(place(draft, "talk/summary/"))
    for said in ("Two.", "Three."):
        threads.begin(draft, "summary", said, by=manager.person, at=now)
    with django_assert_num_queries(10):
        manager.get(place(draft, "talk/summary/"))


def test_the_page_to_sign_shows_all_that_is_signed_and_two_people_sign(draft, manager, editor):
    agreed(draft, manager)
    for who in (manager, editor):
        proves(who)
        told = page(who, place(draft, "sign/"))
        digest = re.search(r'name="digest" value="([0-9a-f]{64})"', told)[1]
        assert f'<code class="poet-mark">{digest[:12]}</code>' in told
        assert "found the information clear" in told
        unread = who.post(place(draft, "sign/"), digest=digest)
        assert (unread.status_code, "tick that you have read it" in unread.content.decode()) == (409, True)
        assert who.post(place(draft, "sign/"), digest=digest, read="on").status_code == 303
    assert Draft.objects.get().state == State.SIGNED
    assert [one.party for one in signed(Draft.objects.get())] == ["council", "national"]
    again = page(manager, place(draft, "sign/"))
    assert "You have signed this report" in again
    assert 'name="digest"' not in again


def test_a_digest_of_something_else_signs_nothing(draft, manager):
    agreed(draft, manager)
    proves(manager)
    response = manager.post(place(draft, "sign/"), digest="0" * 64, read="on")
    assert response.status_code == 409
    assert "The report was changed while you read it" in response.content.decode()
    assert not Signature.objects.exists()


def test_whoever_has_not_proved_again_who_they_are_reads_and_does_not_sign(draft, manager):
    agreed(draft, manager)
    told = page(manager, place(draft, "sign/"))
    assert f'href="/account/again/code/?next=%2Fdrafts%2F{draft.pk}%2Fsign%2F"' in told
    assert 'name="digest"' not in told
    digest = to_sign(draft).digest
    response = manager.post(place(draft, "sign/"), digest=digest, read="on")
    assert (response.status_code, "Prove once more who you are" in response.content.decode()) == (409, True)
    assert not Signature.objects.exists()


def test_a_password_alone_signs_nothing(draft, manager):
    """Whoever finds a browser open and knows the password has not the second factor."""
    agreed(draft, manager)
    manager.person.set_password("correct horse battery")
    manager.person.save()
    manager.client.force_login(manager.person, backend="portal.people.signing_in.Backend")
    address = f"/account/again/?next={place(draft, 'sign/')}"
    assert "Use your password" not in page(manager, "/account/again/code/"), "what leads back here is not offered"
    assert manager.post(address, password="correct horse battery").status_code == 302
    told = page(manager, place(draft, "sign/"))
    assert "Prove who you are" in told
    assert 'name="digest"' not in told
    assert manager.post(place(draft, "sign/"), digest=to_sign(draft).digest, read="on").status_code == 409
    assert not Signature.objects.exists()
    proves(manager)
    assert manager.post(place(draft, "sign/"), digest=to_sign(draft).digest, read="on").status_code == 303


@pytest.mark.parametrize("where", ["", "write/summary/", "talk/summary/", "history/", "sign/", "quotes/"])
def test_each_page_of_a_draft_of_made_up_answers_says_so(draft, manager, where):
    assert "Made-up data." not in page(manager, place(draft, where)).partition("<main")[0]
    draft.round.made_up = True
    draft.round.save()
    assert "Made-up data." in page(manager, place(draft, where)).partition("<main")[0]


def test_a_count_of_areas_of_life_is_offered_as_what_it_counts(draft):
    kinds = {"unit": "areas of life", "comparator": "level", "comparator_value": 0.6}
    of = "areas of life with favourable answers at the level or more"
    claim = Claim(of=of, item="information", group="Anyshire", value=5, base=9, **kinds)
    said = "Areas of life with favourable answers at 60% or more, from Clear information on: 5 of 9 (Anyshire)"
    assert told(claim, draft.version.instrument) == said


def test_moves_are_made_by_buttons_and_those_that_are_not_there_are_refused(draft, manager):
    assert 'value="engage"' in page(manager, place(draft))
    assert manager.post(place(draft, "move/"), move="engage").status_code == 303
    assert 'value="engage"' not in page(manager, place(draft))
    refused = manager.post(place(draft, "move/"), move="publish")
    assert (refused.status_code, "Your role does not let you" in refused.content.decode()) == (409, True)
    assert manager.post(place(draft, "move/"), move="agree").status_code == 409
    assert manager.post(place(draft, "move/"), move="nonsense").status_code == 404
    assert Draft.objects.get().state == State.ENGAGEMENT


def test_agreeing_waits_beside_its_button_until_nothing_is_in_the_way(draft, manager):
    assert 'value="agree"' in page(manager, place(draft))
    write(draft, "summary", "So did 83% here, and 84%.", base=0, by=manager.person, at=timezone.now())
    shown = page(manager, place(draft))
    assert 'value="agree"' not in shown
    assert "“Agree on this text” comes back once the 2 places named above can be signed." in shown
    waits = shown.partition("comes back once")[2].partition("</p>")[0]
    assert [waits.count(f'href="/drafts/{draft.pk}/write/summary/"'), waits.count("<a ")] == [1, 1]
    refused = manager.post(place(draft, "move/"), move="agree")
    assert (refused.status_code, "2 places are still in the way" in refused.content.decode()) == (409, True)
    write(draft, "summary", "So did many here.", base=2, by=manager.person, at=timezone.now())
    assert "comes back once" not in page(manager, place(draft))
    assert manager.post(place(draft, "move/"), move="agree").status_code == 303
    assert Draft.objects.get().state == State.AGREED


def test_the_history_tells_every_step_and_what_it_changed(draft, manager, editor):
    now = timezone.now()
    write(draft, "summary", "We will meet in spring.", base=0, by=editor.person, at=now)
    write(draft, "summary", "We will meet in autumn.", base=2, by=manager.person, at=now - timezone.timedelta(days=9))
    told = page(manager, place(draft, "history/"))
    numbers = re.findall(r'<th scope="row" class="govuk-table__header">(\d+)</th>', told)
    assert numbers == ["3", "2", "1"], "in the order of the steps, whatever the clock says"
    step = page(manager, place(draft, "history/3/"))
    assert re.search(r"<del[^>]*><span[^>]*>\[only here: </span>spring\.<", step)
    assert manager.get(place(draft, "history/1/")).status_code == 404
    assert manager.get(place(draft, f"history/{2**64}/")).status_code == 404


def test_the_history_takes_the_same_statements_for_one_step_and_for_three(draft, manager, django_assert_num_queries):
    with django_assert_num_queries(9):
        manager.get(place(draft, "history/"))
    for base, text in ((0, "One."), (2, "Two.")):
        write(draft, "summary", text, base=base, by=manager.person, at=timezone.now())
    with django_assert_num_queries(9):
        manager.get(place(draft, "history/"))


def test_later_figures_show_what_changed_what_is_no_longer_true_and_what_rests_on_it(draft, manager):
    write(draft, "summary", "So {{information/favourable}} agree. Good.", base=0, by=manager.person, at=timezone.now())
    more = Section("later", "Later", (Paragraph((Words("It came later."),)),))
    remake(Draft.objects.get(), by=manager.person, at=timezone.now(), report=drafts.bare(0.5, 60, more))
    told = page(manager, place(draft, "changes/2/"))
    assert "Commentary to look at again: 1" in told
    assert "“So 50% agree.”" in told
    assert "73% of 40 before, 50% of 60 now" in told
    assert "Sentences of the report that are no longer true: 1" in told
    assert "72% of 40 found the information clear." in told
    assert "information/favourable" in told
    assert "What the later figures changed" in page(manager, place(draft))
    for number in (0, 1, 3):
        assert manager.get(place(draft, f"changes/{number}/")).status_code == 404


def test_commentary_on_a_section_that_vanished_is_kept_and_can_be_changed(world, manager):
    more = Section("later", "Later", (Paragraph((Words("It came later."),)),))
    draft = drafts.quick(world, report=drafts.bare(0.5, 60, more))
    write(draft, "later", "Kept.", base=0, by=manager.person, at=timezone.now())
    remake(draft, by=manager.person, at=timezone.now(), report=drafts.bare())
    assert "Commentary on a part that is no longer in this report" in page(manager, place(draft))
    assert "Kept." in page(manager, place(draft))
    assert "Kept.</textarea>" in page(manager, place(draft, "write/later/"))
    assert manager.post(place(draft, "write/later/"), text="", base="2", do="save").status_code == 303
    assert "Kept." not in page(manager, place(draft))


def test_making_the_figures_anew_where_nothing_changed_says_so(world, manager):
    draft = drafts.draft_of(drafts.answered(world))
    assert "Nothing has changed in the figures" in manager.post(place(draft, "figures/")).content.decode()
    drafts.answer(world, 14, "always")
    drafts.answer(world, 10, "never")
    response = manager.post(place(draft, "figures/"))
    assert response.headers["Location"] == place(draft, "changes/2/")


def test_a_draft_is_taken_away_marked_as_one_and_that_is_written_down(draft, manager):
    for ending, media in (
        ("pdf", "application/pdf"),
        ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ):
        response = manager.get(place(draft, f"report.{ending}"))
        assert response.headers["Content-Type"] == media
        assert response.headers["Content-Disposition"] == f'attachment; filename="draft-{draft.pk}.{ending}"'
    assert [event.detail for event in Event.objects.filter(kind="exported")] == [
        {"what": "draft of a report", "format": ending} for ending in ("docx", "pdf")
    ]
    assert "DRAFT: Getting support" in docx_text(manager.get(place(draft, "report.docx")).content)
    assert manager.get(place(draft, "report.json")).status_code == 404


def docx_text(data):
    return "\n".join(paragraph.text for paragraph in Document(BytesIO(data)).paragraphs)


def test_a_script_in_commentary_or_talk_is_only_words_on_every_page(draft, manager):
    bad = "<script>alert(document.title)</script><img src=x onerror=alert(document.title)>"
    write(draft, "summary", bad, base=0, by=manager.person, at=timezone.now())
    threads.begin(draft, "summary", bad, by=manager.person, at=timezone.now(), suggested=f"{bad} more")
    agreed(draft, manager)
    for where in ("", "write/summary/", "talk/summary/", "history/2/", "sign/"):
        told = page(manager, place(draft, where))
        assert "<script>alert" not in told, where
        assert "<img src=x" not in told, where
        assert "&lt;script&gt;" in told, where
