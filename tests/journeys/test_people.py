"""People of a council in a real browser: invited, protected by a second factor, at work, and back by a passkey.

Every page they meet passes the accessibility checker; all but the passkey works without scripts. With POET_SCREENSHOTS=FOLDER
each page is kept there as a picture, to be looked at.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core import mail
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from journeys.axe import axe
from journeys.looking import pressed
from journeys.screens import DESKTOP, PHONE
from portal.councils import england
from portal.demonstration.serving import serving
from portal.people.inviting import Offer, invite
from portal.people.models import Person
from portal.people.rules import Role
from somebody import code_in, shown, somebody

ROOT = Path(__file__).resolve().parents[2]
KEPT = os.environ.get("POET_SCREENSHOTS", "")
ANNA = "anna@derbyshire.example"
DERBYSHIRE = "E10000007"
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        not (settings.ASSETS / "poet.css").exists() or not (ROOT / "node_modules" / "axe-core").exists(),
        reason="The assets are not built. Build them with: npm ci && npm run build",
    ),
]


@pytest.fixture
def site() -> Iterator[str]:
    england.load()
    with serving(StaticFilesHandler(get_wsgi_application())) as address:
        yield address.replace("127.0.0.1", "localhost")  # a passkey belongs to a name, not to a number


@pytest.fixture
def plain(browser: Browser) -> Iterator[Page]:
    """A browser that runs no script: the checker is let in all the same."""
    context = browser.new_context(viewport=DESKTOP, locale="en-GB", reduced_motion="reduce", bypass_csp=False)
    context.route("**/*.js", lambda route: route.abort())
    page = context.new_page()
    yield page
    context.close()


def looked_at(page: Page, name: str) -> None:
    """The page passes the checker on a desk and on a telephone; nothing of it stands outside a telephone's screen."""
    page.wait_for_load_state()  # with its styles, which say how large things are
    axe(page)
    if KEPT:
        page.screenshot(path=f"{KEPT}/{name}.png", full_page=True)
    page.set_viewport_size(PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    axe(page)
    if KEPT:
        page.screenshot(path=f"{KEPT}/{name}-phone.png", full_page=True)
    page.set_viewport_size(DESKTOP)


def came_in(page: Page, site: str) -> str:
    """Anna takes her invitation up and sets up an app; gives its secret."""
    mail.outbox.clear()
    call_command("invite", ANNA, role="council-manager", area=DERBYSHIRE)
    link = re.search(r"/invitation/\S+/", mail.outbox[-1].body)
    assert link
    page.goto(site + link.group())
    looked_at(page, "invitation")
    pressed(page.get_by_role("button", name="Accept and sign in"))
    looked_at(page, "invitation-without-a-name")
    page.get_by_label("Your name").fill("Anna Archer")
    pressed(page.get_by_role("button", name="Accept and sign in"))
    expect(page.get_by_role("heading", level=1)).to_have_text("My account")
    looked_at(page, "my-account")
    pressed(page.get_by_role("link", name="People and areas"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Your second factor")
    looked_at(page, "second-factor-needed")
    pressed(page.get_by_role("button", name="Set up an app"))
    looked_at(page, "set-up-an-app")
    secret = page.locator("code").inner_text()
    page.get_by_label("The code").fill("000000")
    pressed(page.get_by_role("button", name="Switch it on"))
    looked_at(page, "set-up-an-app-wrong-code")
    secret = page.locator("code").inner_text()
    page.get_by_label("The code").fill(shown(secret))
    pressed(page.get_by_role("button", name="Switch it on"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Your recovery codes")
    looked_at(page, "recovery-codes")
    return secret


def test_a_manager_comes_in_and_brings_others(plain: Page, site: str) -> None:
    page = plain
    came_in(page, site)
    pressed(page.get_by_role("link", name="People and areas"))
    pressed(page.get_by_role("link", name="People", exact=True))
    looked_at(page, "people")
    pressed(page.get_by_role("button", name="Invite somebody"))
    looked_at(page, "invite")
    pressed(page.get_by_role("button", name="Send the invitation"))
    looked_at(page, "invite-refused")
    page.get_by_label("E-mail address").fill("rita@derbyshire.example")
    page.get_by_label("Role", exact=True).select_option("Council reader")
    page.get_by_label("Where").select_option("Derbyshire")
    pressed(page.get_by_role("button", name="Send the invitation"))
    expect(page.get_by_role("heading", name="Invitations under way")).to_be_visible()
    somebody(Role.DATA_LEAD, DERBYSHIRE)
    page.reload()
    looked_at(page, "people-with-an-invitation")
    pressed(page.get_by_role("link", name="Change the role of"))
    looked_at(page, "role")
    pressed(page.get_by_role("button", name="Take this role away"))
    looked_at(page, "role-taken-away")
    pressed(page.get_by_role("button", name="Put it back"))
    expect(page.get_by_role("alert")).to_contain_text("is again: Council data lead, Derbyshire.")


def test_an_area_has_collectors_and_stands_beside_others(plain: Page, site: str) -> None:
    page = plain
    came_in(page, site)
    pressed(page.get_by_role("link", name="People and areas"))
    looked_at(page, "areas-of-a-manager")
    pressed(page.get_by_role("link", name="Derbyshire"))
    looked_at(page, "area-empty")
    page.get_by_label("Its name").first.fill("Derbyshire Parent Carer Voice")
    page.get_by_label("What it is").select_option("Carer-led organisation")
    pressed(page.get_by_role("button", name="Add it").first)
    expect(page.get_by_text("Derbyshire Parent Carer Voice").first).to_be_visible()
    page.get_by_label("Its name").last.fill("Like us")
    page.get_by_label("Where the list comes from, or why these").fill("CIPFA 2026")
    page.get_by_label("The councils", exact=True).fill("Nottinghamshire\nNorthamptonshire")
    pressed(page.get_by_role("button", name="Add it").last)
    expect(page.get_by_role("alert")).to_contain_text("Northamptonshire is no more")
    looked_at(page, "area-refused")
    page.get_by_label("The councils", exact=True).fill("Nottinghamshire\nStaffordshire\nWest Northamptonshire")
    pressed(page.get_by_role("button", name="Add it").last)
    page.get_by_text("Like us: 3 councils").click()
    looked_at(page, "area")


def test_signing_in_again_asks_for_both_factors(plain: Page, site: str) -> None:
    page = plain
    secret = came_in(page, site)
    pressed(page.get_by_role("button", name="Sign out"))
    page.goto(f"{site}/areas/")
    looked_at(page, "sign-in")
    page.get_by_label("E-mail address").fill(ANNA)
    pressed(page.get_by_role("button", name="Send me a code"))
    looked_at(page, "sign-in-code")
    page.get_by_label("The code").fill("WRONG2")
    pressed(page.get_by_role("button", name="Sign in"))
    looked_at(page, "sign-in-wrong-code")
    page.get_by_label("The code").fill(code_in(mail.outbox[-1].body))
    pressed(page.get_by_role("button", name="Sign in"))
    looked_at(page, "sign-in-second-factor")
    person = Person.objects.get(email=ANNA)
    recovery = person.authenticator_set.get(type="recovery_codes").wrap().get_unused_codes()[0]
    assert secret
    page.get_by_label("The code").fill(recovery)
    pressed(page.get_by_role("button", name="Sign in"))
    expect(page).to_have_url(f"{site}/areas/")
    page.goto(f"{site}/account/sessions/")
    looked_at(page, "sessions")
    page.goto(f"{site}/account/sign-in/password/")
    expect(page.get_by_role("heading", level=1)).to_have_text("My account")


def test_the_log_is_read_by_a_data_protection_officer(plain: Page, site: str) -> None:
    officer = somebody(Role.PROTECTION_OFFICER)
    cookie = officer.client.cookies["session"].value
    plain.context.add_cookies([{"name": "session", "value": cookie, "url": site}])
    invite(Offer(ANNA, Role.AUTHOR), by=None, now=timezone.now())
    plain.goto(f"{site}/audit/")
    looked_at(plain, "audit")
    plain.get_by_label("Show").select_option("Erased data")
    pressed(plain.get_by_role("button", name="Show", exact=True))
    looked_at(plain, "audit-empty")


def test_every_other_page_of_an_account_passes(plain: Page, site: str) -> None:
    page = plain
    came_in(page, site)
    for name in ("sessions", "password/new", "second", "second/app/remove", "second/codes/new", "second/passkeys"):
        page.goto(f"{site}/account/{name}/")
        looked_at(page, f"account-{name.replace('/', '-')}")
    coordinator = somebody(Role.COORDINATOR)
    cookie = coordinator.client.cookies["session"].value
    page.context.add_cookies([{"name": "session", "value": cookie, "url": site}])
    page.goto(f"{site}/areas/")
    looked_at(page, "areas")
    page.goto(f"{site}/areas/?q=atlantis")
    looked_at(page, "areas-nothing-found")
    pressed(page.get_by_role("button", name="Sign out"))
    page.goto(f"{site}/account/sign-in/password/")
    looked_at(page, "sign-in-password")


def test_a_passkey_is_added_and_signs_in_alone(page: Page, site: str) -> None:
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    came_in(page, site)
    page.goto(f"{site}/account/second/passkeys/add/")
    looked_at(page, "add-a-passkey")
    page.get_by_label("A name for it").fill("My laptop")
    page.get_by_label("Sign in with this passkey alone").check()
    pressed(page.get_by_role("button", name="Add it"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Your second factor")
    page.goto(f"{site}/account/second/passkeys/")
    expect(page.get_by_text("My laptop").first).to_be_visible()
    looked_at(page, "passkeys")
    pressed(page.get_by_role("button", name="Sign out"))
    page.goto(f"{site}/account/sign-in/")
    expect(page.get_by_text("That did not work.")).to_be_hidden()
    looked_at(page, "sign-in-with-passkey")
    pressed(page.get_by_role("button", name="Use a passkey"))
    expect(page.get_by_role("heading", level=1)).to_have_text("My account")
    pressed(page.get_by_role("button", name="Sign out"))
    page.goto(f"{site}/account/sign-in/")
    page.get_by_label("E-mail address").fill(ANNA)
    pressed(page.get_by_role("button", name="Send me a code"))
    page.get_by_label("The code").fill(code_in(mail.outbox[-1].body))
    pressed(page.get_by_role("button", name="Sign in"))
    pressed(page.get_by_role("button", name="Use a passkey"))
    expect(page.get_by_role("heading", level=1)).to_have_text("My account")
