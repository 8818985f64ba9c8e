"""Settings, read from the environment and safe when nothing is set.

A value that cannot be understood stops the start with `ImproperlyConfigured`, naming the setting:
a site that runs with a misread security setting is worse than one that does not run. README lists
every setting read here; `tests/test_readme.py` compares the two.
"""

import os
import secrets
from pathlib import Path
from urllib.parse import urlsplit

import environ
from csp.constants import NONE, SELF
from django.conf.locale import LANG_INFO
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

ROOT = Path(__file__).resolve().parent.parent
LOCAL_HOSTS = ("127.0.0.1", "localhost", "[::1]")


def read_text(name: str, default: str = "") -> str:
    return os.environ.get(name, "").strip() or default


def read_flag(name: str, default: bool) -> bool:
    value = read_text(name).lower()
    if value in ("1", "true", "yes", "on"):
        return True
    if value in ("0", "false", "no", "off"):
        return False
    if value:
        raise ImproperlyConfigured(f"{name} must be true or false, not {value!r}.")
    return default


def read_list(name: str) -> list[str]:
    return [item.strip() for item in read_text(name).split(",") if item.strip()]


def read_whole_number(name: str, default: int, least: int = 0) -> int:
    value = read_text(name)
    if not value:
        return default
    if not (value.isascii() and value.isdigit()) or int(value) < least:
        raise ImproperlyConfigured(f"{name} must be a whole number from {least}, not {value!r}.")
    return int(value)


def read_folder(name: str, default: Path) -> Path:
    folder = Path(read_text(name, str(default)))
    if not folder.is_absolute():
        raise ImproperlyConfigured(f"{name} must be an absolute path, not {str(folder)!r}.")
    return folder


def read_site_url(name: str, default: str) -> str:
    value = read_text(name, default).rstrip("/")
    try:
        parts = urlsplit(value)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name}: {error}") from error
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path or parts.query:
        raise ImproperlyConfigured(
            f"{name} must be a scheme and a host, like https://tracker.example, not {value!r}."
        )
    return value


def local_secret(folder: Path) -> str:
    """A random secret of this checkout, made once, readable by its owner only."""
    path = folder / "secret_key"
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_urlsafe(50))
    return path.read_text().strip()


def read_database(name: str, default: Path) -> dict[str, object]:
    """One database from its URL; SQLite and PostgreSQL are the two this project is tested on."""
    value = read_text(name)
    if not value:
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(default)}
    try:
        config: dict[str, object] = dict(environ.Env.db_url_config(value))
    except Exception as error:
        raise ImproperlyConfigured(f"{name} is not a database address: {error}") from error
    if config.get("ENGINE") not in ("django.db.backends.sqlite3", "django.db.backends.postgresql"):
        raise ImproperlyConfigured(f"{name} must begin with sqlite:/// or postgres://.")
    if not config.get("NAME"):
        raise ImproperlyConfigured(f"{name} names no database.")
    return config


# --- Where this site is -------------------------------------------------------------------------

DEBUG = read_flag("DEBUG", False)
LOCAL_DIR = read_folder("LOCAL_DIR", ROOT / ".local")
LOCAL_DIR.mkdir(parents=True, exist_ok=True)

ALLOWED_HOSTS = read_list("ALLOWED_HOSTS")
SITE_URL = read_site_url(
    "SITE_URL",
    f"https://{ALLOWED_HOSTS[0].lstrip('.')}" if ALLOWED_HOSTS else "http://127.0.0.1:8000",
)
SITE_NAME = read_text("SITE_NAME", "Tracker")
CORRECTION_CONTACT = read_text("CORRECTION_CONTACT")
_host = urlsplit(SITE_URL).hostname or ""
IS_LOCAL = _host in ("127.0.0.1", "localhost", "::1")
IS_HTTPS = SITE_URL.startswith("https://")
if not (IS_LOCAL or IS_HTTPS or _host.endswith(".onion")):
    raise ImproperlyConfigured("SITE_URL must be https:// unless it is this machine or an onion.")
ALLOWED_HOSTS = ALLOWED_HOSTS or ([*LOCAL_HOSTS] if IS_LOCAL else [_host])

