"""Asks one contestant all that can be asked of it, and notes what the answers took."""

from __future__ import annotations

import csv
import io
import re
from functools import partial
from itertools import cycle, islice

from tests.benchmarks.finding import cases
from tests.benchmarks.finding.asking import (
    QUICK,
    ROUNDS,
    TooSlow,
    WrongAnswer,
    ask,
    asked,
    measured,
    together,
)
from tests.benchmarks.finding.servers import say

USER, PASSWORD = "bench", "only for the benchmark"
# Requests that go before: each worker loads what it keeps in memory.
WARMING = 28


def measure(server, addresses, chosen, warm, is_stamped=False):
    """Case → what it took, and the workers' memory. `warm` is a path that loads what is kept."""
    found = {"loading": max(_warmed(server.port, warm))}
    headers = signed_in(server.port) if set(chosen) & set(cases.ADMIN) else {}
    for case in chosen:
        if case == "csv":
            found[case] = _download(server, addresses)
        else:
            found[case] = _case(server.port, addresses, case, headers, is_stamped)
        say(f"  {case}: {_in_short(found[case])}")
    found["memory"] = max(server.memory().values())
    return found


def _warmed(port, paths):
    """Milliseconds of the first answers; a site that is too slow for them is asked all the same."""
    taken = [0.0]
    try:
        for path in islice(cycle(paths), WARMING):
            taken.append(asked(port, path).whole * 1000)
    except TooSlow as fault:
        say(f"  {fault}")
    return taken


def _case(port, addresses, case, headers, is_stamped):
    variants = addresses.questions.of(case)
    paths = [addresses.request(case, variant) for variant in variants]
    requests = [(path, headers if case in cases.ADMIN else {}) for path in paths]
    status = 200
    if case == "304":
        requests = list(_conditional(port, paths[: 2 * ROUNDS]))
        status = 304 if is_stamped else 200
    try:
        if case in cases.AGAIN:
            # Each worker makes the few pages once.
            for request in requests[: 4 * cases.FEW]:
                asked(port, request)
        found = measured(port, requests[:ROUNDS], status, partial(cases.is_right, case))
        if found.get("median", 1000) < QUICK * 1000 and requests[ROUNDS:]:
            again = requests[ROUNDS:]
            found["a_second"] = together(port, cycle(again) if case == "304" else again, status)
    except (TooSlow, WrongAnswer) as fault:
        return {"wrong": str(fault)}
    return found


def _conditional(port, paths):
    """Requests that hold the ETag just received, where there is one."""
    for path in paths:
        tag = asked(port, path).headers.get("etag")
        yield path, {"If-None-Match": tag} if tag else {}


def _download(server, addresses):
    paths = [addresses.request("csv", variant) for variant in addresses.questions.of("csv")]
    try:
        text = asked(server.port, paths[0]).body.decode("utf-8-sig")
        rows = sum(1 for _ in csv.reader(io.StringIO(text))) - 1
        with server.growth() as grown:
            found = measured(server.port, paths[1:])
    except (TooSlow, WrongAnswer) as fault:
        return {"wrong": str(fault)}
    return found | {"grown": grown[0], "lines": rows}


def signed_in(port):
    """The headers of a request of the superuser."""
    page = asked(port, "/admin/login/")
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.body.decode())[1]
    cookie = page.headers["set-cookie"].split(";")[0]
    form = {"csrfmiddlewaretoken": token, "username": USER, "password": PASSWORD}
    answer = ask(port, "/admin/login/?next=/admin/", {"Cookie": cookie}, form)
    session = re.search(r"sessionid=[^;]+", answer.headers.get("set-cookie", ""))
    if answer.status != 302 or session is None:
        raise WrongAnswer(f"signing in: {answer.status}")
    return {"Cookie": session[0]}


def _in_short(found):
    if "median" not in found:
        return str(found)
    return f"{found['median']:.1f} ms, {found['rounds']} rounds, {found['bytes']} bytes"
