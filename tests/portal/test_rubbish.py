"""Whatever is posted, nobody meets an error of ours, and nothing that was said is lost."""

import anyshire
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.capture.framing import DRAFT_FIELD
from portal.capture.models import Draft

RUBBISH = [
    "\x00",
    "a\x00b",
    "\ud7ff\ufeff\u202e",
    "x" * 100_000,
    "9" * 5_000,
    "1e999",
    "-0",
    "inf",
    "nan",
    "٣",
    "½",
    "²",
    ";",
    ";;;yes;no",
    "yes;no",
    "{plan}",
    "{{ 7*7 }}",
    "%s%n",
    "' OR 1=1 --",
    "=1+1",
    "\r\n\r\n",
    " ",
]
FINE = {200, 404, 409, 422}


@pytest.mark.parametrize("said", RUBBISH, ids=lambda said: ascii(said)[:20])
@pytest.mark.parametrize("page", ["age", "has-budget", "budget-months", "weekly", "needs", "information", "anything"])
def test_no_answer_however_odd_breaks_a_page(world, page, said):
    parent = anyshire.Parent(world.link).open().send().send(age="4").send(has_budget="yes")
    fields = {page: said, f"{page}.years": said, f"{page}.months": said}
    parent.post(f"q/{page}/", fields)
    assert parent.status in FINE
    assert parent.open("review/").status == 200


@pytest.mark.parametrize("key", [*RUBBISH, "A" * 32, "../../../etc/passwd", ""], ids=lambda said: ascii(said)[:20])
def test_a_forged_draft_key_is_nobodys_draft(world, key):
    parent = anyshire.Parent(world.link)
    for place in ("q/age/", "q/needs/", "review/"):
        response = parent.client.post(f"/a/{world.link.token}/{place}", {DRAFT_FIELD: key, "age": "4"})
        assert response.status_code in {200, 303, 404}
    parent.client.cookies["draft"] = "\x01rubbish"
    assert parent.client.get(f"/a/{world.link.token}/review/").status_code in {200, 404}
    assert {draft.answers["age"] for draft in Draft.objects.all()} <= {"4"}


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"\xff\xfe%%%", "application/x-www-form-urlencoded"),
        (b"age=%ff%fe", "application/x-www-form-urlencoded"),
        (b"age=4", "application/x-www-form-urlencoded; charset=utf-7"),
        (b"--x\r\nbroken", "multipart/form-data; boundary=x"),
        (b"--x", "multipart/form-data"),
        (b'{"age": 4}', "application/json"),
        (b"age=" + b"4" * 1_100_000, "application/x-www-form-urlencoded"),
        (b"&".join(b"a=%d" % number for number in range(1_100)), "application/x-www-form-urlencoded"),
    ],
    ids=["bytes", "not-utf-8", "charset", "multipart", "no-boundary", "json", "huge", "many"],
)
def test_a_broken_body_is_refused_and_nothing_breaks(world, client, body, kind):
    client.raise_request_exception = False
    response = client.post(f"/a/{world.link.token}/q/age/", body, content_type=kind)
    assert response.status_code in {200, 303, 400, 413, 422}


@pytest.mark.parametrize("method", ["put", "delete", "patch", "options"])
def test_other_methods_are_not_allowed(world, client, method):
    assert getattr(client, method)(f"/a/{world.link.token}/q/age/").status_code == 405


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(st.sampled_from([*anyshire.PAGES, "communication", "budget-months.years", DRAFT_FIELD]), st.text()),
        max_size=6,
    )
)
def test_any_fields_at_all_can_be_posted(world, fields):
    parent = anyshire.Parent(world.link).open().send().send(age="4").send(has_budget="yes")
    posted = {}
    for name, said in fields:
        posted.setdefault(name, []).append(said.encode("utf-8", "replace").decode())
    for page in anyshire.PAGES:
        response = parent.client.post(f"/a/{world.link.token}/q/{page}/", posted)
        assert response.status_code in {200, 303, 404, 409, 422}
