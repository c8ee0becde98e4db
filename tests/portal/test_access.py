"""Every address of the portal, tried by everybody, at home and elsewhere, and compared with a table that people review.

After a new page, or a new rule, write the table anew and read what has changed in it:

    POET_WRITE_ACCESS=1 python -m pytest -n 0 tests/portal/test_access.py

Each row is a view at a place: `own` is Anyshire, where the council's people belong, `other` is Othershire, `-` where the
address names no place. What happens: `opens`, `sign-in` (led there), `refused` (403), `absent` (404 or 410), `key` (401: only another computer with a key gets in).
"""

import csv
import os
import re
from collections.abc import Iterator
from pathlib import Path

import anyshire
import drafts
import pytest
import signed_reports
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from portal.analyses.models import AnalysisPlan
from portal.api.models import Token
from portal.councils.models import Collector, Group
from portal.editing.writing import remake, write
from portal.engagement import models as engagement
from portal.headers import PERMISSIONS, POLICY
from portal.outreach import codes, groups, listing
from portal.outreach.groups import Named
from portal.people.inviting import Offer, invite, take_up
from portal.people.models import Holding, Invitation
from portal.people.rules import RULES, Reach, Role
from portal.publishing.models import Publication
from portal.publishing.publish import publish
from portal.questionnaires.proposing import propose
from somebody import somebody

TABLE = Path(__file__).with_name("access.csv")
PLACES = {"own": anyshire.ANYSHIRE, "other": anyshire.OTHERSHIRE}
NOBODY = ("anonymous", "no-role")
EVERYBODY = (*NOBODY, *(f"{role}{where}" for role in Role for where in
                        (("", "-of-area") if RULES[role].reach is Reach.EITHER else ("",))))  # fmt: skip
# What fills an address where it is the same at every place.
OF_A_BUNDLE = (
    "bundle", "correct-count", "close-bundle", "new-sheet", "sheet", "remove-sheet", "second-sheet", "sheet-differences",
)  # fmt: skip
OF_A_LIST = ("invitation-list", "stop-list", "erase-list", "take-codes")
OF_A_TABLE = ("handed-in", "upload-marked", "store-upload", "undo-upload", "discard-upload")
OF_AN_ACTION = ("action", "undo-action", "evidence", "remove-evidence")
OF_EVIDENCE = ("evidence", "remove-evidence")
OF_AN_EVENT = (
    "event",
    "event-slides",
    "event-sheets",
    "facilitation",
    "answer-facilitation",
    "feedback",
    "moderate",
    "event-code",
)
OF_A_PUBLIC_EVENT = ("public-event", "say-at-event")
ANYWHERE = {
    "slug": "autumn", "form": "small", "version": "1", "ending": "json", "what": "answers", "upload-template ending": "csv", "link-code ending": "svg", "face": "standard", "rest": "nothing", "page_id": "age", "item": "age", "pk": 1, "provider_id": "sso", "section": "summary", "making": 2, "draft-file ending": "docx", "end-approval key": 1, "analysis-plan-file number": 1,
}  # fmt: skip
# What fills it at a place, by the name in the address, or by the view and that name where the name is not enough.
AT_A_PLACE = {
    "code", "link token", "role key", "remove-role key", "withdraw-invitation key", "close-collector key", "remove-group key",
}  # fmt: skip


def patterns(urls=None) -> Iterator[URLPattern]:
    for one in get_resolver().url_patterns if urls is None else urls:
        if isinstance(one, URLResolver):
            yield from patterns(one.url_patterns)
        else:
            yield one


# The look of a report is the same for everybody. Published pages may be kept, but are asked for anew each time: what was
# taken back is gone at once. Nothing else may be kept by a browser.
CACHED = {"/report.css": "max-age=86400"}
PUBLISHED = re.compile(r"/|/(methods|accessibility-statement|findings|reports|you-said)/.*")
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Permissions-Policy": PERMISSIONS,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def names() -> dict[str, tuple[str, ...]]:
    """Each view with what its address must be filled with."""
    return {str(one.name): tuple(one.pattern.converters) for one in patterns()}


def filled(view: str, words: tuple[str, ...], things: dict[str, object]) -> dict[str, object]:
    given = {}
    for word in words:
        found = next((key for key in (f"{view} {word}", word) if key in things), None)
        assert found, f"Say in test_access.py what fills <{word}> in the address of {view}."
        given[word] = things[found]
    return given


