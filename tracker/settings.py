"""Settings, read from the environment and safe when nothing is set.

A value that cannot be understood stops the start with `ImproperlyConfigured`, naming the setting:
a site that runs with a misread security setting is worse than one that does not run. README lists
every setting read here; `tests/test_readme.py` compares the two.
"""

import os
import secrets
import sys
import tempfile
from contextlib import suppress
from ipaddress import IPv6Address
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import environ
from csp.constants import NONE, SELF
from django.conf.locale import LANG_INFO
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from tracker import __version__

ROOT = Path(__file__).resolve().parent.parent
LOCAL_HOSTS = ("127.0.0.1", "localhost", "[::1]")
DEFAULT_PORTS = {"http": 80, "https": 443}
# What libpq understands of how to connect, and is the operator's to say.
OF_POSTGRESQL = frozenset(
    (
        "application_name",
        "channel_binding",
        "connect_timeout",
        "gssencmode",
        "keepalives",
        "keepalives_count",
        "keepalives_idle",
        "keepalives_interval",
        "options",
        "passfile",
        "service",
        "sslcert",
        "sslcrl",
        "sslkey",
        "sslmode",
        "sslrootcert",
        "target_session_attrs",
        "tcp_user_timeout",
    )
)


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


def read_time_zone(name: str, default: str) -> ZoneInfo:
    value = read_text(name, default)
    try:
        return ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ImproperlyConfigured(
            f"{name} must be a time zone like Asia/Damascus, not {value!r}."
        ) from error


def read_weekdays(name: str, default: str) -> frozenset[int]:
    """Days of the week by their ISO numbers, Monday is 1: at least one of them."""
    days = read_text(name, default).split(",")
    if any(day.strip() not in tuple("1234567") for day in days):
        raise ImproperlyConfigured(
            f"{name} must be days of the week, Monday is 1, like 1,2,3,4,5, not {','.join(days)!r}."
        )
    return frozenset(int(day) for day in days)


def read_folder(name: str, default: Path) -> Path:
    folder = Path(read_text(name, str(default)))
    if not folder.is_absolute():
        raise ImproperlyConfigured(f"{name} must be an absolute path, not {str(folder)!r}.")
    return folder


def read_site_url(name: str, default: str) -> str:
    """An origin in the one form that browsers send; empty where there is none and no default."""
    value = read_text(name, default).rstrip("/")
    if not value:
        return ""
    try:
        parts = urlsplit(value)
        port = parts.port
        host = as_sent(parts.hostname or "")
    except ValueError as error:
        raise ImproperlyConfigured(f"{name}: {error}") from error
    rest = parts.path or parts.query or parts.fragment or parts.username
    if parts.scheme not in DEFAULT_PORTS or not host or rest:
        raise ImproperlyConfigured(
            f"{name} must be a scheme and a host, like https://tracker.example, not {value!r}."
        )
    is_usual = port in (None, DEFAULT_PORTS[parts.scheme])
    return f"{parts.scheme}://{host}" if is_usual else f"{parts.scheme}://{host}:{port}"


def as_sent(host: str) -> str:
    """A host as browsers send it: small letters, ASCII, an IPv6 address in brackets.

    Raises ValueError where it is none.
    """
    host = host.strip().lower()
    if ":" in host:
        return f"[{IPv6Address(host.strip('[]'))}]"
    dot, name = ("." if host.startswith(".") else ""), host.lstrip(".")
    return dot + (name if name.isascii() else name.encode("idna").decode())


def read_one_of(name: str, *choices: str) -> str:
    """One of a few words; the first where nothing is set."""
    value = read_text(name, choices[0])
    if value not in choices:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(choices)}, not {value!r}.")
    return value


def read_file(name: str) -> Path | None:
    """A file that is there; None where none is named."""
    value = read_text(name)
    if value and not Path(value).is_file():
        raise ImproperlyConfigured(f"{name} must be a file that is there, not {value!r}.")
    return Path(value) if value else None


def read_authorities(name: str) -> dict[str, Path]:
    """Addresses of time stamp authorities, each with the file of certificates it is believed by."""
    found: dict[str, Path] = {}
    for item in read_list(name):
        address, _space, file = item.partition(" ")
        if urlsplit(address).scheme not in DEFAULT_PORTS or not Path(file.strip()).is_file():
            raise ImproperlyConfigured(
                f"{name} must be addresses, each followed by a space and a file of certificates "
                f"that is there, divided by commas, not {item!r}."
            )
        found[address] = Path(file.strip())
    return found


