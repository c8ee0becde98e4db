"""Quotes in a report: written down with consent, approved by somebody else, in every face, and gone when they are taken out."""

from __future__ import annotations

import html
from datetime import timedelta

import anyshire
import drafts
import pytest
from django.utils import timezone

from poet.draw import FORMATS
from poet.report.model import Quote
from poet.report.register import Kind, register
from portal.audit.models import Event
from portal.editing import words
from portal.editing.agreeing import agree
from portal.editing.edition import Edition, NotSigned, signed_edition
from portal.editing.models import Draft, Quotation
from portal.editing.moving import NotMoved, move
from portal.editing.quoting import NotQuoted, approve, questions, standing_at, take_out, write_down
from portal.editing.signing import sign, to_sign
from portal.editing.states import Move, State
from portal.editing.writing import content
from portal.people.rules import Role
from somebody import somebody

SAID = "They told us early, and things are better for it."


@pytest.fixture
def draft(world):
    return drafts.draft_of(drafts.answered(world))


@pytest.fixture
def manager(draft):
    return somebody(Role.MANAGER, anyshire.ANYSHIRE)


@pytest.fixture
def editor(draft):
    return somebody(Role.COORDINATOR)


def now():
    return timezone.now()


def typed(**other):
    said = {
        "about": "information",
        "text": SAID,
        "consent": "said",
        "agreed": "2026-01-05",
        "kept": "Forum folder, letter 14",
    }
    return said | other


def written(draft, by, **other):
    return write_down(draft, content(draft).report, typed(**other), by=by.person, at=now())


def again(draft):
    return Draft.objects.get(pk=draft.pk)


def quoted(draft):
    blocks = (block for section in content(again(draft)).whole.sections for block in section.blocks)
    return [(block.sentences[0].text, block.by) for block in blocks if isinstance(block, Quote)]


def test_a_quote_stands_in_the_report_once_somebody_else_has_approved_it(draft, manager, editor):
    one = written(draft, editor)
    assert quoted(draft) == []
    with pytest.raises(NotMoved, match="Somebody else who signs approves it"):
        approve(draft, one.pk, by=editor.person, at=now())
    approve(draft, one.pk, by=manager.person, at=now())
    assert quoted(draft) == [(SAID, "Council manager")]
    section = next(s for s in content(again(draft)).whole.sections if any(isinstance(b, Quote) for b in s.blocks))
    assert section.id == draft.version.instrument.by_id["information"].section


def test_the_same_words_beside_two_questions_would_join_the_answers_of_one_person(draft, manager, editor):
    about = [one.item for one in questions(draft, content(draft).report)]
    assert len(about) > 1
    one = written(draft, editor, about=about[0])
    for other in (about[1], about[0]):
        with pytest.raises(NotQuoted) as refused:
            written(draft, editor, about=other, text=f"  {SAID.upper()} ")
        assert refused.value.wrong == {"text": words.QUOTE_AGAIN}
    take_out(draft, one.pk, by=editor.person, at=now())
    written(draft, editor, about=about[1])


def test_whoever_may_not_sign_does_not_approve(draft, manager, editor):
    one = written(draft, manager)
    with pytest.raises(NotMoved, match="Your role does not let you"):
        approve(draft, one.pk, by=somebody(Role.ANALYST).person, at=now())
    with pytest.raises(NotMoved, match="Your role does not let you"):
        approve(draft, one.pk, by=somebody(Role.MANAGER, anyshire.OTHERSHIRE).person, at=now())


@pytest.mark.parametrize(
    ("field", "value", "why"),
    [
        ("text", "", "up to 300 letters"),
        ("text", "a" * 301, "up to 300 letters"),
        ("text", "It took 14 weeks.", "says no number"),
        ("text", "Write to ann@example.org.", "no address"),
        ("about", "", "Choose the question"),
        ("about", "nothing", "Choose the question"),
        ("consent", "", "Without consent"),
        ("agreed", "", "Give the day"),
        ("agreed", "1987-05-05", "Give the day"),
        ("agreed", (timezone.now() + timedelta(days=2)).date().isoformat(), "cannot lie ahead"),
        ("kept", " ", "where the consent is kept"),
    ],
)
def test_what_may_not_be_quoted_is_refused_at_its_field(draft, editor, field, value, why):
    with pytest.raises(NotQuoted) as refused:
        written(draft, editor, **{field: value})
    assert list(refused.value.wrong) == [field]
    assert why in refused.value.wrong[field]
    assert not Quotation.objects.exists()


def both(draft, manager, editor):
    agree(again(draft), by=editor.person, at=now())
    for one in (manager, editor):
        sign(again(draft), digest=to_sign(again(draft)).digest, by=one.person, at=now())


