"""A portal with an identity provider of its own, for test_sign_on.py: the settings name it, so it runs in its own process.

Prints what came of a stranger, of somebody whose address the provider has not verified, of somebody it has, of tokens that
were made for or by somebody else, and of somebody who has a second factor.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import django
import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

ANNA = "anna@anyshire.example"
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
SAYS: dict[str, Any] = {"sub": "7", "email": ANNA, "email_verified": True}
WRONG: dict[str, dict[str, Any]] = {
    "another issuer": {"iss": "https://elsewhere.example"},
    "another portal": {"aud": "elsewhere"},
    "too late": {"exp": 1_000_000_000},
}
AMISS: dict[str, Any] = {}  # what the next token says wrongly


class Provider(BaseHTTPRequestHandler):
    """As much of OpenID Connect as one sign-on needs."""

    def log_message(self, format, *args):
        """Say nothing."""

    @property
    def issuer(self):
        return f"http://127.0.0.1:{self.server.server_port}"

    def tell(self, said):
        body = json.dumps(said).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        places = {
            "authorization_endpoint": "auth",
            "token_endpoint": "token",
            "userinfo_endpoint": "me",
            "jwks_uri": "keys",
        }
        known = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key())) | {"kid": "1"}
        there = {"/me": SAYS, "/keys": {"keys": [known]}}
        found = {name: f"{self.issuer}/{place}" for name, place in places.items()} | {"issuer": self.issuer}
        self.tell(there.get(urlsplit(self.path).path, found))

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        now = int(time.time())
        claims = SAYS | {"iss": self.issuer, "aud": "poet", "iat": now, "exp": now + 300} | AMISS
        token = jwt.encode(claims, KEY, algorithm="RS256", headers={"kid": "1"})
        self.tell({"access_token": "t", "token_type": "Bearer", "id_token": token})


def came(client, **said) -> bool:
    """Whether somebody who signs on with this browser, for the first time, is Anna."""
    from allauth.socialaccount.models import SocialAccount

    SocialAccount.objects.all().delete()
    led = client.post("/account/sso/sso/").headers["Location"]
    state = parse_qs(urlsplit(led).query)["state"][0]
    client.get("/account/sso/sso/back/", {"code": "c", "state": state} | said)
    return ANNA in client.get("/account/", follow=True).content.decode()


def amiss(client, claims) -> bool:
    """Whether somebody is Anna by a token that says these things."""
    AMISS.update(claims)
    try:
        return came(client)
    finally:
        AMISS.clear()


def main() -> None:
    """Set up, and try."""
    provider = HTTPServer(("127.0.0.1", 0), Provider)
    threading.Thread(target=provider.serve_forever, daemon=True).start()
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "POET_VAR": folder,
            "POET_DATABASE_URL": f"sqlite:///{folder}/poet.sqlite3",
            "DJANGO_SETTINGS_MODULE": "portal.settings",
            "POET_HOSTS": "testserver",
            "POET_OIDC_ISSUER": f"http://127.0.0.1:{provider.server_port}",
            "POET_OIDC_CLIENT": "poet",
            "POET_OIDC_SECRET": "secret",
        }
        django.setup()
        from allauth.mfa.totp.internal import auth
        from django.conf import settings
        from django.core.management import call_command
        from django.test import Client
        from django.utils import timezone

        from portal.people.inviting import Offer, invite, take_up
        from portal.people.models import Person
        from portal.people.rules import Role

        call_command("migrate", verbosity=0)
        said = {"stranger": came(Client()), "accounts made": Person.objects.count()}
        token = invite(Offer(ANNA, Role.AUTHOR), by=None, now=timezone.now(), send=False)
        take_up(token, name="Anna", now=timezone.now())
        SAYS["email_verified"] = False
        said["unverified"] = came(Client())
        (app,) = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
        for name, domain in (("unverified, another domain", "other.example"), ("its domain", "anyshire.example")):
            app["settings"]["verified_email"] = [domain]
            said[name] = came(Client())
        app["settings"]["verified_email"] = []
        SAYS["email_verified"] = True
        said |= {name: amiss(Client(), claims) for name, claims in WRONG.items()}
        said["another browser's state"] = came(Client(), state="other")
        said["verified"] = came(Client())
        while time.time() % 30 > 25:  # a code lives half a minute
            time.sleep(0.5)
        secret = auth.generate_totp_secret()
        auth.TOTP.activate(Person.objects.get(), secret)
        anna = Client()
        said["without the second factor"] = came(anna)
        now = int(time.time()) // 30
        anna.post("/account/sign-in/second/", {"code": auth.format_hotp_value(auth.hotp_value(secret, now))})
        said["with it"] = ANNA in anna.get("/account/", follow=True).content.decode()
        sys.stderr.write(json.dumps(said))


if __name__ == "__main__":
    main()
