"""What keeps the portal safe to run: its settings behind HTTPS, its headers, its logs, and when a session was last used."""

import logging
import os
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import anyshire
from allauth.usersessions.models import UserSession
from calling import HERE, V1, computer
from django.utils import timezone

from portal.people.rules import Role
from somebody import somebody

ROOT = Path(__file__).parents[2]


def test_djangos_own_check_of_a_deployment_finds_nothing(tmp_path):
    around = {
        **{name: value for name, value in os.environ.items() if name != "DJANGO_ALLOW_ASYNC_UNSAFE"}, "POET_SECURE": "yes", "POET_HOSTS": "poet.example", "POET_VAR": str(tmp_path), "POET_DATABASE_URL": "",
        "DJANGO_SETTINGS_MODULE": "portal.settings", "PYTHONPATH": "src",
    }  # fmt: skip
    command = [sys.executable, "-W", "ignore", "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    ended = subprocess.run(command, cwd=ROOT, env=around, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout) == (0, "System check identified no issues (0 silenced).\n"), ended.stderr


def test_the_api_sends_the_headers_of_every_page(world):
    system = computer()
    for answer in (
        system.get(f"{V1}/rounds"),
        system.send(age=4),
        system.get(f"{V1}/nothing"),
        system.client.get(f"{V1}/rounds"),
    ):
        headers = answer.headers
        assert headers["Content-Security-Policy"].startswith("default-src 'none'; ")
        assert (headers["X-Content-Type-Options"], headers["X-Frame-Options"], headers["Cache-Control"]) == (
            "nosniff",
            "DENY",
            "no-store",
        )
        assert dict(answer.cookies) == {}


def test_no_key_and_no_answer_reaches_a_log(world, caplog):
    caplog.set_level(logging.DEBUG)
    system = computer()
    system.send(key="review-4711", anything="Our social worker never called.")
    system.send(age=99, anything="Our social worker never called.")
    system.post(f"{HERE}/responses", "{")
    system.client.get(f"{V1}/rounds", headers={"Authorization": "Bearer poet_wrong"})
    written = "\n".join(record.getMessage() for record in caplog.records if record.name != "django.db.backends")
    assert [word for word in (system.token, "poet_wrong", "4711", "never called") if word in written] == []


def test_the_list_of_sessions_says_when_each_was_last_used(world, monkeypatch):
    manager = somebody(Role.MANAGER, anyshire.ANYSHIRE)
    long_ago = timezone.now() - timedelta(hours=3)
    UserSession.objects.update(last_seen_at=long_ago)
    manager.get("/people/")
    assert UserSession.objects.get().last_seen_at == long_ago  # seen at sign-in, a moment ago
    at = time.time() + 400
    monkeypatch.setattr("portal.people.watching.time.time", lambda: at)
    manager.get("/people/")
    assert timezone.now() - UserSession.objects.get().last_seen_at < timedelta(minutes=1)
    assert "last used" in " ".join(manager.words("/account/sessions/"))
