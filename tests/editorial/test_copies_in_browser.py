"""An original that is opened in a browser is saved, and nothing in it is run or asked for."""

import io

import pytest
from django.urls import reverse

from tests import factories as make
from tests.editorial.test_enter_a_dispute_in_browser import Desk
from tracker.capture.keeping import keep_file

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CALL = "alert(1); fetch('/called/')"
W3 = "http://www.w3.org"
ORIGINALS = {
    "page.html": f'<!doctype html><img src=/called/ onerror="{CALL}"><script>{CALL}</script>',
    "drawing.svg": f'<svg xmlns="{W3}/2000/svg" onload="{CALL}"><script>{CALL}</script></svg>',
    "page.xhtml": f'<html xmlns="{W3}/1999/xhtml"><script>{CALL}</script></html>',
    "report.pdf": f"%PDF-1.7\n1 0 obj <</OpenAction<</S/JavaScript/JS({CALL})>>>> endobj",
}


def test_original_is_saved_and_not_opened(live_server, open_page, publisher):
    source = make.source()
    desk = Desk(open_page(), live_server.url, "paula")
    desk.open(reverse("admin:record_source_copies", args=[source.pk]))
    dialogs, asked = [], []
    desk.page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    desk.page.on("request", lambda request: asked.append(request.url))
    for name, words in ORIGINALS.items():
        row = keep_file(source, io.BytesIO(words.encode()), name, publisher, "")
        desk.page.reload()
        desk.page.wait_for_load_state()
        with desk.page.expect_download() as saved:
            desk.page.locator("a[download]").first.click()
        assert saved.value.suggested_filename.startswith(source.reference)
        address = reverse("admin:record_source_original", args=[source.pk, row.pk, "body"])
        # Not by the link: typed, or put into a page of another origin.
        with desk.page.expect_download():
            desk.page.evaluate("address => { window.location.href = address }", address)
    assert dialogs == []
    assert not [url for url in asked if "called" in url]
