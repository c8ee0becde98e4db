"""Actions on findings: written, changed, undone, kept with their history, and read by those who may."""

import html
import io
from datetime import timedelta

import anyshire
import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from portal.audit.models import Event as Logged
from portal.councils.models import Area
from portal.engagement import found
from portal.engagement.models import Action, Evidence, Plan, Turn
from portal.people.rules import Role
from portal.questionnaires.publish import publish
from portal.reporting import live, results
from portal.rounds.taking_part import join, open_round
from somebody import somebody

PLACE = f"/action-plans/autumn/{anyshire.ANYSHIRE}/small/"
CLAIM = "communication/unfavourable"
GOOD = {
    "claim": CLAIM,
    "what": "Send every family a letter each month",
    "easy": "We write to you each month.",
    "owner": "SEND manager",
    "due": "2099-03-31",
    "state": "planned",
}


@pytest.fixture(autouse=True)
def nothing_remembered():
    results.protected.cache_clear()
    live.forget()


def answer(world, people, area=anyshire.ANYSHIRE, **said):
    for number in range(people):
        cells = {"information": "always", "communication": ("always", "sometimes", "never")[number % 3]} | said
        anyshire.sent(world.links[area], **cells)


@pytest.fixture
def told(world):
    """A world in which thirty people of Anyshire have answered."""
    answer(world, 30)
    return world


@pytest.fixture
def manager(told):
    return somebody(Role.MANAGER, anyshire.ANYSHIRE)


def text(who, address=PLACE):
    return " ".join(who.words(address))


def written(manager, **more):
    assert manager.post(f"{PLACE}actions/new/", **(GOOD | more)).status_code == 302
    return Action.objects.order_by("-pk").first()


def changed(manager, action, **more):
    fields = {name: str(getattr(action, name)) for name in planning_fields()} | {"turn": action.turn} | more
    return manager.post(f"{PLACE}actions/{action.pk}/", **fields)


def planning_fields():
    return ("what", "easy", "owner", "due", "state", "why", "evidence", "href")


def test_each_finding_that_may_be_shown_can_be_acted_on(manager):
    page = text(manager)
    assert "Communication: around a third (33%) answered “never”." in page
    assert "Clear information" not in page  # all said the same
    written(manager)
    page = text(manager)
    assert "Send every family a letter each month" in page
    assert "SEND manager, until 31 March 2099" in page
    assert "Actions: 1." in page


def test_nothing_is_a_finding_that_fewer_than_ten_answered(world):
    answer(world, 9)
    manager = somebody(Role.MANAGER, anyshire.ANYSHIRE)
    assert "Too few people have answered" in text(manager)
    assert manager.post(f"{PLACE}actions/new/", **GOOD).status_code == 404
    assert not Plan.objects.exists()


@pytest.mark.parametrize(
    ("field", "said", "why"),
    [
        ("what", "", "Say what you will do."),
        ("owner", "Mrs Smith", "Say a role or a team instead"),
        ("owner", "", "Say whose task it is"),
        ("due", "soon", "Give a day"),
        ("due", "9999-99-99", "Give a day"),
        ("what", "Ring 0161 496 0000", "a telephone or other long number"),
        ("what", "Write to ann@example.org", "an e-mail address"),
        ("href", "javascript:alert(1)", "begins with https://"),
        ("what", "x" * 401, "400 characters or fewer"),
        ("state", "done", "Say what shows that it is done"),
        ("state", "stopped", "Say why it was stopped"),
        ("state", "finished", "Choose where it stands"),
    ],
)
def test_what_cannot_be_kept_is_told_at_its_field_and_what_was_written_stays(manager, field, said, why):
    refused = manager.post(f"{PLACE}actions/new/", **(GOOD | {field: said}))
    page = refused.content.decode()
    assert refused.status_code == 422
    assert why in page
    assert GOOD["easy"] in page
    assert not Action.objects.exists()


