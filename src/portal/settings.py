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
PLANS = environment.ROOT / "plans"
ASSETS = VAR / "assets"  # what npm built
STATIC_ROOT = VAR / "static"  # the same with a fingerprint in each name
RECORDINGS = INSTRUMENTS / "recordings"  # what overlays name: questions read out, and signed
STATIC_URL = "/static/"
FONTS = ASSETS / "ttf"

INSTALLED_APPS = [
    "django.contrib.staticfiles",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "portal.councils",
    "portal.audit",
    "portal.people",
    "portal.questionnaires",
    "portal.rounds",
    "portal.caseloads",
    "portal.outreach",
    "portal.capture",
    "portal.keying",
    "portal.uploads",
    "portal.keepsakes",
    "portal.retention",
    "portal.reporting",
    "portal.analyses",
    "portal.nation",
    "portal.overview",
    "portal.returns",
    "portal.comments",
    "portal.research",
    "portal.editing",
    "portal.publishing",
    "portal.engagement",
    "portal.issuing",
    "portal.api",
    "portal.safekeeping",
    "portal.demonstration",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    # Before the first `make assets` there is nothing to serve.
    *(["whitenoise.middleware.WhiteNoiseMiddleware"] if STATIC_ROOT.is_dir() else []),
    "portal.headers.content_security",
    "portal.api.short_way.short_way",  # what stands below is for pages
    "portal.people.doorkeeping.sessions",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "portal.people.doorkeeping.Doorkeeper",
    "portal.people.once.Once",
]
ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [environment.ROOT / "src" / "portal" / "templates"],
        "OPTIONS": {
            "environment": "portal.pages.environment",
            "auto_reload": DEBUG,
            "context_processors": ["portal.people.navigation.around"],
        },
    }
]

DATABASES = {"default": environment.database(environment.DATABASE_URL.text(), VAR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "Europe/London"
LANGUAGE_CODE = "en-gb"
USE_I18N = False

# ---- Who signs in, and how ----
SITE = environment.SITE.text().rstrip("/")
DEMONSTRATION = environment.DEMONSTRATION.is_on()
PUBLISHER = environment.PUBLISHER.text()
LICENCE = environment.LICENCE.text()
NEWSLETTER = environment.newsletter(environment.NEWSLETTER.text())
AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["portal.people.signing_in.Backend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_request_login_code"
LOGIN_REDIRECT_URL = "my-account"
SESSION_COOKIE_SECURE = SECURE
SESSION_COOKIE_NAME = "session"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
# Limits on attempts must hold over all processes, so they are counted in the database.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}
ACCOUNT_ADAPTER = "portal.people.signing_in.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]  # nobody signs up; without it no password is asked for
ACCOUNT_EMAIL_VERIFICATION = "mandatory"  # an invitation proves the address
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/15m/key", "interest": "5/h/ip,100/h/key"}
ALLAUTH_TRUSTED_PROXY_COUNT = int(environment.PROXIES.text())
MFA_ADAPTER = "portal.people.signing_in.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_FORMS = {"add_webauthn": "portal.people.passkeys.AddPasskey"}
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE  # a developer's own machine
SOCIALACCOUNT_ADAPTER = "portal.people.signing_in.SocialAdapter"
SOCIALACCOUNT_PROVIDERS = environment.provider()
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
DEFAULT_FROM_EMAIL = SERVER_EMAIL = environment.MAIL_FROM.text()
globals().update(environment.mail(environment.SMTP_URL.text()))
SENDS_LETTERS = bool(environment.SMTP_URL.text())
QUIET = environment.quiet(environment.QUIET_HOURS.text(), environment.QUIET_DAYS.words())

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "portal.assets.Fingerprinted"},
}
STATICFILES_DIRS = [
    *([ASSETS] if ASSETS.is_dir() else []),
    *([("media", RECORDINGS)] if RECORDINGS.is_dir() else []),
]

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
API_RATE = int(environment.API_RATE.text())

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
