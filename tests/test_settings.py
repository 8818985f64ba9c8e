"""Settings: safe when nothing is set, and a bad value stops the start by name."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LONG = "only-for-these-tests-0123456789-" * 2
PRODUCTION = {"SITE_URL": "https://tracker.example", "SECRET_KEY": LONG}
SHOW = """
import json
from django.conf import settings as s
names = ("DEBUG ALLOWED_HOSTS SECURE_SSL_REDIRECT SESSION_COOKIE_SECURE CSRF_COOKIE_SECURE "
         "SECURE_HSTS_SECONDS SITE_NAME SECRET_KEY").split()
print(json.dumps({n: getattr(s, n) for n in names} | {"ENGINE": s.DATABASES["default"]["ENGINE"]}))
"""


def run(tmp_path, *command, **environ):
    known = {k: os.environ[k] for k in ("PATH", "HOME", "LANG") if k in os.environ}
    return subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env={
            **known,
            "DJANGO_SETTINGS_MODULE": "tracker.settings",
            "LOCAL_DIR": str(tmp_path / "local"),
            **environ,
        },
        capture_output=True,
        text=True,
        check=False,
    )


def settings(tmp_path, **environ):
    done = run(tmp_path, "-c", SHOW, **environ)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_nothing_set_is_safe_and_local(tmp_path):
    found = settings(tmp_path)
    assert found["DEBUG"] is False
    assert found["ALLOWED_HOSTS"] == ["127.0.0.1", "localhost", "[::1]"]
    assert found["ENGINE"] == "django.db.backends.sqlite3"


def test_secret_of_a_local_checkout_is_random_kept_and_private(tmp_path):
    first = settings(tmp_path)["SECRET_KEY"]
    assert len(first) > 50
    assert settings(tmp_path)["SECRET_KEY"] == first
    assert (tmp_path / "local/secret_key").stat().st_mode & 0o777 == 0o600
    assert settings(tmp_path / "other")["SECRET_KEY"] != first


def test_public_site_without_a_secret_does_not_start(tmp_path):
    done = run(tmp_path, "manage.py", "check", SITE_URL="https://tracker.example")
    assert done.returncode != 0
    assert "SECRET_KEY must be set" in done.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DEBUG", "maybe"),
        ("SITE_URL", "tracker.example"),
        ("SITE_URL", "http://tracker.example"),
        ("SITE_URL", "https://tracker.example/path"),
        ("SITE_URL", "https://["),
        ("DATABASE_URL", "mysql://root@127.0.0.1/x"),
        ("DATABASE_URL", "nonsense"),
        ("DATABASE_URL", "postgres://127.0.0.1:port/x"),
        ("HSTS_SECONDS", "-1"),
        ("HSTS_SECONDS", "٣"),
        ("LOCAL_DIR", "relative"),
        ("BEHIND_PROXY", "perhaps"),
        ("ALLOWED_HOSTS", "*"),
        ("ALLOWED_HOSTS", "tracker.example,[::zz]"),
        ("DATABASE_URL", "postgres://127.0.0.1/x?sslmod=require"),
        ("DATABASE_URL", "sqlite:////tmp/x.sqlite3?mode=ro"),
        ("SITE_URL", "https://user@tracker.example"),
        ("SERVE", "all"),
        ("SESSION_HOURS", "0"),
        ("LEAKED_PASSWORDS_FILE", "/nowhere/passwords.txt"),
        ("SESSION_IDLE_MINUTES", "1"),
        ("SECURITY_LOG_DAYS", "1"),
        ("MAIL_URL", "https://mail.example"),
        ("MAIL_URL", "smtp://"),
        ("MAIL_URL", "file:///tmp/mail"),
        ("CAPTURE_AGENT", "Träcker"),
        ("ARCHIVE_SAVE_URL", "https://archive.org/save/"),
        ("STAMP_AUTHORITIES", "https://stamps.example/tsr /nowhere/ca.pem"),
        ("STAMP_AUTHORITIES", "ftp://stamps.example/tsr /etc/hostname"),
    ],
)
def test_bad_value_stops_the_start_by_name(tmp_path, name, value):
    done = run(tmp_path, "manage.py", "check", **{**PRODUCTION, name: value})
    assert done.returncode != 0
    assert "ImproperlyConfigured" in done.stderr
    assert name in done.stderr.splitlines()[-1]


@pytest.mark.parametrize("serve", ["both", "public", "desk"])
def test_production_is_clean_under_check_deploy(tmp_path, serve):
    strictly = ("check", "--deploy", "--fail-level", "WARNING")
    done = run(tmp_path, "manage.py", *strictly, **PRODUCTION, SERVE=serve)
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


def test_allowed_hosts_alone_make_a_public_site_with_https(tmp_path):
    found = settings(tmp_path, ALLOWED_HOSTS="tracker.example", SECRET_KEY=LONG)
    assert found["SECURE_SSL_REDIRECT"]
    assert found["SESSION_COOKIE_SECURE"]
    assert found["CSRF_COOKIE_SECURE"]
    assert found["SECURE_HSTS_SECONDS"] > 0


def test_postgresql_by_address(tmp_path):
    found = settings(tmp_path, DATABASE_URL="postgres://someone@127.0.0.1:5432/test")
    assert found["ENGINE"] == "django.db.backends.postgresql"


OPTIONS = """
import json
from django.conf import settings as s
print(json.dumps([s.DATABASES["default"]["OPTIONS"], s.SITE_URL, s.ALLOWED_HOSTS,
    s.SESSION_COOKIE_NAME, s.SECURE_HSTS_INCLUDE_SUBDOMAINS]))
