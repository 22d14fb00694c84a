"""All settings in one file. What an installation sets comes from the environment or from `.env`; `.env.example` lists every name."""

import os
import re
from pathlib import Path

from environs import Env

env = Env()
PACKAGE = Path(__file__).resolve().parent.parent
HOME = Path(os.environ.get("QUARTIER_HOME", Path.cwd()))
env.read_env(str(HOME / ".env"), recurse=False)
VAR = Path(env.str("QUARTIER_VAR", str(HOME / "var")))

# demo: invented people, one-click sign-in, mail to a page. production: refuses to start with the demo's secret.
MODE = env.str("QUARTIER_MODE", "demo", validate=lambda m: m in ("demo", "production", "test"))
IS_DEMO = MODE == "demo"
IS_TEST = MODE == "test"
DEMO_SECRET = "demo-only-secret-that-production-refuses"
SECRET_KEY = env.str("SECRET_KEY", DEMO_SECRET)
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", [])
SALT_KEY = env.list("SALT_KEY", ["demo-only-salt"])
DEBUG = env.bool("DEBUG", False)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]", "testserver"])
BASE_URL = env.str("BASE_URL", "http://localhost:8000")
SECRET_DIR = Path(env.str("QUARTIER_SECRETS", str(VAR / "secrets")))  # keys of sealed calls; never in the database
MEDIA_ROOT = Path(env.str("QUARTIER_FILES", str(VAR / "files")))
MAX_UPLOAD_BYTES = env.int("MAX_UPLOAD_BYTES", 10_000_000)

FLOORS = {  # order inside a floor: an app may use what stands to its right
    "surfaces": ["portal", "desk"],
    "funding": ["projects", "grants", "calls", "budgets"],
    "community": ["councils", "events", "participation", "actors"],
    "planning": [],
    "ground": ["ledger", "notify", "files", "workflow", "access", "quarters", "accounts", "acts", "ui"],
}
OWN_APPS = [f"quartier.{floor}.{app}" for floor, apps in FLOORS.items() for app in apps]
ROOF = "quartier.config"

INSTALLED_APPS = [
    ROOF,
    *OWN_APPS,
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_htmx",
    "template_partials.apps.SimpleAppConfig",
    "django_cotton.apps.SimpleAppConfig",
]

MIDDLEWARE = [
    "quartier.ground.ui.middleware.Maintenance",  # `touch var/maintenance` closes the house for everybody
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # with random padding against BREACH; static files are packed beforehand
    "csp.middleware.CSPMiddleware",
    "quartier.ground.acts.middleware.Refusals",  # turns refusals and limits into pages
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "quartier.ground.acts.keeping.Notes",  # whether the finished page may be kept for everybody: config/front.py
    "quartier.ground.access.middleware.Access",  # who may: place and object are looked up and checked here
    "quartier.ground.acts.middleware.Once",  # every POST is one act, done once, in one transaction; must stay last
]

ROOT_URLCONF = "quartier.config.urls"
WSGI_APPLICATION = "quartier.config.wsgi.application"
AUTH_USER_MODEL = "accounts.Person"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "OPTIONS": {
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [
                        (
                            "django.template.loaders.cached.Loader",
                            [
                                "django_cotton.cotton_loader.Loader",
                                "django.template.loaders.filesystem.Loader",
                                "django.template.loaders.app_directories.Loader",
                            ],
                        )
                    ],
                )
            ],
            "builtins": [
                "django_cotton.templatetags.cotton",
                "template_partials.templatetags.partials",
                "quartier.ground.ui.templatetags.quartier",
                "quartier.ground.acts.templatetags.acts",
                "django.templatetags.i18n",
                "django.templatetags.static",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "quartier.ground.ui.context.page",
                "quartier.ground.acts.context.tokens",
            ],
        },
    }
]
FORM_RENDERER = "quartier.ground.ui.forms.Renderer"


def _sqlite(path: str) -> dict:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON",
        },
    }


def _database() -> dict:
    url = env.str("DATABASE_URL", "")
    if not url:
        return _sqlite(str(VAR / "quartier.sqlite3"))
    if url.startswith("sqlite:"):
        return _sqlite(url.removeprefix("sqlite:///"))
    database = env.dj_db_url("DATABASE_URL")
    if IS_TEST:
        return database
    return {**database, "OPTIONS": {"pool": True}}


