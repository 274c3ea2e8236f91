"""Settings, read from the environment. A bad value stops the process with a hint.

Every name read here is explained in docs/operations.md. What a *serving* process must be given is
asked for in `guidance.serving`; commands run without it.
"""

import os
import secrets
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, unquote, urlparse

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from catalog.pipeline.schedule import beat_schedule
from catalog.sources.registry import ADDRESSES, KEY_SETTINGS
from guidance.deployment import read_deployment
from guidance.embedded import places

BASE_DIR = Path(__file__).resolve().parent.parent


def env_bool(name: str, default: bool) -> bool:
    """True for 1/true/yes, False for 0/false/no; anything else stops the process."""
    value = os.environ.get(name)
    if value is None:
        return default
    if value.lower() in {"1", "true", "yes"}:
        return True
    if value.lower() in {"0", "false", "no", ""}:
        return False
    raise ImproperlyConfigured(f"{name} is {value!r}; say true or false")


def env_number(name: str, default: int, least: int) -> int:
    """A whole number of at least `least`; anything else stops the process."""
    value = os.environ.get(name) or str(default)
    if not value.isascii() or not value.isdecimal() or int(value) < least:
        raise ImproperlyConfigured(f"{name} is {value!r}; say a whole number from {least} up")
    return int(value)


def env_list(name: str, default: str = "") -> list[str]:
    """The comma-separated values of a variable, without blanks."""
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


def env_choice(name: str, choices: tuple[str, ...]) -> str:
    """One of the choices, the first when nothing is said; anything else stops the process."""
    value = os.environ.get(name) or choices[0]
    if value not in choices:
        raise ImproperlyConfigured(f"{name} is {value!r}; say {' or '.join(choices)}")
    return value


def env_networks(name: str) -> list[IPv4Network | IPv6Network]:
    """Networks such as 10.0.0.0/8, separated by commas; what is none stops the process."""
    try:
        return [ip_network(part) for part in env_list(name)]
    except ValueError as error:
        raise ImproperlyConfigured(f"{name}: {error}; say 10.0.0.0/8,fd00::/8") from error


def env_origin(name: str) -> str:
    """An http or https origin without a slash at its end, "" for none; else the process stops."""
    value = os.environ.get(name, "").rstrip("/")
    parts = urlparse(value)
    if value and (parts.scheme not in {"http", "https"} or not parts.netloc or parts.path):
        raise ImproperlyConfigured(f"{name} is {value!r}; say it as https://example.se")
    return value


def database_of(url: str) -> dict[str, Any]:
    """Django's database settings from a postgresql:// URL; `?host=/folder` means a Unix socket."""
    parts = urlparse(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured("DATABASE_URL must begin with postgresql://")
    query = parse_qs(parts.query)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "postgres",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query["host"][0] if "host" in query else (parts.hostname or ""),
        "PORT": str(parts.port or ""),
    }


def broker_of(redis_url: str) -> str:
    """Celery's spelling of a Redis URL; they differ for Unix sockets only."""
    parts = urlparse(redis_url)
    if parts.scheme in {"redis", "rediss"}:
        return redis_url
    if parts.scheme != "unix":
        raise ImproperlyConfigured("REDIS_URL must begin with redis://, rediss:// or unix://")
    number = parse_qs(parts.query).get("db", ["0"])[0]
    return f"redis+socket://{parts.path}?virtual_host={number}"


