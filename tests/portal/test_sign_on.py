"""Sign-on by an OpenID Connect provider opens accounts that exist, by an address the provider has verified, and makes none.

Tokens that another provider made, or for another portal, open nothing; the portal's second factor is asked for all the same.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from portal.environment import WrongSetting, provider

HERE = Path(__file__).parent


def test_only_a_verified_address_of_an_account_opens_it():
    environment = {**os.environ, "PYTHONPATH": str(HERE.parents[1] / "src")}
    command = [sys.executable, str(HERE / "sign_on.py")]
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=120)
    assert ended.returncode == 0, ended.stderr[-4000:]
    assert json.loads(ended.stderr.splitlines()[-1]) == {
        "stranger": False,
        "accounts made": 0,
        "unverified": False,
        "unverified, another domain": False,
        "its domain": True,
        "another issuer": False,
        "another portal": False,
        "too late": False,
        "another browser's state": False,
        "verified": True,
        "without the second factor": False,
        "with it": True,
    }


@pytest.mark.parametrize("issuer", ["http://id.council.example", "id.council.example", "ftp://id.council.example"])
def test_a_provider_without_tls_is_refused(monkeypatch, issuer):
    """What the provider says is believed because it came over TLS."""
    monkeypatch.setenv("POET_OIDC_ISSUER", issuer)
    with pytest.raises(WrongSetting, match=r"POET_OIDC_ISSUER .* https://"):
        provider()


@pytest.mark.parametrize("missing", ["POET_OIDC_CLIENT", "POET_OIDC_SECRET"])
def test_a_provider_named_by_half_is_refused(monkeypatch, missing):
    named = {"POET_OIDC_ISSUER": "https://id.council.example", "POET_OIDC_CLIENT": "poet", "POET_OIDC_SECRET": "s"}
    for name, value in named.items():
        monkeypatch.setenv(name, value)
    assert provider()
    monkeypatch.delenv(missing)
    with pytest.raises(WrongSetting, match=missing):
        provider()