def test_an_action_goes_its_way_and_each_change_is_kept_and_can_be_undone(manager):
    action = written(manager)
    changed(manager, action, state="under-way")
    action.refresh_from_db()
    changed(manager, action, state="done", evidence="Twelve letters were sent.")
    action.refresh_from_db()
    assert (action.state, action.turn) == ("done", 3)
    page = text(manager, f"{PLACE}actions/{action.pk}/")
    assert "What shows it: Twelve letters were sent." in page
    manager.post(f"{PLACE}actions/{action.pk}/undo/", turn=3)
    action.refresh_from_db()
    assert (action.state, action.evidence, action.turn) == ("under-way", "", 4)
    assert [one.done for one in Turn.objects.filter(action=action)] == ["undone", "changed", "changed", "written"]


def test_an_action_that_was_only_written_is_removed_by_undoing(manager):
    action = written(manager)
    manager.post(f"{PLACE}actions/{action.pk}/undo/", turn=1)
    assert not Action.objects.exists()
    assert [one.detail["change"] for one in Logged.objects.filter(kind="engagement-changed").order_by("number")] == [
        "action written",
        "action removed",
    ]


def test_whoever_was_overtaken_keeps_their_words_and_sees_what_stands(manager):
    action = written(manager)
    changed(manager, action, what="Ring every family")
    late = changed(manager, action, what="Visit every family", turn=1)
    page = late.content.decode()
    assert late.status_code == 409
    assert "Visit every family" in page
    assert "Ring every family" in page
    assert manager.post(f"{PLACE}actions/{action.pk}/undo/", turn=1).status_code == 409
    action.refresh_from_db()
    assert action.what == "Ring every family"


def test_what_should_be_done_by_now_stands_first_and_what_is_done_does_not(manager):
    late = (timezone.localdate() - timedelta(days=1)).isoformat()
    written(manager, due=late, what="Late one")
    written(manager, due=late, what="Finished one", state="done", evidence="It is there.")
    page = text(manager)
    assert page.count("Overdue") == 2  # the list's heading, and the mark of the late one
    assert page.index("Late one") < page.index("Finished one")


def test_the_log_says_what_was_done_and_never_what_was_said(manager):
    action = written(manager)
    changed(manager, action, state="stopped", why="No money was left")
    said = [
        (one.thing, one.area, one.detail) for one in Logged.objects.filter(kind="engagement-changed").order_by("number")
    ]
    assert said == [
        ("plan:autumn/small", anyshire.ANYSHIRE, {"change": "action written"}),
        ("plan:autumn/small", anyshire.ANYSHIRE, {"change": "action planned to stopped"}),
    ]


def test_readers_read_and_others_do_not_and_nobody_else_writes(told, manager):
    action = written(manager)
    reader = somebody(Role.READER, anyshire.ANYSHIRE)
    assert "Send every family" in text(reader)
    assert "Plan an action" not in text(reader)
    assert reader.post(f"{PLACE}actions/new/", **GOOD).status_code == 403
    assert reader.post(f"{PLACE}actions/{action.pk}/", **GOOD).status_code == 403
    for role, area in (
        (Role.COORDINATOR, None),
        (Role.MANAGER, anyshire.OTHERSHIRE),
        (Role.COLLECTOR, anyshire.ANYSHIRE),
    ):
        other = somebody(role, area)
        assert other.get(PLACE).status_code == 403
        assert other.post(f"{PLACE}actions/new/", **GOOD).status_code == 403


def test_the_national_team_reads_what_was_opened_to_it_and_writes_nothing(told, manager):
    action = written(manager)
    coordinator = somebody(Role.COORDINATOR)
    assert "No council has opened" in text(coordinator, "/action-plans/")
    manager.post(f"{PLACE}open/", open="1")
    assert "Anyshire" in text(coordinator, "/action-plans/")
    assert "Send every family" in text(coordinator)
    assert coordinator.post(f"{PLACE}actions/{action.pk}/", **GOOD).status_code == 403
    assert coordinator.post(f"{PLACE}open/").status_code == 403
    assert somebody(Role.RESEARCHER).get(PLACE).status_code == 403
    manager.post(f"{PLACE}open/")
    assert coordinator.get(PLACE).status_code == 403


@pytest.mark.parametrize("rows", [1, 3])
def test_the_pages_ask_as_much_for_many_as_for_few(manager, rows, django_assert_num_queries):
    for number in range(rows):
        action = written(manager, what=f"Action {number}")
        changed(manager, action, state="under-way")
    manager.get(PLACE)
    with django_assert_num_queries(10):
        manager.get(PLACE)
    with django_assert_num_queries(6):
        manager.get("/action-plans/")


