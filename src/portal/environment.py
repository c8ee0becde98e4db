"""What the operator sets from outside, each with its default and its sentence."""

from __future__ import annotations

import os
import secrets
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import time
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Setting:
    """One environment variable: its default, and what it is for."""

    name: str
    default: str
    sentence: str

    def text(self) -> str:
        """What the environment says, or the default."""
        return os.environ.get(self.name, "").strip() or self.default

    def is_on(self) -> bool:
        """Whether the environment says yes."""
        return self.text().lower() in {"1", "yes", "true", "on"}

    def words(self) -> list[str]:
        """What the environment says, parted at commas."""
        return [word.strip() for word in self.text().split(",") if word.strip()]


VAR = Setting(
    "POET_VAR", str(ROOT / "var"), "The folder for everything that is made: the database, built assets, logs."
)
DATABASE_URL = Setting(
    "POET_DATABASE_URL",
    "",
    "sqlite:///FILE or postgresql://USER:PASSWORD@HOST:PORT/NAME; empty means one SQLite file in POET_VAR.",
)
SECRET_KEY = Setting(
    "POET_SECRET_KEY", "", "Signs what the portal hands out; made once and kept in POET_VAR when empty."
)
DEBUG = Setting("POET_DEBUG", "no", "Shows errors in the browser; for a developer's own machine only.")
HOSTS = Setting("POET_HOSTS", "127.0.0.1,localhost,[::1]", "The host names the portal answers to, parted at commas.")
SECURE = Setting(
    "POET_SECURE", "no", "Set to yes behind HTTPS: cookies become secure, plain HTTP is redirected, HSTS is sent."
)
POOL = Setting(
    "POET_POOL", "8", "The most connections to PostgreSQL that a process's threads share; 0: each keeps its own."
)

SITE = Setting("POET_SITE", "http://127.0.0.1:8000", "Where people reach the portal; begins the links in its e-mails.")
SMTP_URL = Setting(
    "POET_SMTP_URL",
    "",
    "smtp://USER:PASSWORD@HOST:PORT (STARTTLS), smtps:// (TLS from the start) or smtp+plain:// (neither); empty prints e-mails.",
)
MAIL_FROM = Setting("POET_MAIL_FROM", "poet@localhost", "The address that the portal's e-mails come from.")
QUIET_HOURS = Setting(
    "POET_QUIET_HOURS",
    "20:00-08:00",
    "When nobody is invited or reminded by e-mail, local time; none where it says none.",
)
QUIET_DAYS = Setting(
    "POET_QUIET_DAYS", "sunday", "The days on which nobody is, parted at commas; none where it says none."
)
PROXIES = Setting(
    "POET_PROXIES",
    "0",
    "How many proxies of yours stand before the portal; limits count by the address the first one saw.",
)
API_RATE = Setting("POET_API_RATE", "6000", "How many requests a minute one key for another computer may send.")
OIDC_ISSUER = Setting(
    "POET_OIDC_ISSUER", "", "The address of your OpenID Connect provider; empty leaves sign-on by it switched off."
)
OIDC_CLIENT = Setting("POET_OIDC_CLIENT", "", "The client id that your provider knows the portal by.")
OIDC_SECRET = Setting("POET_OIDC_SECRET", "", "The secret that goes with the client id.")
OIDC_NAME = Setting("POET_OIDC_NAME", "your organisation", "What the button of that provider says: Sign in with ...")
OIDC_DOMAINS = Setting(
    "POET_OIDC_DOMAINS",
    "",
    "Domains, parted at commas, whose addresses your provider gives to their owners alone, though it does not say verified.",
)
DEMONSTRATION = Setting(
    "POET_DEMONSTRATION", "no", "Lets the made-up people of a demonstration sign in; make demo sets it for itself."
)
PUBLISHER = Setting(
    "POET_PUBLISHER", "The national team of POET", "Who publishes reports, as they and their pages say it."
)
LICENCE = Setting(
    "POET_LICENCE",
    "Open Government Licence v3.0",
    "The licence under which reports are published, where a report brings none of its own.",
)
NEWSLETTER = Setting(
    "POET_NEWSLETTER",
    "",
    "The address of the publisher's page for its newsletter, linked from the public site's foot; empty: there is no such link.",
)

SETTINGS = (
    VAR,
    DATABASE_URL,
    SECRET_KEY,
    DEBUG,
    HOSTS,
    SECURE,
    POOL,
    SITE,
    SMTP_URL,
    MAIL_FROM,
    QUIET_HOURS,
    QUIET_DAYS,
    PROXIES,
    API_RATE,
    OIDC_ISSUER,
    OIDC_CLIENT,
    OIDC_SECRET,
    OIDC_NAME,
    OIDC_DOMAINS,
    DEMONSTRATION,
    PUBLISHER,
    LICENCE,
    NEWSLETTER,
)


class WrongSetting(Exception):
    """A setting that cannot be used, with what to do about it."""


def kept_secret(folder: Path) -> str:
    """The secret key: the operator's, or one made at the first start and kept where only its owner reads it."""
    if SECRET_KEY.text():
        return SECRET_KEY.text()
    file = folder / "secret-key"
    if not file.exists():
        folder.mkdir(parents=True, exist_ok=True)
        _keep(file, secrets.token_urlsafe(50))
    return file.read_text().strip()


