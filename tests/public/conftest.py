"""A browser whose requests this process answers: it sees the test's own records and settings."""

from contextvars import copy_context
from urllib.parse import urlsplit

import pytest

SITE = "http://testserver"


@pytest.fixture
def windows(chromium, client, db):
    """A function that opens a window onto the site; `foreign` keeps what it asked of others.

    The test's client answers, not a live server: no table is flushed afterwards, the codebooks
    that migrations load stay, and a test pays only for the pages that it opens.
    """
    opened, foreign = [], []
    # Playwright answers in another context, where Django would open another connection.
    here = copy_context()

    def answer(route):
        parts = urlsplit(route.request.url)
        if parts.netloc != urlsplit(SITE).netloc:
            foreign.append(route.request.url)
            return route.abort()
        address = f"{parts.path}?{parts.query}" if parts.query else parts.path
        try:
            response = here.run(client.get, address)
        except Exception as error:
            return route.fulfill(status=500, body=repr(error))
        body = b"".join(response) if response.streaming else response.content
        return route.fulfill(status=response.status_code, headers=dict(response.items()), body=body)

    def window(width=1280, **more):
        context = chromium.new_context(viewport={"width": width, "height": 800}, **more)
        context.set_default_timeout(10_000)
        context.route("**/*", answer)
        opened.append(context)
        return context.new_page()

    window.foreign = foreign
    yield window
    for context in opened:
        context.close()
