"""Commentary is written by two parties, in numbered steps, and no text is ever lost; figures are made anew around it."""

import re
import threading
from datetime import date

import anyshire
import drafts
import pytest
from django.db import connection
from django.utils import timezone

from portal.councils import scope
from portal.editing.agreeing import agree
from portal.editing.commentary import LONGEST
from portal.editing.generating import NotMade, kinds_of
from portal.editing.models import Draft, Making, Step
from portal.editing.moving import NotMoved
from portal.editing.states import State
from portal.editing.writing import NotWritten, Overtaken, begin, content, remake, write
from portal.people.rules import Role
from portal.questionnaires.publish import publish
from portal.reporting.models import Standing


@pytest.fixture
def draft(world):
    return drafts.draft_of(drafts.answered(world))


@pytest.fixture
def manager(draft):
    return drafts.person(Role.MANAGER, anyshire.ANYSHIRE)


@pytest.fixture
def editor(draft):
    return drafts.person(Role.COORDINATOR)


def now():
    return timezone.now()


def says(draft, section="summary", revision=None):
    return content(Draft.objects.get(pk=draft.pk), revision).texts.get(section, "")


def test_a_draft_is_made_from_what_stands_and_is_one_of_its_kind(draft, world):
    assert draft.title == "Getting support · Anyshire · Autumn"
    assert drafts.draft_of(world).pk == draft.pk
    assert content(draft).report.area == "Anyshire"
    assert (draft.state, draft.steps, draft.revision, draft.making) == (State.DRAFT, 1, 1, 1)


def test_a_national_draft_is_of_everybody(world):
    draft = drafts.draft_of(drafts.answered(world), None)
    assert (draft.area, draft.place, content(draft).report.area) == (None, "nation", None)


def test_where_too_few_have_answered_none_is_made_and_it_is_said_why(world):
    drafts.forget()
    with pytest.raises(NotMade, match="too few people have answered"):
        drafts.draft_of(world)
    assert not Draft.objects.exists()


def test_every_kind_can_be_begun_in_its_place(world):
    drafts.answered(world)
    for kind in kinds_of(world.link.area):
        assert drafts.draft_of(world, kind=kind).kind == kind
    assert "national" in kinds_of(None)
    with pytest.raises(NotMade, match="no such kind"):
        drafts.draft_of(world, kind="national")


def test_another_rooms_release_may_be_the_generated_part(draft, world):
    report = content(draft).report
    other = begin(world.round, world.version, "regional", None, by=None, at=now(), report=report, region="London")
    assert (other.place, other.region, content(other).report) == ("London", "London", report)


def test_both_parties_write_and_each_step_says_who(draft, manager, editor):
    write(draft, "summary", "We thank everybody.", base=0, by=manager, at=now())
    write(draft, "introduction", "So do we.", base=0, by=editor, at=now())
    assert content(Draft.objects.get()).texts == {"summary": "We thank everybody.", "introduction": "So do we."}
    assert [(step.section, step.party) for step in draft.history.all()] == [
        ("introduction", "national"), ("summary", "council"), ("", ""),
    ]  # fmt: skip


def test_the_same_words_again_are_no_step(draft, manager):
    write(draft, "summary", "Words.", base=0, by=manager, at=now())
    write(draft, "summary", " Words.\r\n", base=0, by=manager, at=now())
    assert Draft.objects.get().steps == 2


def test_the_later_of_two_gets_both_texts_and_loses_none(draft, manager, editor):
    write(draft, "summary", "The council's words.", base=0, by=manager, at=now())
    with pytest.raises(Overtaken, match="has changed this text while you wrote") as found:
        write(draft, "summary", "The nation's words.", base=0, by=editor, at=now())
    assert (found.value.theirs, found.value.number) == ("The council's words.", 2)
    write(draft, "summary", "Both.", base=found.value.number, by=editor, at=now())
    assert says(draft) == "Both."
    assert says(draft, revision=2) == "The council's words."


def test_two_who_write_in_two_sections_are_in_nobodys_way(draft, manager, editor):
    write(draft, "summary", "One.", base=0, by=manager, at=now())
    write(draft, "introduction", "Other.", base=0, by=editor, at=now())
    assert len(content(Draft.objects.get()).texts) == 2


@pytest.mark.django_db(transaction=True)
def test_of_two_at_the_same_moment_one_is_told(world):
    draft = drafts.draft_of(drafts.answered(world))
    people = (drafts.person(Role.MANAGER, anyshire.ANYSHIRE), drafts.person(Role.COORDINATOR))
    came, told = threading.Barrier(2), []

    def writes(by):
        with scope.everywhere("a test"):
            came.wait()
            try:
                write(
                    draft,
                    "summary",
                    f"Words of {by.email}".translate({ord(str(n)): None for n in range(10)}),
                    base=0,
                    by=by,
                    at=now(),
                )
                told.append("kept")
            except Overtaken as late:
                told.append(late.theirs)
            finally:
                connection.close()

    threads = [threading.Thread(target=writes, args=[by]) for by in people]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert "kept" in told
    assert says(draft) in told
    assert Draft.objects.get().steps == 2


