"""How the portal runs: everything an operator may set comes from `portal.environment`."""

from __future__ import annotations

from pathlib import Path

from portal import environment

VAR = Path(environment.VAR.text())
DEBUG = environment.DEBUG.is_on()
SECURE = environment.SECURE.is_on()
SECRET_KEY = environment.kept_secret(VAR)
ALLOWED_HOSTS = environment.HOSTS.words()

INSTRUMENTS = environment.ROOT / "instruments"
ASSETS = VAR / "assets"  # what npm built
STATIC_ROOT = VAR / "static"  # the same with a fingerprint in each name
STATIC_URL = "/static/"
FONTS = ASSETS / "ttf"

INSTALLED_APPS = [
    "django.contrib.staticfiles",
    "portal.councils",
    "portal.questionnaires",
    "portal.rounds",
    "portal.capture",
    "portal.reporting",
    "portal.demonstration",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    # Before the first `make assets` there is nothing to serve.
    *(["whitenoise.middleware.WhiteNoiseMiddleware"] if STATIC_ROOT.is_dir() else []),
    "portal.headers.content_security",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [environment.ROOT / "src" / "portal" / "templates"],
        "OPTIONS": {"environment": "portal.pages.environment", "auto_reload": DEBUG},
    }
]

DATABASES = {"default": environment.database(environment.DATABASE_URL.text(), VAR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "Europe/London"
LANGUAGE_CODE = "en-gb"
USE_I18N = False

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "portal.assets.Fingerprinted"},
}
STATICFILES_DIRS = [ASSETS] if ASSETS.is_dir() else []

SECURE_SSL_REDIRECT = SECURE
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
SECURE_HSTS_PRELOAD = SECURE
SECURE_CONTENT_TYPE_NOSNIFF = True
# "same-origin": a link's token must not reach another site, and forms need an Origin to be told from forged ones.
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_COOKIE_SECURE = SECURE
CSRF_COOKIE_HTTPONLY = True
# Ten thousand characters in a comment, in any script, percent-encoded, for the three comments of a page.
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"no_tokens": {"()": "portal.logs.NoTokens"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["no_tokens"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        # A mistyped link or a refused answer is no news to the operator; an error of ours is.
        "django.request": {"level": "ERROR"},
    },
}
