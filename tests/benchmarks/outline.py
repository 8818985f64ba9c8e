"""What an outline costs with 3, 9, 60 and 200 points: bytes, queries, seconds of processor.

    DATABASE_URL=… python -m tests.benchmarks.outline

In a database of tests, made for it and taken away again. The form without the points is measured
beside it.
"""

from __future__ import annotations

import sys
import time

from tests.benchmarks.apart import database_of_its_own

POINTS = (3, 9, 60, 200)
IN_PLACE = {"X-In-Place": "1"}
# Each claim in other words: one that is like another is asked about before it is saved.
CHANGED = (
    "Party A says that Party B let nobody see them.",
    "The guards took the shoes of each man in winter, Party A says.",
    "According to Party A, no doctor came to the women for a year.",
    "Party A says that parents paid to learn where a son was.",
)
NEW = (
    "Party A says that Party B took their letters.",
    "Water was given once a day, Party A says.",
    "According to Party A, lamps burned in the cells all night.",
    "Party A says that lawyers waited outside the court for hours.",
)
# A row that was saved comes back as its line, one that was not as a form.
LONGEST_LINE = 5000


def main() -> None:
    with database_of_its_own():
        measure()


def measure() -> None:
    from django.test import Client

    from tests import factories as make
    from tests.conftest import staff

    client = Client()
    client.force_login(staff("edith", "editor"))
    sys.stdout.write("points  what                     bytes  queries  CPU s\n")
    for points, *texts in zip(POINTS, CHANGED, NEW, strict=True):
        claim = make.claim(allegations=0, status="draft", published_at=None)
        for number in range(1, points + 1):
            words = "Party A says that Party B held people without charge in a town for months."
            make.figure(make.allegation(claim, number, text=words))
        make.ledger()
        of_claim(client, claim, points, *texts)
        of_response(client, make.response(claim, status="draft", published_at=None), points)


def of_claim(client, claim, points, changed, new_text) -> None:
    from tests.editorial import desk

    outline = f"/admin/record/claim/{claim.pk}/outline/"
    told(points, "outline", lambda: client.get(outline))
    point = claim.allegations.all()[points // 2]
    row, new = f"{outline}allegations/{point.pk}/", f"{outline}allegations/"
    data = desk.fields(told(points, "open a point", lambda: client.get(row, headers=IN_PLACE)))
    data["allegations-0-text"] = [changed]
    saved = told(points, "save it", lambda: client.post(row, data, headers=IN_PLACE))
    assert len(saved.content) < LONGEST_LINE, "not saved"
    told(points, "keep it, typed", lambda: client.post(f"{outline}typed/", data | {"_row": "head"}))
    data = desk.fields(told(points, "open a new point", lambda: client.get(new, headers=IN_PLACE)))
    data["allegations-0-text"] = [new_text]
    saved = told(points, "save it", lambda: client.post(new, data, headers=IN_PLACE))
    assert len(saved.content) < LONGEST_LINE, "not saved"
    told(points, "move one up", lambda: client.post(f"{outline}move/", {"up": point.pk}))
    told(points, "all but the points", lambda: client.get(desk.address(claim)))


def of_response(client, response, points) -> None:
    outline = f"/admin/record/response/{response.pk}/outline/"
    told(points, "outline of a response", lambda: client.get(outline))


def told(points, what, ask):
    """Ask once and tell what it cost; returns the answer."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        began = time.process_time()
        response = ask()
        took = time.process_time() - began
    assert response.status_code in (200, 302), response.status_code
    size = len(response.content)
    sys.stdout.write(f"{points:6}  {what:22} {size:8}  {len(queries):7}  {took:5.2f}\n")
    return response


if __name__ == "__main__":
    main()