# ---- Measured again ----


@pytest.fixture
def next_round(told):
    """Made once the first one is over: the same questionnaire, in a year from now."""

    def make(version=None, people=0, **said):
        opens = told.round.closes + timedelta(days=1)
        asking = open_round(
            slug="next",
            name="Next autumn",
            opens=opens,
            closes=opens + timedelta(days=90),
            versions=[version or told.version],
        )
        links = {link.area_id: link for link in join(asking, list(Area.objects.all()))}
        type(asking).objects.filter(pk=told.round.pk).update(closes=timezone.now() - timedelta(days=2))
        type(asking).objects.filter(pk=asking.pk).update(opens=timezone.now() - timedelta(days=1))
        for number in range(people):
            cells = {name: (value if isinstance(value, str) else value(number)) for name, value in said.items()}
            anyshire.sent(links[anyshire.ANYSHIRE], **cells)
        return asking

    return make


def often(number):
    return "never" if number % 10 == 0 else "sometimes" if number % 10 == 1 else "always"


def test_the_next_round_says_that_it_is_better_only_where_it_is(manager, next_round):
    written(manager)
    assert "Not asked again yet." in text(manager)
    next_round(people=60, communication=often)
    page = text(manager)
    assert "Better. 80% answered favourably in “Next autumn” so far (n = 60), after 33% (n = 30)." in page


def test_too_uncertain_a_change_is_none_that_we_can_tell(manager, next_round):
    written(manager)
    next_round(people=20, communication=lambda number: ("always", "sometimes", "never", "always")[number % 4])
    assert "We cannot say. 50% answered favourably" in text(manager)


def test_a_change_that_is_surely_small_is_no_clear_change(manager, next_round, monkeypatch):
    monkeypatch.setattr(found, "MARGIN", 0.4)
    written(manager)
    next_round(people=60, communication=lambda number: ("always", "sometimes", "never")[number % 3])
    assert "No clear change. 33% answered favourably" in text(manager)


def test_it_is_worse_where_it_is_worse(manager, next_round):
    written(manager)
    next_round(
        people=60, communication=lambda number: "always" if number % 10 == 0 else ("sometimes", "never")[number % 2]
    )
    assert "Worse." in text(manager)


def test_too_few_answers_and_another_scale_compare_with_nothing(manager, next_round):
    written(manager)
    next_round(people=9, communication="never")
    assert "We cannot say what changed in “Next autumn”: too few people answered" in text(manager)


def test_a_question_on_another_scale_breaks_the_line(manager, next_round):
    written(manager)
    scaled = anyshire.QUESTIONNAIRE.replace(
        '{ code = "never", text = "Never", side = "unfavourable" }',
        '{ code = "rarely", text = "Rarely", side = "unfavourable" }, { code = "never", text = "Never", side = "unfavourable" }',
    ).replace('version = "1"', 'version = "2"\nfollows = "1"')
    other = publish(scaled, "small.toml", on=timezone.localdate())
    next_round(version=other, people=30, communication=lambda number: ("always", "sometimes", "never")[number % 3])
    assert "the question was asked on another scale this time" in text(manager)


# ---- What shows that it is done, and taking the plan away ----

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20 + b"\0\0\0\0IEND\xaeB`\x82"
WHERE = b"Exif GPS 53.48 N"
JPEG = (
    b"\xff\xd8\xff\xe1"
    + (len(WHERE) + 2).to_bytes(2, "big")
    + WHERE
    + b"\xff\xdb\x00\x04ab\xff\xda\x00\x02scan\xff\xd9"
)


def with_file(manager, name, data, **more):
    return manager.post(
        f"{PLACE}actions/new/", **(GOOD | {"state": "done", "file": SimpleUploadedFile(name, data)} | more)
    )


