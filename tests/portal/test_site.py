"""What every page sends along, what the logs keep quiet about, and what the operator may set."""

import logging
import stat

import anyshire
import pytest
from django.core.management import call_command
from django.test import Client

from portal import environment
from portal.logs import NoTokens

PAGES = ["/", "/help", "/privacy", "/accessibility", "/nothing-here/", "/a/nosuchlink22/"]


@pytest.mark.parametrize("page", PAGES)
def test_every_page_forbids_what_it_does_not_need(db, client, page):
    headers = client.get(page).headers
    assert headers["Content-Security-Policy"].split("; ") == [
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "media-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
    assert [
        headers[name] for name in ("X-Frame-Options", "X-Content-Type-Options", "Referrer-Policy", "Cache-Control")
    ] == [
        "DENY",
        "nosniff",
        "same-origin",
        "no-store",
    ]
    assert "Strict-Transport-Security" not in headers


@pytest.mark.parametrize("page", PAGES)
def test_no_page_holds_inline_script_or_style(db, client, page):
    text = client.get(page).content.decode()
    assert [mark for mark in ("<script", "<style", " style=", " onclick=") if mark in text] == []


def test_an_areas_results_hold_no_inline_script_or_style(made_up_world, client):
    for number in range(12):
        anyshire.sent(made_up_world.link, age=str(number), information="always")
        anyshire.sent(made_up_world.links[anyshire.OTHERSHIRE], age=str(number), information="never")
    text = client.get(f"/results/autumn/{anyshire.ANYSHIRE}/small/").content.decode()
    assert [mark for mark in ("<script", "<style", " style=", " onclick=") if mark in text] == []
    assert client.get("/report.css").headers["Content-Type"] == "text/css; charset=utf-8"


def test_pages_that_ask_nobody_set_no_cookie(db, client):
    for page in PAGES:
        client.get(page)
    assert dict(client.cookies) == {}


def test_what_is_too_long_to_be_read_is_told_what_to_do_in_our_own_page(db, client):
    answer = client.post("/a/abc/q/age/", "age=" + "9" * 3_000_000, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 400
    page = answer.content.decode()
    assert "We could not read what was sent" in page
    assert "/static/" in page


def test_a_form_of_a_page_that_was_open_too_long_is_told_what_to_do_in_our_own_page(db):
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/account/sign-in/", {"email": "ann@example.org"})
    assert answer.status_code == 403
    page = answer.content.decode()
    assert "Go back and copy what you have written." in page
    assert "<style" not in page


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("Not Found: /a/abcdefgh2345/q/age/", "Not Found: /a/-/q/age/"),
        ("'GET /a/abcdefgh2345/ HTTP/1.1' 500", "'GET /a/-/ HTTP/1.1' 500"),
        ("Not Found: /results/x/", "Not Found: /results/x/"),
        ("/links/autumn/E10900001/abcdefgh2345/poster-ur.pdf", "/links/autumn/E10900001/-/poster-ur.pdf"),
        (
            "Forbidden: /links/autumn/E10900001/groups/abcdefgh2345/pause/",
            "Forbidden: /links/autumn/E10900001/groups/-/pause/",
        ),
        (
            "/links/autumn/E10900001/lists/7/mail/ /links/autumn/E10900001/groups/ /links/autumn/E10900001/",
            "/links/autumn/E10900001/lists/7/mail/ /links/autumn/E10900001/groups/ /links/autumn/E10900001/",
        ),
    ],
)
def test_no_log_line_holds_a_token(said, kept):
    record = logging.LogRecord("django.request", logging.WARNING, "", 0, "%s", (said,), None)
    assert NoTokens().filter(record)
    assert record.getMessage() == kept


def test_a_secret_is_made_once_and_read_by_its_owner_only(tmp_path, monkeypatch):
    monkeypatch.delenv("POET_SECRET_KEY", raising=False)
    secret = environment.kept_secret(tmp_path / "var")
    assert environment.kept_secret(tmp_path / "var") == secret
    assert len(secret) > 50
    assert stat.S_IMODE((tmp_path / "var" / "secret-key").stat().st_mode) == 0o600
    assert [file.name for file in (tmp_path / "var").iterdir()] == ["secret-key"]


def test_the_operators_secret_is_used_where_there_is_one(tmp_path, monkeypatch):
    monkeypatch.setenv("POET_SECRET_KEY", "the operator's")
    assert environment.kept_secret(tmp_path) == "the operator's"
    assert list(tmp_path.iterdir()) == []


def test_a_database_is_found_by_its_address(tmp_path):
    assert environment.database("", tmp_path)["NAME"] == str(tmp_path / "poet.sqlite3")
    assert environment.database("sqlite:////data/poet.sqlite3", tmp_path)["NAME"] == "/data/poet.sqlite3"
    named = environment.database("postgresql://poet:p%40ss@db.example:5433/poet", tmp_path)
    assert [named[part] for part in ("NAME", "USER", "PASSWORD", "HOST", "PORT")] == [
        "poet",
        "poet",
        "p@ss",
        "db.example",
        "5433",
    ]


def test_another_kind_of_database_is_refused_with_what_to_do(tmp_path):
    with pytest.raises(
        environment.WrongSetting, match=r"POET_DATABASE_URL begins with 'mysql'\. Use sqlite:///FILE or postgresql"
    ):
        environment.database("mysql://x", tmp_path)


def test_every_setting_says_what_it_is_for():
    assert [setting.name for setting in environment.SETTINGS if not setting.sentence.endswith(".")] == []


def test_no_migration_is_missing(db):
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_every_setting_stands_in_the_reference():
    page = (environment.ROOT / "docs" / "reference" / "settings.md").read_text()
    named = [line.split("`")[1] for line in page.splitlines() if line.startswith("| `POET_")]
    assert named == [setting.name for setting in environment.SETTINGS]


def test_e_mails_are_printed_until_a_server_is_named():
    assert environment.mail("") == {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    named = environment.mail("smtp://poet:p%40ss@mail.example")
    assert [
        named[f"EMAIL_{part}"] for part in ("HOST", "PORT", "HOST_USER", "HOST_PASSWORD", "USE_TLS", "USE_SSL")
    ] == [
        "mail.example",
        587,
        "poet",
        "p@ss",
        True,
        False,
    ]
    with pytest.raises(environment.WrongSetting, match=r"POET_SMTP_URL begins with 'http'\. Use smtp://"):
        environment.mail("http://mail.example")


def test_sign_on_by_a_provider_is_off_until_one_is_named(monkeypatch):
    assert environment.provider() == {}
    for name, value in {
        "ISSUER": "https://id.example/realm",
        "CLIENT": "poet",
        "SECRET": "s",
        "NAME": "Anyshire",
        "DOMAINS": "anyshire.example, other.example",
    }.items():
        monkeypatch.setenv(f"POET_OIDC_{name}", value)
    (app,) = environment.provider()["openid_connect"]["APPS"]
    given = {"server_url": "https://id.example/realm", "verified_email": ["anyshire.example", "other.example"]}
    assert (app["client_id"], app["settings"]) == ("poet", given)
    assert environment.origin("https://id.example/realm") == "https://id.example"