def read_mail(name: str, sender: str) -> dict[str, object]:
    """How mail is sent, from an address like smtp+tls://user:password@host:587; nothing: it is not.

    `sender` is the setting of whom it comes from, which must be set with it.
    """
    value = read_text(name)
    if not value:
        return {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
    try:
        config: dict[str, object] = dict(environ.Env.email_url_config(value))
    except Exception as error:
        raise ImproperlyConfigured(f"{name} is not a mail server's address: {error}") from error
    if urlsplit(value).scheme not in ("smtp", "smtp+tls", "smtp+ssl") or not config["EMAIL_HOST"]:
        raise ImproperlyConfigured(f"{name} must begin with smtp+tls://, smtp+ssl:// or smtp://.")
    if "@" not in read_text(sender):
        raise ImproperlyConfigured(f"{sender} must be the address that mail comes from.")
    return config


def read_hosts(name: str) -> list[str]:
    hosts = read_list(name)
    if "*" in hosts:
        raise ImproperlyConfigured(
            f"{name} must name the hosts: with * anybody's name would stand in links and mails."
        )
    try:
        return [as_sent(host) for host in hosts]
    except ValueError as error:
        raise ImproperlyConfigured(f"{name}: {error}") from error


def make_folder(folder: Path) -> None:
    """A folder for its owner alone. Where none can be made, whoever needs it says so."""
    with suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def make_private_file(path: Path) -> None:
    """An empty file that only its owner may read; SQLite's journals take after it."""
    with suppress(OSError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def local_secret(folder: Path) -> str:
    """A random secret of this checkout, made once, readable by its owner only."""
    path = folder / "secret_key"
    make_folder(folder)
    with suppress(FileNotFoundError):
        if kept := path.read_text().strip():
            return kept
        # A disk that was full left a file without a word in it.
        sys.stderr.write(f"{path} was empty: a new secret is made, and sessions end.\n")
    handle, name = tempfile.mkstemp(dir=folder)
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_urlsafe(50))
    try:
        # Of two that start at once, one file stays, whole.
        if path.exists():
            os.replace(name, path)
        else:
            os.link(name, path)
    except FileExistsError:
        pass
    finally:
        Path(name).unlink(missing_ok=True)
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
    known = OF_POSTGRESQL if str(config["ENGINE"]).endswith("postgresql") else frozenset()
    asked = parse_qs(urlsplit(value).query, keep_blank_values=True)
    if unknown := sorted(asked.keys() - known):
        raise ImproperlyConfigured(f"{name}: {', '.join(unknown)} is not understood here.")
    config["OPTIONS"] = {option: values[-1] for option, values in asked.items()}
    return config


# --- Where this site is -------------------------------------------------------------------------

DEBUG = read_flag("DEBUG", False)
LOCAL_DIR = read_folder("LOCAL_DIR", ROOT / ".local")

ALLOWED_HOSTS = read_hosts("ALLOWED_HOSTS")
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
ALLOWED_HOSTS = ALLOWED_HOSTS or ([*LOCAL_HOSTS] if IS_LOCAL else [as_sent(_host)])

SECRET_KEY = read_text("SECRET_KEY")
if not SECRET_KEY:
    if not IS_LOCAL:
        raise ImproperlyConfigured("SECRET_KEY must be set: a long random text, kept private.")
    SECRET_KEY = local_secret(LOCAL_DIR)

# --- Parts --------------------------------------------------------------------------------------

# Whom this process serves. One that serves readers alone has nothing of the desk: no address, no
# session, no account, and needs no right to the desk's tables.
SERVE = read_one_of("SERVE", "both", "public", "desk")
HAS_DESK = SERVE != "public"

# Where the desk's processes take answers and corrections from outside, below /answer/. Readers'
# pages link there; a process for readers alone that is not told where shows no link.
ANSWERS_URL = read_site_url("ANSWERS_URL", SITE_URL if HAS_DESK else "")

# Whether what readers see takes two people: who wrote any of it may not publish it. A desk of one
# says no, and the list of changes says which were approved by their author.
SECOND_PERSON = read_flag("SECOND_PERSON", True)

# Where the desk's day begins and ends, and on which days of the week those work who are asked for a
# reply: deadlines are counted so.
DESK_TIME_ZONE = read_time_zone("DESK_TIME_ZONE", "UTC")
WORKING_DAYS = read_weekdays("WORKING_DAYS", "1,2,3,4,5")

# Whoever may publish or manage accounts is let in with a second factor alone, but on one's own
# machine, where it is offered.
SECOND_FACTOR_REQUIRED = not IS_LOCAL
# It is asked for again before readers' pages change, so many hours after it was last given.
SECOND_FACTOR_HOURS = read_whole_number("SECOND_FACTOR_HOURS", 4, least=1)
SECURITY_LOG_DAYS = read_whole_number("SECURITY_LOG_DAYS", 365, least=30)

OF_THE_DESK = [
    "tracker.editorial",
    "tracker.editorial.desk_config.DeskAdminConfig",
    "django.contrib.sessions",
    "django.contrib.messages",
]
INSTALLED_APPS = [
    "tracker.record",
    "tracker.capture",
    "tracker.ledger",
    "tracker.edition",
    "tracker.search",
    "tracker.public",
    *(OF_THE_DESK if HAS_DESK else []),
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_filters",
    "csp",
]
MIDDLEWARE = [
    "tracker.public.delivery.safe_headers.SafeHeaders",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "tracker.public.delivery.open_data.OpenData",
    "tracker.public.delivery.typed_addresses.TypedAddresses",
    "tracker.public.delivery.languages.LanguageOfPath",
    "tracker.public.delivery.reading_only.ReadingOnly",
    # Outside all that finishes a page: what it keeps is sent as it is.
    "tracker.public.delivery.freshness.Freshness",
    "tracker.public.delivery.compressing.Compressing",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "tracker.editorial.accounts.sessions.SignedIn",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
if SERVE == "public":
    WITH_SESSIONS = ("sessions.", "csrf.", "auth.", "messages.")
    MIDDLEWARE = [one for one in MIDDLEWARE if not any(f".{part}" in one for part in WITH_SESSIONS)]
elif SERVE == "desk":
    MIDDLEWARE.append("tracker.public.delivery.desk_alone.DeskAlone")
ROOT_URLCONF = "tracker.urls"
WSGI_APPLICATION = "tracker.wsgi.application"
ASGI_APPLICATION = "tracker.asgi.application"
OF_ACCOUNTS = [
    "django.contrib.auth.context_processors.auth",
    "django.contrib.messages.context_processors.messages",
]
# Public pages are made by Jinja2, in a tenth of the time; the desk's as the admin site's are.
TEMPLATES = [
    {
        "NAME": "jinja2",
        "BACKEND": "tracker.public.pages.environment.PerLanguage",
        "DIRS": [ROOT / "templates" / "public"],
        "OPTIONS": {
            "environment": "tracker.public.pages.environment.environment",
            "context_processors": ["tracker.public.delivery.context.site"],
        },
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                *(OF_ACCOUNTS if HAS_DESK else []),
                "tracker.public.delivery.context.site",
            ]
        },
    },
]