def test_a_file_shows_that_it_is_done_and_comes_back_as_a_file_to_keep(manager):
    assert with_file(manager, "board.png", PNG).status_code == 302
    kept = Evidence.objects.get()
    assert (kept.name, kept.media, bytes(kept.data)) == ("board.png", "image/png", PNG)
    got = manager.get(f"{PLACE}actions/{kept.action_id}/files/{kept.pk}/")
    assert got.headers["Content-Disposition"].startswith("attachment")
    assert got.headers["X-Content-Type-Options"] == "nosniff"
    manager.post(f"{PLACE}actions/{kept.action_id}/files/{kept.pk}/remove/")
    assert not Evidence.objects.exists()


def test_what_a_camera_wrote_beside_a_picture_is_not_kept(manager):
    assert with_file(manager, "photo.jpg", JPEG).status_code == 302
    assert bytes(Evidence.objects.get().data) == b"\xff\xd8\xff\xdb\x00\x04ab\xff\xda\x00\x02scan\xff\xd9"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("run.exe", b"MZ\x90\x00"),
        ("page.html", b"<script>alert(1)</script>\x00"),
        ("broken.pdf", b"%PDF-1.7 and nothing"),
        ("broken.jpg", b"\xff\xd8\xff\xe1\xff\xff"),
        ("broken.docx", b"PK\x03\x04"),
        ("large.txt", b"x" * ((5 << 20) + 1)),
        ("empty.txt", b""),
    ],
)
def test_what_is_no_file_that_we_keep_is_refused_and_nothing_is_written(manager, name, data):
    assert with_file(manager, name, data).status_code == 422
    assert not Action.objects.exists()
    assert not Evidence.objects.exists()


PICTURE = PNG[:8] + bytes(30 * 1000**2) + PNG[-8:]
TYPED = {"what": "Two letters a term", "owner": "Somebody new", "evidence": "The board saw them."}


def refused_for_its_size(response):
    """A page that says what to do about the file, and holds what was typed beside it."""
    page = html.unescape(response.content.decode())
    assert response.status_code == 422
    assert "This file is larger than 5 MB. Hand in a smaller one, or a link." in page
    return [name for name, said in TYPED.items() if said not in page]


def test_a_picture_of_30_mb_is_refused_in_words_and_nothing_typed_beside_it_is_lost(manager):
    assert refused_for_its_size(with_file(manager, "board.png", PICTURE, **TYPED)) == []
    assert not Action.objects.exists()
    assert with_file(manager, "board.png", PNG, **TYPED).status_code == 302
    assert {name: getattr(Action.objects.get(), name) for name in TYPED} == TYPED


def test_a_picture_of_30_mb_with_a_change_is_refused_and_leaves_what_was_kept_as_it_was(manager):
    one = written(manager)
    file = SimpleUploadedFile("board.png", PICTURE)
    assert refused_for_its_size(changed(manager, one, file=file, state="done", **TYPED)) == []
    now = Action.objects.get()
    assert (now.what, now.owner, now.state, now.turn) == (GOOD["what"], GOOD["owner"], "planned", one.turn)
    assert not Evidence.objects.exists()


def test_the_plan_is_taken_away_in_three_formats_and_that_is_written_down(manager):
    written(manager, what="=1+1 letters", evidence="Seen")
    table = manager.get(f"{PLACE}plan.csv").content.decode()
    assert table.startswith("\ufeffWhat we do,It answers,")
    assert "'=1+1 letters,Communication: around a third (33%) answered “never”." in table
    sheet = openpyxl.load_workbook(io.BytesIO(manager.get(f"{PLACE}plan.xlsx").content))
    assert any("SEND manager" in str(row) for one in sheet for row in one.iter_rows(values_only=True))
    assert manager.get(f"{PLACE}plan.pdf").content[:4] == b"%PDF"
    assert manager.get(f"{PLACE}plan.exe").status_code == 404
    assert [one.detail["format"] for one in Logged.objects.filter(kind="exported")] == ["pdf", "xlsx", "csv"]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_pages_stay_light_once_there_is_a_next_round(manager, next_round, rows, django_assert_num_queries):
    for number in range(rows):
        written(manager, what=f"Write {number}")
    next_round(people=60, communication=often)
    one = f"{PLACE}actions/{Action._base_manager.first().pk}/"
    for page, statements in ((PLACE, 10), (one, 11)):
        for _ in range(2):
            manager.get(page)
        with django_assert_num_queries(statements):
            assert "Better." in text(manager, page)
