"""Sign-on by an OpenID Connect provider opens accounts that exist, by an address the provider has verified, and makes none."""

import json
import os
import subprocess
import sys
from pathlib import Path

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
        "verified": True,
    }