DEBUG = env_bool("DEBUG", default=False)
# Without one each process makes its own: fine for commands, refused when serving.
SECRET_KEY = os.environ.get("SECRET_KEY") or secrets.token_urlsafe(50)
ALLOWED_HOSTS = env_list("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = env_list("CSRF_TRUSTED_ORIGINS")
# Former keys: what they signed (plan files, receipts) stays good while the key is changed.
SECRET_KEY_FALLBACKS = env_list("SECRET_KEY_FALLBACKS")
# Where the site is found, for addresses that must last; without it each request's own host.
PUBLIC_URL = env_origin("PUBLIC_URL")

# Whose site it is, and what it does without; docs/test-bed.md.
DEPLOYMENT = read_deployment(
    name=os.environ.get("DEPLOYMENT_NAME", ""),
    owner=os.environ.get("DEPLOYMENT_OWNER", ""),
    about=os.environ.get("DEPLOYMENT_ABOUT", ""),
    contact=os.environ.get("DEPLOYMENT_CONTACT", ""),
    logo=os.environ.get("DEPLOYMENT_LOGO", ""),
    colour=os.environ.get("DEPLOYMENT_COLOUR", ""),
    colour_dark=os.environ.get("DEPLOYMENT_COLOUR_DARK", ""),
    switched_off=env_list("SWITCHED_OFF"),
)

VAR_DIR = Path(os.environ.get("VAR_DIR") or BASE_DIR / "var")
SNAPSHOT_DIR = Path(os.environ.get("SNAPSHOT_DIR") or VAR_DIR / "snapshots")
# So many can be returned to with `manage.py rollback`; one of national size is about 130 MB.
SNAPSHOTS_KEPT = env_number("SNAPSHOTS_KEPT", default=5, least=2)

# How the publishers of the live sources are asked, and where. Each address and each key has a
# variable of its own, listed in docs/data-sources.md; an empty address turns its source off.
SOURCE_USER_AGENT = os.environ.get("SOURCE_USER_AGENT") or (
    f"kortaste-vagen/0.1 ({DEPLOYMENT.contact or 'no contact given'})"
)
SOURCE_ADDRESSES = {name: os.environ.get(name, default) for name, default in ADDRESSES.items()}
SOURCE_API_KEYS = {name: os.environ.get(name, "") for name in KEY_SETTINGS}

# The model that suggests by meaning: "" the project's own, "off", PATH@SHA256 or NAME@COMMIT.
EMBEDDING_MODEL = os.environ.get("EMBEDDING_MODEL", "")

# The quality report is the catalogue's; who reads requirement texts is above it.
QUALITY_REQUIREMENT_READER = "guidance.core.eligibility.summary.is_wholly_read"

# Without DATABASE_URL the embedded server is used, and started at the first connection.
_sockets = places.socket_dir(VAR_DIR)
IS_EMBEDDED = not os.environ.get("DATABASE_URL")
DATABASES: dict[str, dict[str, Any]]
if IS_EMBEDDED:
    DATABASES = {
        "default": {
            "ENGINE": "guidance.embedded",
            "NAME": "postgres",
            "USER": "postgres",
            "HOST": str(places.postgres_socket_dir(_sockets)),
        }
    }
else:
    DATABASES = {"default": database_of(os.environ["DATABASE_URL"])}
DATABASES["default"] |= {
    "CONN_MAX_AGE": 60,
    "CONN_HEALTH_CHECKS": True,
    "TEST": {"NAME": os.environ.get("TEST_DATABASE_NAME")},
}
REDIS_URL = (
    os.environ.get("REDIS_URL") or f"unix://{quote(str(places.redis_socket(_sockets)))}?db=0"
)

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.postgres",
    # Before staticfiles: its `runserver` brings Redis up first.
    "guidance",
    "django.contrib.staticfiles",
    "django_htmx",
    "catalog",
]
MIDDLEWARE = [
    "guidance.middleware.log_access",
    "guidance.middleware.hold_snapshot",
    "guidance.middleware.answer_head",
    # Pages shrink to a fifth. Django pads each at random, so that their length tells no secret.
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "guidance.middleware.add_security_headers",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "guidance.admin_session.SeparateSessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "guidance.languages.ArabicPagesMiddleware",
    "guidance.middleware.refuse_nul",
    "guidance.middleware.lead_to_page",
    "guidance.session_end.SessionEndMiddleware",
    "django.middleware.common.CommonMiddleware",
    "guidance.same_origin.SameOriginMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
ROOT_URLCONF = "guidance.urls"
WSGI_APPLICATION = "guidance.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": ["django.template.context_processors.request"],
            "builtins": ["guidance.templatetags.addresses"],
            "libraries": {"i18n": "guidance.templatetags.translations"},
        },
    }
]

