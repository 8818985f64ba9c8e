"""README is held to what it says."""

import os
import re
import subprocess
import sys
import tomllib
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import get_commands
from django.urls import resolve

from tracker.editorial.accounts import factors, invitations, password_pages, security_log
from tracker.editorial.groups import ROLES
from tracker.editorial.management.commands import accounts

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^```sh\n(.+?)\n```$", README, re.MULTILINE | re.DOTALL)


def table(heading):
    section = README.split(f"## {heading}\n")[1].split("\n## ")[0]
    return re.findall(r"^\| `([^`]+)` \| (.+?) \|", section, re.MULTILINE)


def clone(tmp_path):
    """The tracked files and those about to be, in a folder of their own."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("not a git checkout")
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file():
            target = tmp_path / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes((ROOT / name).read_bytes())
            target.chmod((ROOT / name).stat().st_mode)
    return tmp_path


def with_this_python(command):
    """The command with its environment replaced by the one that runs this test."""
    made, installed, last = command.split(" && ")
    assert made == "python3 -m venv .local/venv"
    assert installed.startswith(
        ".local/venv/bin/python -m pip install --quiet --require-hashes -r "
    )
    assert (ROOT / installed.split()[-1]).is_file()
    return [sys.executable, *last.split()[1:]]


def test_there_are_exactly_two_set_up_commands_of_one_line_each():
    assert len(COMMANDS) == 2
    assert all("\n" not in command for command in COMMANDS)
    assert COMMANDS[0].endswith("manage.py quickstart")
    assert COMMANDS[1].endswith("-m pytest")


def test_first_command_sets_up_a_readable_site_and_says_the_passwords_once(tmp_path):
    checkout = clone(tmp_path)
    environ = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
    command = [*with_this_python(COMMANDS[0]), "--no-serve"]
    first = subprocess.run(
        command, cwd=checkout, env=environ, capture_output=True, text=True, check=True
    )
    again = subprocess.run(
        command, cwd=checkout, env=environ, capture_output=True, text=True, check=True
    )
    for name in ("editor", "publisher"):
        assert re.search(rf"Account “{name}”, password “\S{{16}}”", first.stdout)
    assert "password unchanged" in again.stdout
    shown = {path.name for path in checkout.iterdir() if not path.name.startswith(".")}
    assert shown == {"manage.py", "pyproject.toml", "README.md", "tracker", "templates", "tests"}


def test_every_setting_read_is_in_the_table_and_no_other():
    read = set(re.findall(r'read_\w+\(\s*"([A-Z_]+)"', (ROOT / "tracker/settings.py").read_text()))
    assert {name for name, _default in table("Settings")} == read


def test_defaults_in_the_table_are_the_defaults_of_the_code():
    code = (ROOT / "tracker/settings.py").read_text().replace("_", "")
    for name, default in table("Settings"):
        if re.fullmatch(r"`\d+`", default):
            assert f'"{name}", {default.strip("`")}'.replace("_", "") in code, name


def test_every_command_named_exists():
    known = get_commands()
    for name, _does in table("Commands"):
        assert name.split()[1] in known, name


def test_every_path_named_exists():
    for path in re.findall(r"`((?:tracker|templates|tests|\.ci)/[\w./-]*)`", README):
        assert (ROOT / path).exists(), path


def test_licence_is_the_one_in_pyproject():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert f"Licence: {project['license']}, in `{project['license-files'][0]}`" in README
    assert "BSD 3-Clause" in (ROOT / project["license-files"][0]).read_text()


def test_requirement_files_hold_what_pyproject_pins():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extras = project["optional-dependencies"]
    for name, pins in (
        ("run", project["dependencies"]),
        ("test", project["dependencies"] + extras["test"]),
        ("quality", project["dependencies"] + extras["test"] + extras["quality"]),
    ):
        locked = (ROOT / f".ci/requirements/{name}.txt").read_text()
        assert "--hash=sha256:" in locked
        assert "http" not in locked
        for pin in pins:
            package, version = re.fullmatch(r"([\w-]+)(?:\[.+\])?==(.+)", pin).groups()
            assert re.search(rf"^{package}(\[.+\])?=={re.escape(version)}\b", locked, re.M), pin


def test_what_is_told_of_accounts_is_what_the_code_does():
    told = README.split("## Accounts\n")[1].split("\n## ")[0]
    assert f"works once, for {invitations.DAYS} days" in told
    assert f"works once, for {settings.PASSWORD_RESET_TIMEOUT // 3600} hours" in told
    assert f"first {security_log.PREFIX[4]} bits, of IPv6 {security_log.PREFIX[6]}" in told
    assert factors.RECOVERY_CODES == 10
    assert "ten recovery codes" in told
    assert timedelta(minutes=10) == password_pages.MAIL_EVERY
    (length,) = (
        one["OPTIONS"]["min_length"]
        for one in settings.AUTH_PASSWORD_VALIDATORS
        if "OPTIONS" in one
    )
    assert f"have {length} characters or more" in told
    for name in re.findall(r"`(/admin/\S+)`", told):
        resolve(name)
    options = set(re.findall(r"`(?:manage\.py accounts )?(--[a-z-]+)", README))
    known = {
        option
        for action in accounts.Command().create_parser("manage.py", "accounts")._actions
        for option in action.option_strings
    }
    assert {"--invite", "--reset-factor", "--new-password", "--sign-out"} <= options & known
    for group in ROLES:
        assert f"group *{group}*" in README