def test_what_is_too_long_or_a_picture_is_refused_kindly(draft, manager):
    with pytest.raises(NotWritten, match="50,001 characters; a commentary has 50,000 at most"):
        write(draft, "summary", "x" * (LONGEST + 1), base=0, by=manager, at=now())
    for picture in ("![x](https://example.org/x.png)", "data:image/png;base64,AAAA"):
        with pytest.raises(NotWritten, match="pictures are not taken"):
            write(draft, "summary", picture, base=0, by=manager, at=now())
    with pytest.raises(NotWritten, match="no such section"):
        write(draft, "nowhere", "x", base=0, by=manager, at=now())
    write(draft, "summary", "x" * LONGEST, base=0, by=manager, at=now())
    assert len(says(draft)) == LONGEST


def test_what_is_published_is_not_written_in(draft, manager):
    Draft.objects.update(state=State.PUBLISHED)
    with pytest.raises(NotMoved, match="Withdraw it first"):
        write(draft, "summary", "x", base=0, by=manager, at=now())
    later(draft)
    with pytest.raises(NotMoved, match="Withdraw it first"):
        remake(draft, by=manager, at=now())


class Anyshire:
    """As much of a world as answers need."""

    def __init__(self, draft):
        self.links = {draft.area_id: draft.area.links.get(round=draft.round)}


def later(draft):
    """Twenty late returns, ten on each side, so that the figures may move on."""
    world = Anyshire(draft)
    drafts.answer(world, 14, "always")
    drafts.answer(world, 10, "never")


def test_late_returns_make_the_figures_anew_and_keep_the_commentary(draft, manager):
    write(draft, "summary", "So {{information/favourable}} said so.", base=0, by=manager, at=now())
    before = content(Draft.objects.get()).whole
    later(draft)
    assert remake(Draft.objects.get(), by=manager, at=now())
    kept = Draft.objects.get()
    assert (kept.making, kept.steps, kept.revision, Making.objects.count()) == (2, 3, 3, 2)
    assert content(kept).texts == {"summary": "So {{information/favourable}} said so."}
    assert content(kept, 2).whole == before, "an earlier revision says what it said"
    texts = [block.sentences[0].text for section in content(kept).whole.summary for block in section.blocks]
    assert texts[-1] == "So 44% said so."


def test_where_nothing_has_changed_nothing_is_made_anew(draft, manager):
    assert not remake(draft, by=manager, at=now())
    drafts.answer(Anyshire(draft), 1)
    assert not remake(draft, by=manager, at=now())
    assert (Draft.objects.get().steps, Step.objects.count()) == (1, 1)


def test_whoever_has_no_part_in_it_writes_nothing(draft):
    for role, place in ((Role.MANAGER, anyshire.OTHERSHIRE), (Role.READER, anyshire.ANYSHIRE), (Role.RESEARCHER, None)):
        with pytest.raises(NotMoved, match="Your role does not let you"):
            write(draft, "summary", "x", base=0, by=drafts.person(role, place), at=now())


def test_a_council_sees_its_own_drafts_and_no_national_one(draft, world):
    drafts.draft_of(world, None)
    with scope.within({anyshire.ANYSHIRE}):
        assert [one.area_id for one in Draft.objects.all()] == [anyshire.ANYSHIRE]
        assert {one.draft_id for one in Step.objects.all()} == {draft.pk}
    with scope.within({anyshire.OTHERSHIRE}):
        assert not Draft.objects.exists()


def test_a_change_after_agreeing_takes_the_agreement_back(draft, manager):
    agree(draft, by=manager, at=now())
    write(draft, "summary", "More.", base=0, by=manager, at=now())
    assert Draft.objects.get().state == State.REVISED


def test_a_draft_says_what_others_said_of_the_same_area_of_life_from_what_stands_of_theirs(db, tmp_path):
    young = anyshire.QUESTIONNAIRE.replace('id = "small"', 'id = "ehc-young-people"', 1)
    world = drafts.answered(anyshire.world(tmp_path, text=young))
    drafts.draft_of(world, kind="headline")
    mine = Standing.objects.get()
    theirs = young.replace('"ehc-young-people"', '"ehc-parents"').replace(
        'id = "information"', 'id = "process-information"'
    )
    parents = publish(
        re.sub('respondents = ".*"', 'respondents = "mothers and fathers"', theirs), "p.toml", on=date(2026, 9, 1)
    )
    tables = bytes(mine.tables).replace(b'"information"', b'"process-information"')
    Standing.objects.create(round=world.round, version=parents, audience=mine.audience, tables=tables, digest="d" * 64)
    report = content(drafts.draft_of(world, kind="local")).report
    (chapter,) = [one for one in report.sections if one.id == "voices"]
    others = chapter.blocks[1].dots[1]
    assert (others.under, others.label) == ("Information", "Mothers and fathers")
    assert others.claims[0].release == f"autumn/{parents}/{'d' * 12}"
