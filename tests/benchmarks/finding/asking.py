"""Asking a server over HTTP, again and again, and what the answers took."""

from __future__ import annotations

import http.client
import threading
import time
from dataclasses import dataclass
from statistics import median
from urllib.parse import urlencode

from tests.benchmarks.finding.servers import LONGEST

ROUNDS, FEWEST = 40, 3
# Seconds after which a case has been asked often enough.
ENOUGH, AT_MOST = 8, 40
TOGETHER, QUICK = 1.5, 0.1


@dataclass
class Answer:
    """One answer, with the seconds to its first byte and to its last."""

    status: int
    headers: dict[str, str]
    body: bytes
    first: float
    whole: float


class TooSlow(Exception):
    """No answer within `LONGEST` seconds."""


def ask(port, path, headers=None, form=None):
    """One request on a connection of its own. Nothing is asked to be compressed."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=LONGEST)
    method, body, headers = "GET", None, dict(headers or {})
    if form is not None:
        method, body = "POST", urlencode(form)
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    began = time.perf_counter()
    try:
        connection.putrequest(method, path, skip_accept_encoding=True)
        for name, value in headers.items():
            connection.putheader(name, value)
        if body:
            connection.putheader("Content-Length", str(len(body)))
        connection.endheaders(body.encode() if body else None)
        response = connection.getresponse()
        start = response.read(1)
        first = time.perf_counter() - began
        rest = response.read()
        whole = time.perf_counter() - began
    except (TimeoutError, http.client.HTTPException, ConnectionError) as error:
        raise TooSlow(f"{path}: {error!r} after {time.perf_counter() - began:.0f} s") from error
    finally:
        connection.close()
    told = {name.lower(): value for name, value in response.getheaders()}
    return Answer(response.status, told, start + rest, first, whole)


class WrongAnswer(Exception):
    """An answer that is not the page that was asked for; its time would mean nothing."""


def asked(port, request, status=200):
    """Ask for a path, or a path with headers; the answer must have `status`."""
    path, headers = request if isinstance(request, tuple) else (request, None)
    answer = ask(port, path, headers)
    if answer.status != status:
        raise WrongAnswer(f"{path}: {answer.status} {answer.body[:300]!r}")
    return answer


def measured(port, requests, status=200, is_right=lambda body: True):
    """What the answers to these requests took; slow ones are asked for fewer times."""
    answers, spent = [], 0.0
    try:
        for request in requests:
            answers.append(asked(port, request, status))
            if not is_right(answers[-1].body):
                raise WrongAnswer(f"{request}: other claims than were asked for")
            spent += answers[-1].whole
            if len(answers) >= ROUNDS or spent > AT_MOST:
                break
            if len(answers) >= FEWEST and spent > ENOUGH:
                break
    except TooSlow:
        if not answers:
            return {"too_slow": LONGEST * 1000}
    times = sorted(answer.whole * 1000 for answer in answers)
    return {
        "median": median(times),
        "p95": times[min(len(times) - 1, round(len(times) * 0.95))],
        "first_byte": median(answer.first * 1000 for answer in answers),
        "rounds": len(times),
        "bytes": round(median(len(answer.body) for answer in answers)),
    }


def together(port, requests, status=200, clients=2):
    """Answers a second with two clients that ask at once."""
    source, lock, counts, faults = iter(requests), threading.Lock(), [0] * clients, []
    end = time.perf_counter() + TOGETHER

    def work(number):
        try:
            while time.perf_counter() < end:
                with lock:
                    request = next(source, None)
                if request is None:
                    return
                asked(port, request, status)
                counts[number] += 1
        except (TooSlow, WrongAnswer) as fault:
            faults.append(fault)

    began = time.perf_counter()
    threads = [threading.Thread(target=work, args=(number,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise faults[0]
    return sum(counts) / (time.perf_counter() - began)
