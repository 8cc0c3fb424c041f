"""One settings file, from the environment; what is missing fails loudly.

Any secret may come from a file: NAME_FILE names it (docker-compose.yml does so).
"""

import os
from pathlib import Path

import environ
from celery.schedules import crontab
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()


def secret(name: str, default: str | None = None) -> str:
    """The value of NAME, or the contents of the file that NAME_FILE names."""
    if path := os.environ.get(f"{name}_FILE"):
        return Path(path).read_text().strip()
    value = os.environ.get(name, default)
    if value is None:
        raise ImproperlyConfigured(f"Set {name}, or {name}_FILE.")
    return value


def database(role: str) -> dict:
    """Connection settings for one database role: "app" or "owner"."""
    prefix = {"app": "DATABASE", "owner": "DATABASE_OWNER"}[role]
    config = environ.Env.db_url_config(secret(f"{prefix}_URL", "postgresql:///bt"))
    if os.environ.get(f"{prefix}_PASSWORD_FILE"):
        config["PASSWORD"] = secret(f"{prefix}_PASSWORD")
    return config


# ----------------------------------------------------------------- where we run
PRODUCTION = env.bool("BT_PRODUCTION", False)
DEMO = env.bool("BT_DEMO", False)
DEBUG = env.bool("DEBUG", False)
if PRODUCTION and (DEMO or DEBUG):
    raise ImproperlyConfigured(
        "BT_PRODUCTION=1 goes with neither BT_DEMO=1 (anyone could log in as anyone) "
        "nor DEBUG=1. Unset them."
    )
SECRET_KEY = secret("SECRET_KEY")
# Earlier keys, one on each line: what was sealed or logged in with them still opens.
SECRET_KEY_FALLBACKS = secret("SECRET_KEY_FALLBACKS", "").split()
ALLOWED_HOSTS = env.list("BT_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if PRODUCTION]

# ---------------------------------------------------------------- the application
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",  # its widget templates, for our own renderer
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "csp",
    "django_htmx",
    "guardian",
    "bt_admin",
    "regions",
    "placements",
    "assessments",
    "certificates",
    "recruitment",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    # Last: everything the page does happens inside its region's transaction.
    "regions.middleware.RegionContext",
    "regions.middleware.RefusedAsPage",
]
ROOT_URLCONF = "bt_admin.urls"
WSGI_APPLICATION = "bt_admin.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "bt_admin.chrome.chrome",
            ],
        },
    }
]

FORM_RENDERER = "bt_admin.lib.forms.Renderer"