def public(world, code: str) -> Publication:
    """A report of an area that everybody may read, without its files."""
    signed_reports.agrees(world, code)
    one = publish(signed_reports.own(world, code=code), by=None, at=timezone.now())
    Publication.objects.filter(pk=one.pk).update(published=timezone.now())
    return one


def proposed() -> str:
    return anyshire.QUESTIONNAIRE.replace('version = "1"', 'version = "2"\nfollows = "1"')


def engaged(world, code) -> dict[str, object]:
    """What follows a report at a place, and fills the addresses of it."""
    now, today = timezone.now(), timezone.localdate()
    plan = engagement.Plan.objects.create(round=world.round, area_id=code, version=world.version)
    action = engagement.Action.objects.create(plan=plan, what="Write", owner="Team", due=today)
    kept = engagement.Evidence.objects.create(action=action, name="a.txt", media="text/plain", data=b"x", added=today)
    event = engagement.Event.objects.create(plan=plan, title="Talk", starts=now, ends=now, public=True)
    engagement.Facilitation.objects.create(event=event, asked=now)
    remark = engagement.Remark.objects.create(event=event, text="Well said", day=today)
    return {
        **{f"{view} key": action.pk for view in OF_AN_ACTION},
        **{f"{view} key": event.pk for view in OF_AN_EVENT},
        **{f"{view} token": event.token for view in OF_A_PUBLIC_EVENT},
        **{f"{view} evidence": kept.pk for view in OF_EVIDENCE},
        "moderate remark": remark.pk,
        "event-slides ending": "pptx",
        "event-sheets face": "plain",
    }


def written(world, code, by):
    """A draft with commentary, whose figures were made anew."""
    draft, now = drafts.quick(world, code), timezone.now()
    write(draft, "summary", "Words.", base=0, by=by, at=now)
    remake(draft, by=by, at=now, report=drafts.bare(0.5))
    return draft


@pytest.fixture
def things(world):
    """What stands at each place."""
    now, made = timezone.now(), {}
    composition = anyshire.with_more(world, "bus").composition
    author = invite(Offer("wrote@nation.example", Role.AUTHOR), by=None, now=now)
    writer = take_up(author, name="Wrote", now=now)
    proposal = propose(proposed().encode(), "small.toml", by=writer, on=now.date())
    keyer = somebody(Role.COORDINATOR, email="keyer@nation.example").person
    run = anyshire.issued(world)
    AnalysisPlan.objects.create(round=world.round, version=world.version, number=1, at=now)
    wrote = anyshire.interested("Jo Bloggs")
    for place, code in PLACES.items():
        area = world.links[code].area
        bundle = anyshire.bundled(world, 1, by=keyer, area=code)
        upload = anyshire.handed_in(world, b"age\n7\n", by=keyer, area=code)
        token = invite(Offer(f"held@{place}.example", Role.READER, area), by=None, now=now)
        holder = take_up(token, name="Held", now=now)
        invite(Offer(f"waiting@{place}.example", Role.READER, area), by=None, now=now)
        role = Holding.objects.get(person=holder).pk
        report = public(world, code)
        listed = listing.make(world.links[code], name="Parents", letters=10, on=now.date())
        addresses = [f"person{at}@example.org" for at in range(10)]
        mailed = listing.make(world.links[code], name="By mail", addresses=addresses, on=now.date())
        made[place] = ANYWHERE | {
            "code": code,
            "token": world.links[code].token,
            "role key": role,
            "remove-role key": role,
            "withdraw-invitation key": Invitation.objects.get(email=f"waiting@{place}.example").pk,
            "close-collector key": Collector.objects.create(area=area, name="School", kind="school").pk,
            "remove-group key": Group.objects.create(area=area, name="Like us", kind="own", reason="Near").pk,
            "invitation token": "unknown",
            "silence token": "unknown",
            "take-codes ending": "csv",
            **{f"{view} number": listed.pk for view in OF_A_LIST},
            "mail-list number": mailed.pk,
            "begin-list number": mailed.pk,
            "group": groups.make(world.links[code], Named("School", "school")).pk,
            "invitation-code code": codes.code_of(listed.invitations.first().key),
            "composition": composition.digest,
            "area": code,
            "round": "autumn",
            "review-link token": "unknown",
            "api-key-end number": Token.objects.create(
                digest=code, name="Key", person=holder, area=area, verbs=[], made=now, expires=now
            ).pk,
            "number": proposal.pk,
            "address": report.address,
            "answer-interest key": wrote.pk,
            "publish-draft number": 0,
            "withdraw-publication number": report.pk,
            "facet": "council",
            "value": code,
            "part": "process",
            "draft": (draft := written(world, code, keyer)).pk,
            "draft-step number": draft.history.exclude(section="").get().number,
            **{f"{view} number": run.pk for view in ("run", "run-again", "run-files", "run-file")},
            "piece": run.pieces.get(area=area).pk,
            **{f"{view} key": bundle.pk for view in OF_A_BUNDLE},
            **{f"{view} number": 1 for view in OF_A_BUNDLE},
            **{f"{view} key": upload.pk for view in OF_A_TABLE},
            **engaged(world, code),
        }
    return made