"""


def told(tmp_path, **environ):
    done = run(tmp_path, "-c", OPTIONS, **environ)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


ALWAYS = "-c jit=off -c join_collapse_limit=4"


def test_options_of_a_database_address_are_obeyed(tmp_path):
    url = "postgres://someone@127.0.0.1:5432/test?sslmode=require&options=-c%20work_mem%3D8MB"
    options, *_rest = told(tmp_path, DATABASE_URL=url)
    assert options == {"sslmode": "require", "options": f"{ALWAYS} -c work_mem=8MB"}


@pytest.mark.parametrize(
    ("given", "url", "host"),
    [
        ("https://Tracker.EXAMPLE/", "https://tracker.example", "tracker.example"),
        ("https://bücher.example", "https://xn--bcher-kva.example", "xn--bcher-kva.example"),
        ("https://[2001:DB8::0:1]:8443", "https://[2001:db8::1]:8443", "[2001:db8::1]"),
        ("https://tracker.example:443", "https://tracker.example", "tracker.example"),
    ],
)
def test_site_is_named_as_browsers_name_it(tmp_path, given, url, host):
    _options, site, hosts, *_rest = told(tmp_path, SITE_URL=given, SECRET_KEY=LONG)
    assert (site, hosts) == (url, [host])


def test_public_site_has_cookies_of_its_host_alone_and_binds_no_subdomain(tmp_path):
    *_rest, cookie, binds = told(tmp_path, **PRODUCTION)
    assert (cookie, binds) == ("__Host-session", False)
    assert told(tmp_path, **PRODUCTION, HSTS_INCLUDE_SUBDOMAINS="true")[-1] is True


ACCOUNTS = """
import json
from django.conf import settings as s
names = ("SECOND_FACTOR_REQUIRED HAS_MAIL EMAIL_HOST EMAIL_PORT EMAIL_USE_TLS EMAIL_USE_SSL "
         "EMAIL_HOST_PASSWORD DEFAULT_FROM_EMAIL SESSION_COOKIE_HTTPONLY").split()
print(json.dumps({n: getattr(s, n) for n in names}))
"""


def of_accounts(tmp_path, **environ):
    done = run(tmp_path, "-c", ACCOUNTS, **environ)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_second_factor_is_required_of_a_public_site_and_no_mail_is_sent_unasked(tmp_path):
    assert of_accounts(tmp_path)["SECOND_FACTOR_REQUIRED"] is False
    public = of_accounts(tmp_path, **PRODUCTION)
    assert (public["SECOND_FACTOR_REQUIRED"], public["HAS_MAIL"]) == (True, False)
    assert public["SESSION_COOKIE_HTTPONLY"] is True


def test_mail_is_read_from_one_address_and_needs_a_sender(tmp_path):
    url = {"MAIL_URL": "smtp+tls://desk:p%40ss@mail.example"}
    found = of_accounts(tmp_path, **url, MAIL_FROM="desk@tracker.example")
    assert (found["EMAIL_HOST"], found["EMAIL_PORT"]) == ("mail.example", 587)
    assert (found["EMAIL_USE_TLS"], found["EMAIL_USE_SSL"]) == (True, False)
    assert found["EMAIL_HOST_PASSWORD"] == "p@ss"
    done = run(tmp_path, "manage.py", "check", **url)
    assert "MAIL_FROM must be" in done.stderr


def test_list_of_leaked_passwords_is_looked_at_where_one_is_named(tmp_path):
    show = "from django.conf import settings as s; print(s.AUTH_PASSWORD_VALIDATORS)"
    (tmp_path / "passwords.txt").touch()
    named = run(tmp_path, "-c", show, LEAKED_PASSWORDS_FILE=str(tmp_path / "passwords.txt"))
    assert "NotLeaked" in named.stdout
    assert "NotLeaked" not in run(tmp_path, "-c", show).stdout


def test_empty_secret_of_a_full_disk_is_told_and_mended(tmp_path):
    (tmp_path / "local").mkdir()
    (tmp_path / "local/secret_key").touch()
    done = run(tmp_path, "-c", SHOW)
    assert "secret_key was empty" in done.stderr
    assert len(json.loads(done.stdout)["SECRET_KEY"]) > 50
    assert "empty" not in run(tmp_path, "-c", SHOW).stderr


def test_local_files_are_their_owners_alone_and_made_only_when_needed(tmp_path):
    settings(tmp_path)
    local = tmp_path / "local"
    assert local.stat().st_mode & 0o777 == 0o700
    assert (local / "tracker.sqlite3").stat().st_mode & 0o777 == 0o600


def test_read_only_root_starts_with_all_settings_given(tmp_path):
    # Not a folder: nothing can be made in it, whoever runs the tests.
    blocked = tmp_path / "blocked"
    blocked.touch()
    url = "postgres://someone@127.0.0.1:5432/test"
    done = run(
        tmp_path, "-c", SHOW, **PRODUCTION, DATABASE_URL=url, LOCAL_DIR=str(blocked / "local")
    )
    assert done.returncode == 0, done.stderr


def test_no_start_writes_at_the_root(tmp_path):
    before = {path.name for path in ROOT.iterdir()}
    run(tmp_path, "manage.py", "check")
    assert {path.name for path in ROOT.iterdir()} == before
