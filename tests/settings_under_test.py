"""The portal's own settings, on a database that is thrown away: a real SQLite file, or PostgreSQL (test_on_postgresql.py)."""

import os
import tempfile

# A browser under test keeps a loop running in its thread, and Django must still be asked there what was stored.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
os.environ["POET_DATABASE_URL"] = os.environ.get("POET_DATABASE_UNDER_TEST", "")

from portal.settings import *  # noqa: F403

# Built files are served as they stand, without fingerprints.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405
MIDDLEWARE = [name for name in MIDDLEWARE if not name.startswith("whitenoise.")]  # noqa: F405
# A password is hashed a million times over, so that whoever steals it guesses slowly: a test's password is no secret.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# A slow machine may take longer from reading a code to sending it than the half minute that the code lives.
MFA_TOTP_TOLERANCE = 1

FOLDER = tempfile.TemporaryDirectory(prefix="poet-test-")
if not os.environ["POET_DATABASE_URL"]:
    DATABASES["default"]["TEST"] = {"NAME": f"{FOLDER.name}/poet.sqlite3"}  # noqa: F405
