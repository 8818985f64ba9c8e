"""The house: which room may lean on which, and what may be seen at the root."""

import ast
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
ROOMS = {
    "record": set(),
    "capture": {"record"},
    "ledger": {"record"},
    "edition": {"record", "capture", "ledger"},
    "search": {"record", "edition"},
    "words": {"record", "edition"},
    "editorial": {"record", "capture", "ledger", "edition", "search", "words"},
    "public": {"record", "capture", "ledger", "edition", "search", "words"},
}
AT_THE_ROOT = {"manage.py", "pyproject.toml", "README.md", "tracker", "templates", "tests"}
HERE = sorted(room for room in ROOMS if (ROOT / "tracker" / room).is_dir())


def modules(room):
    return sorted((ROOT / "tracker" / room).rglob("*.py"))


def imported(path):
    """Every module a file imports, wherever in the file the import stands."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield node.module
            yield from (f"{node.module}.{name.name}" for name in node.names)


def room_of(module):
    parts = module.split(".")
    return parts[1] if len(parts) > 1 and parts[0] == "tracker" and parts[1] in ROOMS else None


def arrows(path):
    return {room_of(module) for module in imported(path)} - {None}


@pytest.mark.parametrize("room", HERE)
def test_room_imports_only_from_rooms_below(room):
    for path in modules(room):
        wrong = arrows(path) - ROOMS[room] - {room}
        assert not wrong, f"{path.relative_to(ROOT)} leans on {wrong}"


# The rooms of readers' pages, from the lowest: each leans on those before it alone.
FLOORS_OF_PUBLIC = ("delivery", "telling", "drawing", "lists", "machines", "pages")


@pytest.mark.parametrize("inner", FLOORS_OF_PUBLIC)
def test_rooms_of_readers_pages_lean_only_on_those_below(inner):
    above = FLOORS_OF_PUBLIC[FLOORS_OF_PUBLIC.index(inner) + 1 :]
    wrong = tuple(f"tracker.public.{one}" for one in above)
    for path in sorted((ROOT / "tracker" / "public" / inner).rglob("*.py")):
        found = {one for one in imported(path) if one.startswith(wrong)}
        assert not found, f"{path.relative_to(ROOT)} leans on {found}"


def test_readers_pages_know_no_models_of_the_record():
    for path in modules("public"):
        wrong = {one for one in imported(path) if one.startswith("tracker.record.models")}
        wrong |= {one for one in imported(path) if one.startswith("tracker.record.querysets")}
        assert not wrong, f"{path.relative_to(ROOT)} reads rows"


@pytest.mark.parametrize("room", HERE)
def test_migrations_depend_only_on_rooms_below(room):
    labels = set(ROOMS)
    for path in sorted((ROOT / "tracker" / room / "migrations").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if not (
                isinstance(node, ast.Assign)
                and getattr(node.targets[0], "id", "") == "dependencies"
            ):
                continue
            for pair in ast.walk(node.value):
                if isinstance(pair, ast.Tuple) and isinstance(pair.elts[0], ast.Constant):
                    on = pair.elts[0].value
                    assert on not in labels or on in ROOMS[room] | {room}, f"{path} on {on}"


@pytest.mark.parametrize("room", HERE)
def test_no_import_is_hidden_in_a_function(room):
    """An import inside a function is how a wrong arrow hides; `ready()` is Django's own place."""
    for path in modules(room):
        for function in ast.walk(ast.parse(path.read_text())):
            if isinstance(function, ast.FunctionDef) and function.name != "ready":
                for node in ast.walk(function):
                    found = isinstance(node, ast.ImportFrom) and (node.module or "").startswith(
                        "tracker"
                    )
                    assert not found, f"{path.relative_to(ROOT)}: {function.name}"


@pytest.mark.parametrize("room", HERE)
def test_room_says_what_belongs_and_what_does_not(room):
    said = ast.get_docstring(ast.parse((ROOT / "tracker" / room / "__init__.py").read_text()))
    assert said
    assert "does not belong" in said.lower() or "imports no other room" in said
    assert "belongs here" in said.lower()


def test_readers_room_has_no_models():
    assert not (ROOT / "tracker/public/models.py").exists()
    assert not (ROOT / "tracker/public/migrations").exists()


def test_nothing_else_is_visible_at_the_root():
    assert {path.name for path in ROOT.iterdir() if not path.name.startswith(".")} <= AT_THE_ROOT


def test_nothing_else_at_the_root_is_tracked():
    git = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if git.returncode:
        pytest.skip("not a git checkout")
    tops = {line.split("/")[0] for line in git.stdout.splitlines()}
    assert {top for top in tops if not top.startswith(".")} <= AT_THE_ROOT


def test_no_drawer_for_everything():
    for path in (ROOT / "tracker").rglob("*.py"):
        assert path.stem not in {"utils", "helpers", "common", "misc"}, path


def test_templates_never_mark_text_safe():
    for path in [*(ROOT / "templates").rglob("*.html"), *(ROOT / "tracker").rglob("*.py")]:
        text = path.read_text()
        for word in ("mark_safe", "|safe", "autoescape off"):
            assert word not in text, f"{path.relative_to(ROOT)}: {word}"