# --- The database -------------------------------------------------------------------------------

SQLITE_FILE = LOCAL_DIR / "tracker.sqlite3"
DATABASE = read_database("DATABASE_URL", SQLITE_FILE)
if DATABASE["NAME"] == str(SQLITE_FILE):
    make_folder(LOCAL_DIR)
    make_private_file(SQLITE_FILE)
if DATABASE["ENGINE"] == "django.db.backends.sqlite3":
    # IMMEDIATE, WAL and a long timeout: with Django's defaults eight writers lose thousands of
    # writes to "database is locked". FULL: an acknowledged save survives a power cut.
    DATABASE["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # 32 MB of pages: with SQLite's own two, writing the search index reads the same ones again.
        # What a save may take back within its transaction is kept in memory: as a file it is a
        # hundred writes.
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-32000;"
            "PRAGMA temp_store=MEMORY;"
        ),
    }
else:
    DATABASE["CONN_HEALTH_CHECKS"] = True
    # “Who may see what” is many small EXISTS: compiling them takes seconds and trying all orders of
    # ten tables 50 ms a question, running them none. What is given with the address comes last.
    given = dict(DATABASE["OPTIONS"])  # type: ignore[call-overload]
    asked = f"-c jit=off -c join_collapse_limit=4 {given.get('options', '')}".strip()
    DATABASE["OPTIONS"] = given | {"options": asked}
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
make_folder(STATIC_ROOT)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "tracker.public.delivery.static_files.Hashed"},
}
MEDIA_ROOT = LOCAL_DIR / "media"
# The ledger's private key; read by the sealing commands only, so it may be on another machine.
LEDGER_KEY_FILE = Path(read_text("LEDGER_KEY_FILE", str(LOCAL_DIR / "ledger_key")))
# Copies of sources, under their hashes; as precious as the database, and backed up after it.
CAPTURES_DIR = read_folder("CAPTURES_DIR", LOCAL_DIR / "captures")
# Those of the desk from the apps' own folders; readers' are made as a server starts. No
# collectstatic is needed for a site to look right.
WHITENOISE_USE_FINDERS = True

# --- Fetching -----------------------------------------------------------------------------------

# What sites are told of who asks; the first word is the name by which a robots.txt may speak to it.
CAPTURE_AGENT = read_text("CAPTURE_AGENT", f"Tracker/{__version__} (+{SITE_URL}/)")
if not (CAPTURE_AGENT.isascii() and CAPTURE_AGENT.isprintable()):
    raise ImproperlyConfigured("CAPTURE_AGENT must be one line of plain letters: it is a header.")
