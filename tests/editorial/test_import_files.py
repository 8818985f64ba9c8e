"""Tables as files: found out whatever they are written in; hostile ones are told, never a crash."""

import json
import zipfile
from datetime import datetime

import openpyxl
import pytest

from tracker.editorial.importing.tables.problems import TableRefused
from tracker.editorial.importing.tables.reading import MOST_COLUMNS, Table
from tracker.editorial.importing.tables.shapes import find_shape

LATIN = "Name,Words\nCôte d’Ivoire,“Ça n’a rien à voir”, dit São Tomé\n".replace("”, dit", "” dit")
ARABIC = "الاسم,القول\nالطرف أ,قال إن الطرف ب لم يرد على الرسالة التي أرسلت إليه\n"


def table(folder, content):
    path = folder / "file"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return Table(path, find_shape(path))


def cells(found):
    return [row.cells for row in found.rows()]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (LATIN, "utf-8"),
        (LATIN, "utf-8-sig"),
        (LATIN, "utf-16"),
        (LATIN, "utf-16-le"),
        (LATIN, "utf-16-be"),
        (LATIN, "mac_roman"),
        (LATIN, "cp1252"),
        (ARABIC, "utf-8"),
        (ARABIC, "cp1256"),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encoding_and_line_ends_are_found_out(tmp_path, text, encoding, end):
    found = table(tmp_path, text.replace("\n", end).encode(encoding))
    assert found.shape.encoding == encoding
    assert found.shape.line_end == end
    head, row = (line.split(",") for line in text.strip().split("\n"))
    assert cells(found) == [dict(zip(head, row, strict=True))]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiter_is_found_out_beside_others_in_the_text(tmp_path, delimiter):
    rows = [["A", "B", "C"], ["one, two; three", "x | y", "z"], ['"quoted"', "", "z"]]
    text = "\n".join(
        delimiter.join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows
    )
    found = table(tmp_path, text)
    assert found.shape.delimiter == delimiter
    assert cells(found)[0] == {"A": "one, two; three", "B": "x | y", "C": "z"}
    assert cells(found)[1] == {"A": '"quoted"', "C": "z"}


@pytest.mark.parametrize(
    "text",
    [
        '[{"a": {"b": 1, "c": [true, {"d": "x"}]}}, {"a": {"b": null}}]',
        '{"n": 2, "short": [1], "rows": [{"a": {"b": 1, "c": [true, {"d": "x"}]}}, {}]}',
        '{"a": {"b": 1, "c": [true, {"d": "x"}]}}\n{"a": {}}\n',
    ],
)
def test_objects_are_rows_and_what_is_nested_has_its_path(tmp_path, text):
    assert cells(table(tmp_path, text))[0] == {"a.b": "1", "a.c.0": "true", "a.c.1.d": "x"}


def test_cells_of_a_workbook_are_what_it_shows(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["Day", "Number", "Half", "Yes"])
    book.active.append([datetime(2024, 4, 17), 5.0, 0.5, True])
    book.save(tmp_path / "book.xlsx")
    found = table(tmp_path, (tmp_path / "book.xlsx").read_bytes())
    assert cells(found) == [{"Day": "2024-04-17", "Number": "5", "Half": "0.5", "Yes": "true"}]


def workbook(folder, *rows, change=lambda sheet: None):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    change(book.active)
    book.save(folder / "book.xlsx")
    return (folder / "book.xlsx").read_bytes()


def far_cell(sheet):
    sheet["XFD2"] = "far"


HOSTILE = {
    "empty": (b"", "empty"),
    "no headings": (b"\n\n", "headings"),
    "unbalanced": (b'A,B\nx,y\nx,"open\nx,y\n', "Row 3, column 2"),
    "quote in a cell": (b'A,B\nx,"y" z\n', "Row 2, column 2"),
    "long cell": (b"A,B\nx," + b"y" * 200_000, "Row 2, column 2"),
    "doubled": (b"A,B,A\n1,2,3\n", "column 3.*column 1"),
    "wide": (b",".join(b"c%d" % n for n in range(MOST_COLUMNS + 1)), "columns"),
    "NUL heading": (b"A\x00B,C\n1,2\n", "column 1"),
    "zip": (b"PK\x03\x04 nothing", "workbook"),
    "doubled key": (b'[{"a": 1, "a": 2}]', "twice"),
    "deep": (b'[{"a":' * 50 + b"1" + b"}]" * 50, "Row 1"),
    "deeper": (b"[" * 100_000, "JSON"),
    "NaN": (b'[{"a": NaN}]', "NaN"),
    "no objects": (b"[1, 2]", "Row 1"),
    "lone surrogate": (rb'[{"\ud800": 1}]', "heading"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_that_cannot_be_read_is_told_where(tmp_path, name):
    content, why = HOSTILE[name]
    with pytest.raises(TableRefused, match=why):
        found = table(tmp_path, content)
        assert found.columns
        list(found.rows())


@pytest.mark.parametrize(
    ("content", "column"),
    [
        (b"A,B\nx,y\x00z\n", "B"),
        (b"A,B\nplain,Ren\xe9\nutf,Ren\xc3\xa9\n" + "é,é\n".encode() * 40, "B"),
        (rb'[{"A": "x", "B": "\ud800"}]', "B"),
    ],
)
def test_a_cell_that_cannot_be_kept_is_a_problem_of_its_row(tmp_path, content, column):
    path = tmp_path / "file"
    path.write_bytes(content)
    shape = find_shape(path).corrected({"encoding": "utf-8"})
    problems = [one for row in Table(path, shape).rows() for one in row.problems]
    assert [one.column for one in problems] == [column]


def test_a_row_with_more_cells_than_headings_is_a_problem(tmp_path):
    (row,) = table(tmp_path, "A,B\n1,2,3\n").rows()
    assert [one.row for one in row.problems] == [2]


def test_a_formula_is_told_with_its_place_and_not_computed(tmp_path):
    content = workbook(tmp_path, ["A", "B"], ["x", "=1+1"])
    with pytest.raises(TableRefused, match=r"Row 2, “column 2”: a formula"):
        cells(table(tmp_path, content))


def test_a_cell_at_the_end_of_a_million_columns_is_refused(tmp_path):
    content = workbook(tmp_path, ["A"], ["x"], change=far_cell)
    with pytest.raises(TableRefused, match="Row 2"):
        cells(table(tmp_path, content))


def test_a_workbook_that_unpacks_without_end_is_not_unpacked(tmp_path):
    path = tmp_path / "bomb.xlsx"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as parts,
        parts.open("xl/sharedStrings.xml", "w", force_zip64=True) as part,
    ):
        for _number in range(70):
            part.write(b" " * 1024 * 1024)
    with pytest.raises(TableRefused, match="MB"):
        cells(table(tmp_path, path.read_bytes()))


def test_how_a_file_is_read_can_be_corrected(tmp_path):
    path = tmp_path / "file"
    path.write_text(json.dumps({"a": [{"x": 1}, {"x": 2}], "b": {"c": [{"y": 3}]}}))
    assert cells(Table(path, find_shape(path))) == [{"x": "1"}, {"x": "2"}]
    assert cells(Table(path, find_shape(path).corrected({"path": "b.c"}))) == [{"y": "3"}]
    for wrong in ({"encoding": "rot13"}, {"kind": "pdf"}):
        with pytest.raises(TableRefused):
            find_shape(path).corrected(wrong)