SECRET_KEY = read_text("SECRET_KEY")
if not SECRET_KEY:
    if not IS_LOCAL:
        raise ImproperlyConfigured("SECRET_KEY must be set: a long random text, kept private.")
    SECRET_KEY = local_secret(LOCAL_DIR)

# --- Parts --------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "tracker.record",
    "tracker.ledger",
    "tracker.search",
    "tracker.editorial",
    "tracker.public",
    "nested_admin",
    "tracker.editorial.desk_config.DeskAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_filters",
    "csp",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "tracker.public.open_data.OpenData",
    "tracker.public.typed_addresses.TypedAddresses",
    "tracker.public.languages.LanguageOfPath",
    # Outside all that finishes a page: what it keeps is sent as it is.
    "tracker.public.freshness.Freshness",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "tracker.urls"
WSGI_APPLICATION = "tracker.wsgi.application"
ASGI_APPLICATION = "tracker.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "tracker.public.context.site",
            ]
        },
    }
]

# --- The database -------------------------------------------------------------------------------

DATABASE = read_database("DATABASE_URL", LOCAL_DIR / "tracker.sqlite3")
if DATABASE["ENGINE"] == "django.db.backends.sqlite3":
    # IMMEDIATE, WAL and a long timeout: with Django's defaults eight writers lose thousands of
    # writes to "database is locked". FULL: an acknowledged save survives a power cut.
    DATABASE["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # 32 MB of pages: with SQLite's own two, writing the search index reads the same ones again.
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-32000;"
        ),
    }
else:
    DATABASE["CONN_HEALTH_CHECKS"] = True
    # “Who may see what” is many small EXISTS; compiling them takes seconds, running them none.
    DATABASE["OPTIONS"] = {"options": "-c jit=off"}
# On SQLite, too: whoever opens the file reads what its hundred tables are before the first query.
DATABASE["CONN_MAX_AGE"] = read_whole_number("CONN_MAX_AGE", 60)
DATABASES = {"default": DATABASE}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Language and time --------------------------------------------------------------------------

# Not a setting: English is what the words in the code are, and its addresses have no prefix.
LANGUAGE_CODE = "en"
LANGUAGES = [
    ("en", _("English")),
    ("ar", _("Arabic")),
    ("ckb", _("Central Kurdish")),
    ("kmr", _("Northern Kurdish")),
]
# Django does not know Northern Kurdish, and refuses languages it does not know.
LANG_INFO["kmr"] = {
    "bidi": False,
    "code": "kmr",
    "name": "Northern Kurdish",
    "name_local": "Kurmancî",
}
# The second holds words of Django itself that Django lacks in these languages.
LOCALE_PATHS = [ROOT / "tracker" / "locale", ROOT / "tracker" / "framework_locale"]
DATE_FORMAT, DATETIME_FORMAT = "j F Y", "j F Y, H:i"  # where Django knows no habit
TIME_ZONE = "UTC"
USE_TZ = True

# --- Pages ---------------------------------------------------------------------------------------

# Megabytes of finished pages that each process keeps while nothing readers see has changed.
KEPT_PAGES = read_whole_number("KEPT_PAGES", 32)

# --- Files --------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = LOCAL_DIR / "static"
STATIC_ROOT.mkdir(exist_ok=True)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
MEDIA_ROOT = LOCAL_DIR / "media"
# The ledger's private key; read by the sealing commands only, so it may be on another machine.
LEDGER_KEY_FILE = Path(read_text("LEDGER_KEY_FILE", str(LOCAL_DIR / "ledger_key")))
# Served from the apps' own folders: the site needs no collectstatic step to look right.
WHITENOISE_USE_FINDERS = True

# --- Safety -------------------------------------------------------------------------------------

SECURE_SSL_REDIRECT = IS_HTTPS and not DEBUG
SECURE_HSTS_SECONDS = read_whole_number("HSTS_SECONDS", 31_536_000) if IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = IS_HTTPS
SECURE_HSTS_PRELOAD = IS_HTTPS
SECURE_REFERRER_POLICY = "same-origin"
if read_flag("BEHIND_PROXY", False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 60 * 60
CSRF_FAILURE_VIEW = "tracker.editorial.kept_forms.csrf_failure"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
# A claim with sixty allegations, each with its citations and figures, is one form.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
SILENCED_SYSTEM_CHECKS: list[str] = []

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "INFO"},
}