# What one copy may cost, and how long a host is left alone after it.
CAPTURE_SECONDS = read_whole_number("CAPTURE_SECONDS", 60, least=1)
CAPTURE_MEGABYTES = read_whole_number("CAPTURE_MEGABYTES", 50, least=1)
CAPTURE_PAUSE = read_whole_number("CAPTURE_PAUSE", 10)
# Days until a page is first asked for again, and from then on; how many pages in one run.
WATCH_FIRST_DAYS = read_whole_number("WATCH_FIRST_DAYS", 30, least=1)
WATCH_DAYS = read_whole_number("WATCH_DAYS", 90, least=1)
WATCH_MOST = read_whole_number("WATCH_MOST", 50, least=1)
# Where an archive is asked to keep a page, {url} being the page's address; unset, none is asked.
ARCHIVE_SAVE_URL = read_text("ARCHIVE_SAVE_URL")
if ARCHIVE_SAVE_URL and not (
    ARCHIVE_SAVE_URL.startswith(("https://", "http://")) and ARCHIVE_SAVE_URL.count("{url}") == 1
):
    raise ImproperlyConfigured(
        f"ARCHIVE_SAVE_URL must be an address with {{url}} in it once, not {ARCHIVE_SAVE_URL!r}."
    )
# Who is asked to say when copies and seals of the ledger were there (RFC 3161): nobody.
STAMP_AUTHORITIES = read_authorities("STAMP_AUTHORITIES")

# --- Safety -------------------------------------------------------------------------------------

SECURE_SSL_REDIRECT = IS_HTTPS and not DEBUG
SECURE_HSTS_SECONDS = read_whole_number("HSTS_SECONDS", 31_536_000) if IS_HTTPS else 0
# Both bind other sites of the same domain, and for years: the operator says so, or nobody does.
SECURE_HSTS_INCLUDE_SUBDOMAINS = read_flag("HSTS_INCLUDE_SUBDOMAINS", False)
SECURE_HSTS_PRELOAD = read_flag("HSTS_PRELOAD", False)
SECURE_REFERRER_POLICY = "same-origin"
BEHIND_PROXY = read_flag("BEHIND_PROXY", False)
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
if IS_HTTPS:
    # Names that a browser takes from this very host alone, and only over HTTPS.
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
# A session ends when it was not used so long, and so long after the sign-in in any case.
SESSION_IDLE_MINUTES = read_whole_number("SESSION_IDLE_MINUTES", 60, least=5)
SESSION_HOURS = read_whole_number("SESSION_HOURS", 12, least=1)
SESSION_COOKIE_AGE = SESSION_HOURS * 60 * 60
PASSWORD_RESET_TIMEOUT = 4 * 60 * 60
if HAS_DESK:
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
# No rule of kinds of characters: OWASP ASVS 5.0, 6.2. Words in `accounts/passwords.py`.
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "tracker.editorial.accounts.passwords.NotCommon"},
    {"NAME": "tracker.editorial.accounts.passwords.NotOfThisSite"},
]
LEAKED_PASSWORDS_FILE = read_file("LEAKED_PASSWORDS_FILE")
if LEAKED_PASSWORDS_FILE:
    AUTH_PASSWORD_VALIDATORS.append({"NAME": "tracker.editorial.accounts.leaked.NotLeaked"})
# A claim with sixty allegations, each with its citations and figures, is one form.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
# Django would have every site bind its subdomains and be preloaded; see HSTS_SECONDS.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
if not HAS_DESK:
    # Nothing can be sent to readers' pages that writes, and they have no session to write under.
    SILENCED_SYSTEM_CHECKS.append("security.W003")

# --- Mail ---------------------------------------------------------------------------------------

MAIL = read_mail("MAIL_URL", "MAIL_FROM")
HAS_MAIL = "EMAIL_HOST" in MAIL
EMAIL_BACKEND = MAIL["EMAIL_BACKEND"]
EMAIL_HOST = MAIL.get("EMAIL_HOST")
EMAIL_HOST_USER = MAIL.get("EMAIL_HOST_USER") or ""
EMAIL_HOST_PASSWORD = MAIL.get("EMAIL_HOST_PASSWORD") or ""
EMAIL_USE_TLS = bool(MAIL.get("EMAIL_USE_TLS"))
EMAIL_USE_SSL = bool(MAIL.get("EMAIL_USE_SSL"))
EMAIL_PORT = MAIL.get("EMAIL_PORT") or (465 if EMAIL_USE_SSL else 587 if EMAIL_USE_TLS else 25)
DEFAULT_FROM_EMAIL = read_text("MAIL_FROM")
EMAIL_TIMEOUT = 20

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"without_links": {"()": "tracker.secret_paths.as_filter"}},
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    # A filter of a logger holds for all its handlers, those of Django among them.
    "loggers": {
        name: {"filters": ["without_links"]}
        for name in ("django.request", "django.security.csrf", "django.server")
    },
    "root": {"handlers": ["console"], "level": "INFO"},
}
