"""The command that looks for every quote, and says where one is found no more."""

import re
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command, load_command_class

from tests import factories as make
from tests.capture.quoting import ALTERED, PASSAGE, TEXT, cited, kept, standing
from tracker.capture import storage
from tracker.capture.keeping import keep_text
from tracker.capture.models import CopyText, QuoteCheck
from tracker.capture.text import plain

pytestmark = pytest.mark.django_db
HEAD = "source\tquotes\tword_for_word\tdifferences\tnot_found\tcannot\tnot_checked"


@pytest.fixture
def source(db):
    return make.source()


def told(capsys, *given):
    call_command("verify_quotes", *given)
    return capsys.readouterr().out.splitlines()


def test_table_counts_the_quotes_of_each_source_by_state(source, capsys):
    for quote in (PASSAGE, PASSAGE, ALTERED["letter"], ALTERED["number"], "…"):
        cited(source, quote)
    other = cited(make.source()).source
    # Neither read nor looked in yet.
    keep_text(source, TEXT, None, "")
    lines = told(capsys, "--source", source.reference)
    row = "5\t2\t1\t1\t1\t0"
    assert lines == ["1 texts taken out.", HEAD, f"{source.reference}\t{row}", f"all\t{row}"]
    lines = told(capsys)
    assert f"{other.reference}\t1\t0\t0\t0\t0\t1" in lines
    # Those of the factories' claims are from sources of their own.
    assert lines[-1].split("\t")[0] == "all" and lines[-1].endswith("\t7")


def test_quote_that_a_new_reader_loses_is_named_and_still_counts_as_found(
    source, capsys, monkeypatch
):
    citation = cited(source)
    kept(source)
    told(capsys)
    monkeypatch.setattr(plain, "VERSION", "2")
    monkeypatch.setattr(plain, "storable", lambda text: "Nothing of it.")
    # Without --all, what was read is not read anew.
    told(capsys)
    with pytest.raises(CommandError, match="1 that were found"):
        call_command("verify_quotes", "--all")
    out = capsys.readouterr().out
    assert f"citation {citation.pk}: not found (absent)" in out
    assert standing(citation).state == "word_for_word"
    # It says so until somebody does something about it, such as correct the quote.
    with pytest.raises(CommandError):
        call_command("verify_quotes")
    citation.quote = "Nothing of it."
    citation.save()
    capsys.readouterr()
    assert told(capsys)[-1].startswith("all\t2\t1\t")


def test_new_reader_that_finds_the_same_loses_nothing(source, capsys, monkeypatch):
    cited(source)
    kept(source)
    told(capsys)
    monkeypatch.setattr(plain, "VERSION", "2")
    assert told(capsys, "--all")[0] == "1 texts taken out."
    assert CopyText.objects.count() == 2


def test_damaged_text_is_named(source, capsys):
    citation = cited(source)
    kept(source)
    told(capsys)
    path = storage.path_of(CopyText.objects.get().text_sha256)
    path.chmod(0o600)
    path.write_text("Another text.")
    with pytest.raises(CommandError):
        call_command("verify_quotes")
    assert "is not what it was" in capsys.readouterr().out
    path.unlink()
    with pytest.raises(CommandError):
        call_command("verify_quotes", "--source", source.reference)
    assert f"citation {citation.pk}: " in capsys.readouterr().out


def test_newer_copy_that_lacks_a_quote_is_no_fault(source, capsys):
    citation = cited(source)
    kept(source)
    told(capsys)
    kept(source, "The page is gone.", day="2024-09-09")
    told(capsys, "--all")
    assert QuoteCheck.objects.filter(citation=citation).count() == 2
    assert "not in the newer copy" in standing(citation).sentence


def test_command_refuses_what_it_cannot_do(settings, capsys):
    with pytest.raises(CommandError, match="no source S-1999"):
        call_command("verify_quotes", "--source", "S-1999-0001")
    assert told(capsys) == [HEAD, "all\t0\t0\t0\t0\t0\t0"]
    settings.HAS_DESK = False
    with pytest.raises(CommandError, match="SERVE=public"):
        call_command("verify_quotes")


def test_copy_given_by_command_is_read_and_looked_in_at_once(source, capsys, tmp_path):
    citation = cited(source)
    file = tmp_path / "text.txt"
    file.write_text("A report of that spring.")
    call_command("capture", "--source", source.reference, "--text", file, "--part")
    assert "24 characters of text." in capsys.readouterr().out
    assert "part of the source" in standing(citation).sentence
    file.write_text(TEXT)
    call_command("capture", "--source", source.reference, "--file", file)
    assert standing(citation).state == "word_for_word"
    with pytest.raises(CommandError, match="--part goes with"):
        call_command("capture", source.url, "--part")


def test_readme_names_the_options_there_are():
    readme = (Path(__file__).resolve().parents[2] / "README.md").read_text(encoding="utf-8")
    for name in ("verify_quotes", "capture"):
        lines = [line for line in readme.splitlines() if line.startswith(f"| `manage.py {name}")]
        parser = load_command_class("tracker.editorial", name).create_parser("manage.py", name)
        own = {"--source", "--all", "--due", "--file", "--text", "--part"}
        known = own.intersection(option for one in parser._actions for option in one.option_strings)
        assert set(re.findall(r"--[a-z]+", lines[0])) == known