DATABASES = {"default": {**_database(), "CONN_MAX_AGE": 0 if env.str("DATABASE_URL", "").startswith("postgres") else None}}
if test_name := env.str("TEST_DATABASE", ""):  # so that two test runs on one server do not meet
    DATABASES["default"]["TEST"] = {"NAME": test_name}
elif IS_TEST and "sqlite3" in DATABASES["default"]["ENGINE"]:  # a file: threads of a test cannot meet in memory
    VAR.mkdir(parents=True, exist_ok=True)
    DATABASES["default"]["TEST"] = {"NAME": str(VAR / "test.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "shared_cache"}}
PAGES_KEPT_BYTES = env.int("QUARTIER_PAGES_BYTES", 16_000_000)
PAGES_SHARED_SECONDS = env.int("QUARTIER_SHARED_SECONDS", 0)
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = BASE_URL.startswith("https:")
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

_SELF = ["'self'"]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": _SELF,
        "style-src": _SELF,
        "font-src": _SELF,
        "img-src": _SELF,
        "connect-src": _SELF,
        "worker-src": _SELF,
        "form-action": _SELF,
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
    }
}

LANGUAGE_CODE = "de"
LANGUAGES = [("de", "Deutsch")]
TIME_ZONE = "Europe/Berlin"
USE_I18N = True
USE_TZ = True
LOCALE_PATHS = [PACKAGE / "locale"]

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if not (IS_TEST or DEBUG)
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_USE_FINDERS = IS_TEST or DEBUG
WHITENOISE_AUTOREFRESH = DEBUG

EMAIL_BACKEND = "quartier.ground.notify.backends.Outbox"  # every mail is a row first; `quartier work` hands it over
DEFAULT_FROM_EMAIL = env.str("MAIL_FROM", "Quartier <post@quartier.example>")
# Where the worker hands mail over: "outbox" (the demo's page keeps it) or an SMTP address
MAIL_URL = env.str("MAIL_URL", "outbox:")

# Sign-in: a code by e-mail or a passkey; no passwords, no registration. Staff need a second factor where people are real.
AUTHENTICATION_BACKENDS = ["quartier.ground.access.backend.Backend"]
STAFF_SECOND_FACTOR = env.bool("STAFF_SECOND_FACTOR", MODE == "production")
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "accounts.start"
ACCOUNT_ADAPTER = "quartier.ground.accounts.adapter.Adapter"
ACCOUNT_FORMS = {
    "request_login_code": "quartier.ground.accounts.forms.RequestCodeForm",
    "confirm_login_code": "quartier.ground.accounts.forms.ConfirmCodeForm",
    "confirm_email_verification_code": "quartier.ground.accounts.forms.ConfirmAddressForm",
    "add_email": "quartier.ground.accounts.forms.NewAddressForm",
    "change_email": "quartier.ground.accounts.forms.NewAddressForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60  # seconds; the mail says so
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_FORMAT = {"numeric": True, "dashed": False, "length": 6}
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_FORMAT = {"numeric": True, "dashed": False, "length": 6}
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_CHANGE_EMAIL = True  # one address per person; the old one holds until the new one is confirmed
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = BASE_URL.partition(":")[0]
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", 0)
MFA_ADAPTER = "quartier.ground.accounts.adapter.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = env.str("SITE_NAME", "Quartier")
MFA_TOTP_TOLERANCE = 1  # one step of 30 s either way, for clocks that differ
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = BASE_URL.startswith("http://localhost")
MFA_FORMS = {
    "authenticate": "quartier.ground.accounts.forms.FactorForm",
    "reauthenticate": "quartier.ground.accounts.forms.FactorAgainForm",
    "activate_totp": "quartier.ground.accounts.forms.AppForm",
    "add_webauthn": "quartier.ground.accounts.forms.PasskeyForm",
}

DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"links": {"()": "quartier.config.logs.MaskLinks"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["links"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}

RESERVED_SLUGS = re.compile(
    r"^(bezirke|termine|karte|aktuelles|ideen|umfragen|gremien|foerderung|projekte|netzwerk|gebietsdaten|zahlen|suche|"
    r"meins|konto|buero|ui|static|dateien|demo|hilfe|impressum|datenschutz|barrierefreiheit|abmelden|anmelden|"
    r"protokoll|entwurf|acts|wohne-ich-hier|was-ist-quartiersmanagement|ziele-und-aufgaben|finanzierung|[a-z]{2})$"
)