# ------------------------------------------------------------------- the database
DATABASE_ROLE = env.str("BT_DB_ROLE", "app")
DATABASES = {"default": database(DATABASE_ROLE)}
DATABASES["default"] |= {
    "CONN_MAX_AGE": env.int("CONN_MAX_AGE", 60),
    "CONN_HEALTH_CHECKS": True,
    "TEST": {"NAME": env.str("BT_TEST_DB", "test_bt")},
}
# Nothing in this system takes five seconds; what does is stuck and must let go.
LIMITS = "-c statement_timeout=5s -c idle_in_transaction_session_timeout=15s"
# A page joins ten tables by their keys. With the eight that PostgreSQL else tries in
# every order it thinks for 40 ms about what then takes one; with four, for 3 ms.
JOINS = "-c join_collapse_limit=4"
DATABASES["default"]["OPTIONS"] = {
    **DATABASES["default"].get("OPTIONS", {}),
    "connect_timeout": 5,
    # What is asked a third time on a connection is not planned again.
    "server_side_binding": True,
    "prepare_threshold": 3,
    "options": f"{LIMITS} {JOINS}" if DATABASE_ROLE == "app" else "",
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# ------------------------------------------------------------------ people, log-in
AUTH_USER_MODEL = "regions.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
# Guardian is asked by regions.access alone, never through user.has_perm.
SILENCED_SYSTEM_CHECKS = ["guardian.W001"]
ANONYMOUS_USER_NAME = None
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "bt_admin.login.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
# Nobody has a password: e-legitimation and passkeys come as allauth providers.
SOCIALACCOUNT_ONLY = True
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False

# Sessions live in PostgreSQL, so that they work, and can be ended, without Redis.
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "bt_admin.views.errors.csrf_failure"

# ------------------------------------------------------------------------ language
LANGUAGE_CODE = "sv"
LANGUAGES = [("sv", "svenska")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Stockholm"
USE_I18N = USE_TZ = True
FORMAT_MODULE_PATH = ["bt_admin.formats"]

# --------------------------------------------------------------------- static files
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = Path(env.str("BT_STATIC_ROOT", str(BASE_DIR / ".local/static")))
if not PRODUCTION:
    STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # WhiteNoise warns when it is absent
WHITENOISE_USE_FINDERS = not PRODUCTION
WHITENOISE_AUTOREFRESH = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {
        "BACKEND": (
            "whitenoise.storage.CompressedManifestStaticFilesStorage"
            if PRODUCTION
            else "django.contrib.staticfiles.storage.StaticFilesStorage"
        )
    },
}

# -------------------------------------------------------------------------- security
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if PRODUCTION:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^halsa/$"]  # the proxy's and compose's health check
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME = "__Host-sessionid"
    CSRF_COOKIE_NAME = "__Host-csrftoken"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

# ------------------------------------------------------------- the regions' own seals
# Where the keys lie (docs/drift.md), and the time-stamping service, if there is one.
SEAL_FOLDER = env.str("BT_SEAL_FOLDER", "")
TIMESTAMP_URL = env.str("BT_TIMESTAMP_URL", "")
# An adapter to a service for electronic signatures (bt_admin/lib/signing_service.py).
SIGNING_SERVICE = env.str("BT_SIGNING_SERVICE", "")
# Where the application goes and what it costs, where that is newer than what is shipped.
SENDING_FILE = env.str("BT_SENDING_FILE", "")

# -------------------------------------------------------------------- work in the back
REDIS_URL = secret("REDIS_URL", "")
CELERY_BROKER_URL = REDIS_URL or "memory://"
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TIMEZONE = TIME_ZONE
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# With Redis down a page still answers at once: the outbox row waits for the sweeper.
CELERY_TASK_PUBLISH_RETRY = False
CELERY_BROKER_TRANSPORT_OPTIONS = {"socket_connect_timeout": 1, "socket_timeout": 5}
CELERY_BEAT_SCHEDULE = {
    "sweep-outbox": {
        "task": "regions.tasks.sweep_outbox",
        "schedule": 60.0,
        "args": [None],
    },
    "close-rounds": {
        "task": "recruitment.tasks.close_rounds",
        "schedule": 60.0,
        "args": [None],
    },
    "forget-verifications": {
        "task": "certificates.tasks.forget_verifications",
        "schedule": 10 * 60.0,
        "args": [None],
    },
    "turn-grants": {
        "task": "regions.tasks.turn_grants",
        "schedule": crontab(hour=0, minute=0),  # Swedish time, as all of beat
        "args": [None],
    },
    "tend-rounds": {
        "task": "assessments.tasks.tend_rounds_everywhere",
        "schedule": crontab(hour="6,12", minute=30),
        "args": [None],
    },
    # Before the morning's digests, which count what it finds.
    "tell-final-debts": {
        "task": "certificates.tasks.tell_final_debts_everywhere",
        "schedule": crontab(hour="5,6", minute=40),
        "args": [None],
    },
    "tend-clearings": {
        "task": "recruitment.tasks.tend_clearings",
        "schedule": 60.0,
        "args": [None],
    },
    "call-reserves": {
        "task": "recruitment.tasks.call_reserves_everywhere",
        "schedule": 5 * 60.0,
        "args": [None],
    },
    "remind-invited-assessors": {
        "task": "certificates.tasks.remind_invited_everywhere",
        "schedule": crontab(hour=6, minute=40),
        "args": [None],
    },
    # Once is enough; the later hours are for a worker that was down at seven.
    "morning-digests": {
        "task": "bt_admin.tasks.send_digests_everywhere",
        "schedule": crontab(hour="7,8,9", minute=0, day_of_week="mon-fri"),
        "args": [None],
    },
    "purge-recruitment": {
        "task": "recruitment.tasks.purge_everywhere",
        "schedule": crontab(hour=3, minute=20),
        "args": [None],
    },
    "renew-shared-figures": {
        "task": "recruitment.tasks.renew_figures",
        "schedule": crontab(hour=3, minute=10),  # before anybody is weeded out
        "args": [None],
    },
    "renew-grants": {
        "task": "regions.tasks.renew_grants",
        "schedule": 15 * 60.0,
        "args": [None],
    },
}

# -------------------------------------------------------------------------------- mail
EMAIL_BACKEND = env.str(
    "BT_EMAIL_BACKEND",
    "django.core.mail.backends.smtp.EmailBackend"
    if PRODUCTION
    else "django.core.mail.backends.console.EmailBackend",
)
EMAIL_HOST = env.str("BT_EMAIL_HOST", "localhost")
EMAIL_PORT = env.int("BT_EMAIL_PORT", 25)
EMAIL_HOST_USER = env.str("BT_EMAIL_USER", "")
EMAIL_HOST_PASSWORD = secret("BT_EMAIL_PASSWORD", "")
EMAIL_USE_TLS = env.bool("BT_EMAIL_TLS", False)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str("BT_EMAIL_FROM", "bt-admin@example.org")
# Who had a part in hiring a doctor is asked of an app that certificates does not know.
INVOLVEMENT_SOURCES = ["recruitment.queries.parts.parts_in_hiring"]
BASE_URL = env.str("BT_BASE_URL", "http://127.0.0.1:8000")
HELP_EMAIL = env.str("BT_HELP_EMAIL", "bt@example.org")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"fontTools": {"level": "ERROR"}},
}