def _keep(file: Path, secret: str) -> None:
    """Write the secret whole or not at all: of two servers starting together, both read the first one's."""
    own = file.with_name(f"{file.name}-{os.getpid()}")
    with os.fdopen(os.open(own, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as new:
        new.write(secret)
    with suppress(FileExistsError):
        os.link(own, file)
    own.unlink()


def database(url: str, folder: Path) -> dict[str, Any]:
    """Django's settings of the database at this address. Raises WrongSetting."""
    parts = urlsplit(url or f"sqlite:///{folder / 'poet.sqlite3'}")
    if parts.scheme == "sqlite":
        return _sqlite(unquote(parts.path)[1:] or ":memory:")
    if parts.scheme in {"postgresql", "postgres"}:
        return _postgresql(
            parts.hostname, parts.port, parts.username, parts.password, parts.path, dict(parse_qsl(parts.query))
        )
    raise WrongSetting(
        f"{DATABASE_URL.name} begins with {parts.scheme!r}. Use sqlite:///FILE or postgresql://USER:PASSWORD@HOST:PORT/NAME."
    )


def _sqlite(file: str) -> dict[str, Any]:
    # FULL, not NORMAL: a thank-you that was shown must survive a power cut, and 700 commits a second are ample.
    # IMMEDIATE: two writers wait for each other at the start of a transaction instead of failing in its middle.
    # Erased on the spot: what was deleted, a draft or where a row lay before, must not stand in the file's gaps.
    pragmas = (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "cache_size=-20000",
        "temp_store=MEMORY",
        "secure_delete=ON",
    )
    options = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "".join(f"PRAGMA {pragma};" for pragma in pragmas),
    }
    return {"ENGINE": "portal.one_writer", "NAME": file, "OPTIONS": options, "CONN_MAX_AGE": None}


def _postgresql(
    host: str | None, port: int | None, user: str | None, password: str | None, path: str, query: dict[str, str]
) -> dict[str, Any]:
    # A thread that keeps its own need not ask for one at each request: for servers with few threads that last. Where each
    # request has a thread of its own, each would leave one open.
    shared = int(POOL.text())
    pool = {"min_size": 1, "max_size": shared, "timeout": 20}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(path).lstrip("/"),
        "USER": unquote(user or ""),
        "PASSWORD": unquote(password or ""),
        "HOST": query.get("host", host or ""),
        "PORT": str(port or ""),
        **({"OPTIONS": {"pool": pool}} if shared else {"CONN_MAX_AGE": None}),
    }


def mail(url: str) -> dict[str, Any]:
    """Django's settings of the mail server at this address; without one, e-mails are printed. Raises WrongSetting."""
    if not url:
        return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    parts = urlsplit(url)
    if parts.scheme not in {"smtp", "smtps", "smtp+plain"}:
        raise WrongSetting(
            f"{SMTP_URL.name} begins with {parts.scheme!r}. Use smtp://, smtps:// or smtp+plain:// and USER:PASSWORD@HOST:PORT."
        )
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname or "localhost",
        "EMAIL_PORT": parts.port or {"smtp": 587, "smtps": 465, "smtp+plain": 25}[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_TIMEOUT": 20,
    }


_THIS_MACHINE = frozenset({"127.0.0.1", "::1", "localhost"})
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def quiet(hours: str, days: Sequence[str]) -> tuple[time, time, frozenset[int]]:
    """From when to when, and on which days of the week (Monday is 0), nobody is written to. Raises WrongSetting."""
    begins, _, ends = ("00:00-00:00" if hours.lower() == "none" else hours).partition("-")
    named = [] if [day.lower() for day in days] == ["none"] else [day.lower() for day in days]
    try:
        clocks = time.fromisoformat(begins.strip()), time.fromisoformat(ends.strip())
    except ValueError:
        raise WrongSetting(f"{QUIET_HOURS.name} says {hours!r}. Use HH:MM-HH:MM, like 20:00-08:00, or none.") from None
    if not set(named) < set(_DAYS):
        raise WrongSetting(
            f"{QUIET_DAYS.name} names days of the week in English, not all of them, parted at commas, or none."
        )
    return *clocks, frozenset(_DAYS.index(day) for day in named)


def newsletter(said: str) -> str:
    """The address of the newsletter's page; empty is none. Raises WrongSetting."""
    if said and (urlsplit(said).scheme not in {"http", "https"} or not urlsplit(said).hostname):
        raise WrongSetting(
            f"{NEWSLETTER.name} says {said!r}. Use an address that begins with https://, or leave it empty."
        )
    return said


def provider() -> dict[str, Any]:
    """The sign-in library's settings of the OpenID Connect provider; none where none is named."""
    issuer = urlsplit(OIDC_ISSUER.text())
    if not OIDC_ISSUER.text():
        return {}
    # Tokens come from the provider's own address: that they are its own is known by TLS.
    if issuer.scheme != "https" and not (issuer.scheme == "http" and issuer.hostname in _THIS_MACHINE):
        raise WrongSetting(f"{OIDC_ISSUER.name} says {OIDC_ISSUER.text()!r}. Use an address that begins with https://.")
    for other in (OIDC_CLIENT, OIDC_SECRET):
        if not other.text():
            raise WrongSetting(f"{OIDC_ISSUER.name} names a provider and {other.name} is empty. Give both, or neither.")
    app = {
        "provider_id": "sso",
        "name": OIDC_NAME.text(),
        "client_id": OIDC_CLIENT.text(),
        "secret": OIDC_SECRET.text(),
        "settings": {"server_url": OIDC_ISSUER.text(), "verified_email": OIDC_DOMAINS.words()},
    }
    # An account is found by the address that the provider says is verified: the operator answers for their provider.
    return {"openid_connect": {"APPS": [app], "OAUTH_PKCE_ENABLED": True, "EMAIL_AUTHENTICATION": True}}


def origin(url: str) -> str:
    """The scheme and host of an address."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