# The catalogue's admin, off unless it is given a path of its own.
ADMIN_PATH = os.environ.get("ADMIN_PATH", "").strip("/")
if ADMIN_PATH:
    INSTALLED_APPS += ["guidance.admin_app.EditorAdminConfig", "django.contrib.messages"]
    MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
    MIDDLEWARE += [
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
    ]
    TEMPLATES[0]["OPTIONS"]["context_processors"] += [
        "django.contrib.auth.context_processors.auth",
        "django.contrib.messages.context_processors.messages",
    ]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 14},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "guidance.passwords.VariedPasswordValidator"},
]

LANGUAGE_CODE = "sv"
LANGUAGES = [
    ("sv", "Svenska"),
    ("sv-lattlast", "Lättläst svenska"),
    ("en", "English"),
    ("ar", "العربية"),
]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Stockholm"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = Path(os.environ.get("STATIC_ROOT") or VAR_DIR / "static")
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# An uploaded CV stays in memory: no temporary file, and larger bodies are dropped as they stream.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 6 * 1024 * 1024  # the reader's own limit is 5 MB
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024  # pasted text
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

SESSION_ENGINE = "guidance.session.store"
SESSION_SERIALIZER = "django.contrib.sessions.serializers.JSONSerializer"

# Plain HTTP is for one's own machine: `manage.py run` and `runserver` on a loopback address.
PLAIN_HTTP = env_bool("PLAIN_HTTP", default=DEBUG)
SECURE_SSL_REDIRECT = not PLAIN_HTTP
# Asked by the container and the machines beside it, without TLS.
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
SECURE_HSTS_SECONDS = 0 if PLAIN_HTTP else 2 * 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
if env_bool("TRUST_FORWARDED_PROTO", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# Rate limits count addresses; behind a proxy that is what the proxy says last.
TRUST_FORWARDED_FOR = env_bool("TRUST_FORWARDED_FOR", default=False)
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# W003 looks for Django's CSRF middleware by name; ours is that one, with a question put before it.
# templates.W003: `i18n` is taken over on purpose, see guidance/templatetags/translations.py.
SILENCED_SYSTEM_CHECKS = ["security.W003", "templates.W003"]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
for _cookie in ("SESSION", "CSRF"):
    globals()[f"{_cookie}_COOKIE_SECURE"] = not PLAIN_HTTP
    globals()[f"{_cookie}_COOKIE_HTTPONLY"] = True
    globals()[f"{_cookie}_COOKIE_SAMESITE"] = "Lax"

CELERY_BROKER_URL = broker_of(REDIS_URL)
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]  # never pickle
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SOFT_TIME_LIMIT = 55 * 60
CELERY_TASK_TIME_LIMIT = 60 * 60
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# Longer than the time limit, or a running task would be handed out a second time.
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 2 * 60 * 60}
CELERY_TIMEZONE = TIME_ZONE
# A build leaves hundreds of megabytes behind; a fresh process for each task gives them back.
CELERY_WORKER_MAX_TASKS_PER_CHILD = 1
CELERY_BEAT_SCHEDULE = beat_schedule()

# Who may read the counters: whoever has the token, or asks from a network. Neither set: nobody.
METRICS_TOKEN = os.environ.get("METRICS_TOKEN", "")
METRICS_NETWORKS = env_networks("METRICS_NETWORKS")

# No query string, body, file name or address reaches a log; see `guidance.logs`.
LOG_FORMAT = env_choice("LOG_FORMAT", ("text", "json"))
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {
        "path_template": {"()": "guidance.logs.PathTemplate"},
        "told_by_name": {"()": "guidance.logs.ToldByName"},
    },
    "formatters": {
        "text": {"()": "guidance.logs.QuietFormatter"},
        "json": {"()": "guidance.logs.JsonFormatter"},
    },
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "formatter": LOG_FORMAT,
            "filters": ["path_template", "told_by_name"],
        }
    },
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "level": "WARNING"},
        "django.server": {"handlers": [], "level": "WARNING", "propagate": True},
        "guidance": {"level": "INFO"},
        "catalog": {"level": "INFO"},
        "celery": {"level": "INFO"},
    },
}