@pytest.mark.parametrize("what", ["approved", "taken out"])
def test_a_quote_that_comes_or_goes_voids_every_signature(draft, manager, editor, what):
    one = written(draft, editor)
    if what == "taken out":
        approve(draft, one.pk, by=manager.person, at=now())
    both(draft, manager, editor)
    assert isinstance(signed_edition(draft.pk), Edition)
    if what == "approved":
        approve(draft, one.pk, by=manager.person, at=now())
    else:
        assert take_out(draft, one.pk, by=editor.person, at=now())
    assert again(draft).state == State.REVISED
    assert isinstance(signed_edition(draft.pk), NotSigned)
    assert len(quoted(draft)) == (what == "approved")


def test_a_quote_taken_out_of_a_public_report_leaves_its_next_version_and_not_what_was_signed(draft, manager, editor):
    one = written(draft, editor)
    approve(draft, one.pk, by=manager.person, at=now())
    both(draft, manager, editor)
    publisher = somebody(Role.PUBLISHER).person
    move(again(draft), Move.PUBLISH, by=publisher, at=now())
    assert not take_out(draft, one.pk, by=editor.person, at=now())
    edition = signed_edition(draft.pk)
    assert isinstance(edition, Edition)
    assert content(again(draft)).whole == edition.report, "what is public is what was signed"
    move(again(draft), Move.WITHDRAW, by=publisher, at=now())
    move(again(draft), Move.REOPEN, by=editor.person, at=now())
    assert quoted(draft) == []


def test_an_earlier_revision_still_says_what_it_said(draft, manager, editor):
    one = written(draft, editor)
    approve(draft, one.pk, by=manager.person, at=now())
    then = again(draft).revision
    take_out(draft, one.pk, by=editor.person, at=now())
    assert standing_at(again(draft), again(draft).revision) == ()
    assert [quote.text for _, quote in standing_at(again(draft), then)] == [SAID]
    assert [quote.text for _, quote in content(again(draft), then).quotes] == [SAID]


def test_a_quote_that_only_waited_is_erased_when_it_is_taken_out(draft, editor):
    one = written(draft, editor)
    take_out(draft, one.pk, by=editor.person, at=now())
    assert not Quotation.objects.exists()
    assert again(draft).state == State.DRAFT


def test_a_quote_has_no_place_where_its_question_shows_no_figures(world, editor):
    quick = drafts.quick(world, anyshire.OTHERSHIRE)
    assert questions(quick, content(quick).report) == ()
    assert words.NOWHERE_TO_QUOTE in html.unescape(editor.get(f"/drafts/{quick.pk}/quotes/").content.decode())


def test_what_is_done_with_quotes_is_written_down_without_their_words(draft, manager, editor):
    one = written(draft, editor)
    approve(draft, one.pk, by=manager.person, at=now())
    take_out(draft, one.pk, by=editor.person, at=now())
    events = list(Event.objects.filter(thing=f"draft:{draft.pk}").order_by("number"))[-3:]
    assert [event.detail["change"] for event in events] == [
        "wrote a quote down",
        "approved a quote",
        "took a quote out",
    ]
    assert not any(SAID in str(event.detail) for event in Event.objects.all())


@pytest.mark.parametrize("ending", ["html", "pdf", "docx", "json"])
def test_every_face_says_the_quote_and_who_approved_it(draft, manager, editor, ending):
    one = written(draft, editor)
    approve(draft, one.pk, by=manager.person, at=now())
    report = content(again(draft)).whole
    assert [one.pieces for one in register(report).statements if one.kind is Kind.QUOTE] == [(SAID,)]
    drawn = FORMATS[ending].draw(report, None)
    from poet.proofread.check import READERS, proofread  # noqa: PLC0415 - only here

    if ending in READERS:
        assert proofread(register(report), f"report.{ending}", drawn) == ()
    else:
        assert SAID in drawn.decode()


def test_the_page_takes_a_quote_in_and_each_party_does_its_part(draft, manager, editor):
    at = f"/drafts/{draft.pk}/quotes/"
    assert "This report quotes nobody yet." in editor.get(at).content.decode()
    refused = editor.post(at, **typed(consent=""), do="write")
    assert (refused.status_code, SAID in html.unescape(refused.content.decode())) == (422, True)
    assert editor.post(at, **typed(), do="write").status_code == 303
    one = Quotation.objects.get()
    assert f"approve {one.pk}" not in editor.get(at).content.decode()
    assert editor.post(at, do=f"approve {one.pk}").status_code == 409
    assert f"approve {one.pk}" in manager.get(at).content.decode()
    assert manager.post(at, do=f"approve {one.pk}").status_code == 303
    assert "Approved by Council manager" in manager.get(f"/drafts/{draft.pk}/").content.decode()
    assert manager.post(at, do=f"out {one.pk}").status_code == 303
    assert "Taken out" in manager.get(at).content.decode()
    assert manager.post(at, do="approve 0").status_code == 409


def test_the_page_takes_the_same_statements_for_one_quote_and_for_three(
    draft, manager, editor, django_assert_num_queries
):
    written(draft, editor)
    with django_assert_num_queries(9):
        manager.get(f"/drafts/{draft.pk}/quotes/")
    for text in ("They told us late.", "Nobody told us."):
        written(draft, editor, text=text)
    with django_assert_num_queries(9):
        manager.get(f"/drafts/{draft.pk}/quotes/")