@pytest.fixture
def clients(things):
    signed_in = {"anonymous": Client(), "no-role": somebody(None).client}
    for role in Role:
        reach = RULES[role].reach
        if reach is not Reach.AREA:
            signed_in[role.value] = somebody(role).client
        if reach is not Reach.NATION:
            area = anyshire.ANYSHIRE
            signed_in[f"{role}{'-of-area' if reach is Reach.EITHER else ''}"] = somebody(role, area).client
    return signed_in


def happens(client: Client, address: str) -> str:
    with transaction.atomic():  # whatever it does is undone
        response = client.get(address)
        if response.status_code == 405:
            response = client.post(address, {})
        transaction.set_rollback(True)
    there = response.headers.get("Location", "")
    status = response.status_code
    assert status < 500, f"{address}: {status}"
    assert {name: response.headers.get(name) for name in HEADERS} == HEADERS, address
    kept = response.headers["Cache-Control"]
    assert CACHED.get(address, "no-store") in kept or (PUBLISHED.fullmatch(address) and kept == "public, no-cache"), (
        address
    )
    if there.startswith("/account/sign-in/"):
        return "sign-in"
    return {401: "key", 403: "refused", 404: "absent", 410: "absent"}.get(status, "opens")


def rows(things, clients) -> list[dict[str, str]]:
    found = []
    for view, words in sorted(names().items()):
        addresses = {place: reverse(view, kwargs=filled(view, words, things[place])) for place in PLACES}
        same = addresses["own"] == addresses["other"]
        for place in ("own",) if same else PLACES:
            row = {"view": view, "place": "-" if same else place}
            found.append(row | {who: happens(clients[who], addresses[place]) for who in EVERYBODY})
    return found


def test_everybody_finds_at_every_address_what_the_table_says(things, clients, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.MFA_RATE_LIMITS = False  # one browser asks for everything in a moment
    found = rows(things, clients)
    if os.environ.get("POET_WRITE_ACCESS"):
        with TABLE.open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, ("view", "place", *EVERYBODY), lineterminator="\n")
            writer.writeheader()
            writer.writerows(found)
    with TABLE.open(encoding="utf-8", newline="") as file:
        assert found == list(csv.DictReader(file))


def table() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_address_has_a_name_and_stands_in_the_table():
    assert [one for one in patterns() if not one.name] == []
    assert set(names()) == {row["view"] for row in table()}


def test_nobody_of_an_area_gets_into_another():
    of_an_area = [role.value for role in Role if RULES[role].reach is Reach.AREA] + ["data-protection-officer-of-area"]
    open_to_all = {(row["view"], row["place"]) for row in table() if row["anonymous"] == "opens"}
    entered = [
        (row["view"], who)
        for row in table()
        for who in of_an_area
        if row["place"] == "other" and row[who] == "opens" and (row["view"], "other") not in open_to_all
    ]
    assert entered == []


def test_without_a_role_there_is_nothing_but_ones_own_account():
    open_to_all = {row["view"] for row in table() if row["anonymous"] != "sign-in"}
    account = {row["view"] for row in table() if row["no-role"] in {"opens", "absent"}} - open_to_all
    assert [name for name in account if not name.startswith(("account_", "mfa_", "usersessions_", "my-account"))] == []
