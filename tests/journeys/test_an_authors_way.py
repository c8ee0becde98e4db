"""The pages of authors, managers and those who comment, in a real browser: accessible on a desk and on the smallest phone."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.test import Client
from django.utils import timezone

from journeys.axe import axe
from journeys.looking import pressed
from journeys.screens import DESKTOP, SMALLEST
from journeys.test_every_form import ROOT, site
from portal.capture import tallying
from portal.capture.tallying import Asked
from portal.people.inviting import Offer, invite, take_up
from portal.people.rules import Role
from portal.questionnaires.commenting import comment, reply
from portal.questionnaires.models import Proposal
from portal.questionnaires.proposing import propose
from portal.rounds.choosing import choose

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        not (settings.ASSETS / "poet.css").exists() or not (ROOT / "node_modules" / "axe-core").exists(),
        reason="The assets are not built. Build them with: make assets",
    ),
]
FORM = "ehc-young-people/2026"
NEXT = (ROOT / "instruments" / f"{FORM}.toml").read_text(encoding="utf-8")
NEXT = NEXT.replace('version = "2026"', 'version = "2027"').replace('follows = "2016"', 'follows = "2026"')


def everybody():
    """Somebody who writes, publishes and runs rounds, with a second factor."""
    now = timezone.now()
    for role in (Role.AUTHOR, Role.COORDINATOR):
        person = take_up(invite(Offer("all@example.org", role), by=None, now=now), name="Ann", now=now)
    TOTP.activate(person, generate_totp_secret())
    return person


def signed_in(context, person, address):
    client = Client()
    client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
    context.add_cookies([{"name": "session", "value": client.cookies["session"].value, "url": address}])


def filled(link, person):
    """A little of everything that the pages show."""
    choice = choose(link.round, link.area, link.version, ["transport-safe", "transport-on-time"])
    kept = comment(link.version, "plan-type", "A long word: " + "x" * 300, by=person, on=date(2026, 9, 1))
    reply(kept, "We shall say so.", by=person)
    where = Asked(link.round_id, link.version_id, "standard")
    item = link.version.instrument.items[0].id
    tallying.add(where, {item: Counter(met=100, gone_on=80, answered=50, not_understood=30, under_5=40, longer=40)})
    return choice, propose(NEXT.encode(), "2027.toml", by=person, on=date(2026, 9, 1))


def test_each_page_for_authors_and_managers_is_accessible_on_a_desk_and_on_the_smallest_phone(browser, tmp_path):
    with site(tmp_path, FORM) as (address, link):
        person = everybody()
        choice, proposal = filled(link, person)
        own = f"own-questions/{link.area_id}/x/ehc-young-people/"
        places = [
            "forms/", f"forms/{FORM}/", f"forms/{FORM}/with/{choice.composition.digest}/", f"forms/{FORM}/comments/",
            f"forms/{FORM}/comments/plan-type/", f"forms/{FORM}/figures/", "own-questions/", own, "proposals/",
            *(f"proposals/{proposal.pk}/{one}" for one in ("", "read/", "pages/", "changes/")),
            f"areas/{link.area_id}/help-contact/", f"a/{link.token}/help/",
        ]  # fmt: skip
        with browser.new_context(viewport=DESKTOP) as context:
            signed_in(context, person, address)
            page = context.new_page()
            for place in places:
                page.set_viewport_size(DESKTOP)
                answer = page.goto(f"{address}/{place}")
                assert answer is not None
                assert answer.status == 200, place
                axe(page)
                page.set_viewport_size(SMALLEST)
                axe(page)
                assert page.evaluate("document.documentElement.scrollWidth") == SMALLEST["width"], (
                    f"{place} scrolls sideways"
                )


def test_an_author_uploads_looks_and_publishes_without_script(browser, tmp_path):
    file = tmp_path / "2027.toml"
    file.write_text(NEXT.replace('kind = "context"', 'kind = "chat"', 1), encoding="utf-8")
    with site(tmp_path, FORM) as (address, _):
        with browser.new_context(java_script_enabled=False) as context:
            signed_in(context, everybody(), address)
            page = context.new_page()
            page.goto(f"{address}/proposals/")
            page.get_by_label("A questionnaire, a face of one, or a bank of questions").set_input_files(file)
            pressed(page.get_by_role("button", name="Upload and check"))
            assert "'chat' is not a kind of section." in page.inner_text(".govuk-error-summary")
            file.write_text(NEXT, encoding="utf-8")
            page.get_by_label("A questionnaire, a face of one, or a bank of questions").set_input_files(file)
            pressed(page.get_by_role("button", name="Upload and check"))
            pressed(page.get_by_role("link", name="Meet it page by page, as respondents would"))
            while "/pages/" in page.url:
                pressed(page.locator("main form button").first)
            pressed(page.get_by_role("button", name="Publish it"))
            assert "published" in page.inner_text(".poet-lead")
        assert Proposal.objects.get().published is not None
