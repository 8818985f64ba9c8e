"""What is known of each accused's reply to each point, asked of the desk's tables alone.

The whole rule once more, apart from `tracker.record.state` and in SQL: documents and the index are
held to it. As querysets it would be nested deeper than SQLite reads.
"""

from typing import NamedTuple

from django.db import connection
from django.utils import timezone

from tracker.record.models import Source
from tracker.record.state import deadline_day

FILTERED = {
    "answered": ["answered"],
    "declined": ["declined"],
    "not_on_file": ["not_on_file", "received"],
    "not_addressed": ["not_addressed"],
    "overdue": ["overdue"],
    "open": ["open", "unchecked"],
    "none": ["none", "not_looked_for"],
}

# Whose words a response is, and which of all there are count; `{sources}` are those that are shown.
REPLIES = """
WITH tie AS (
    SELECT member_id, body_id, kind,
        COALESCE(held_earliest, '0001-01-01') AS since, COALESCE(held_latest, '9999-12-31') AS until
    FROM record_membership WHERE source_id IN ({sources})
), made AS (
    SELECT id, responder_id, is_unconfirmed, made_on_earliest AS first, made_on_latest AS last,
        on_file = 'whole' AND not_held = '' AND NOT is_unconfirmed AS is_whole
    FROM record_response WHERE status = 'published'
), gave AS (
    SELECT id AS response, responder_id AS party FROM made
    UNION SELECT response_id, party_id FROM record_responseparty JOIN made ON made.id = response_id
), tied AS (
    SELECT gave.response, gave.party, tie.member_id, tie.body_id, tie.kind
    FROM gave JOIN made ON made.id = gave.response
    JOIN tie ON gave.party IN (tie.member_id, tie.body_id)
    WHERE tie.since <= COALESCE(made.last, '9999-12-31')
        AND tie.until >= COALESCE(made.first, '0001-01-01')
), own AS (
    SELECT response, party FROM gave
    UNION SELECT response, body_id FROM tied WHERE kind = 'organ' AND party = member_id
), through AS (
    SELECT spoken.response_id AS response, spoken.party_id AS party
    FROM record_responsespokenfor spoken JOIN record_party party ON party.id = spoken.party_id
    WHERE EXISTS (
        SELECT 1 FROM tied WHERE tied.response = spoken.response_id AND (
            (tied.party = tied.member_id AND tied.body_id = spoken.party_id)
            OR (tied.party = tied.body_id AND tied.member_id = spoken.party_id)
        )
    ) AND NOT EXISTS (
        SELECT 1 FROM own WHERE own.response = spoken.response_id AND own.party = spoken.party_id
    ) AND (party.kind <> 'person' OR NOT EXISTS (
        SELECT 1 FROM gave JOIN record_party giver ON giver.id = gave.party
        WHERE gave.response = spoken.response_id AND giver.kind <> 'person'
    ))
), point AS (
    SELECT record_allegation.id, claim_id, number, put_on, put_on_earliest, put_on_latest,
        is_accused_unnamed, made_on_earliest, made_on_latest, reference
    FROM record_allegation JOIN record_claim claim ON claim.id = claim_id
    WHERE claim.status = 'published'
), answer AS (
    SELECT record_answer.id, response_id, extent, allegation_id
    FROM record_answer JOIN point ON point.id = allegation_id
), on_point AS (
    SELECT answer.id AS answer, response_id AS response, extent, point.id AS point,
        claim_id AS claim
    FROM answer JOIN point ON point.id = allegation_id
    UNION SELECT answer.id, response_id, extent, point.id, claim_id
    FROM answer JOIN record_answerpoint also ON also.answer_id = answer.id
    JOIN point ON point.id = also.allegation_id
), undoing AS (
    SELECT response_id AS response, other_id AS other FROM record_responselink
    JOIN made one ON one.id = response_id JOIN made other ON other.id = other_id
    WHERE kind IN ('withdraws', 'disowns')
), reply AS (
    SELECT link.response_id AS response, link.claim_id AS claim
    FROM record_responseclaim link JOIN made ON made.id = link.response_id
    WHERE link.standing = 'reply' AND (
        NOT EXISTS (SELECT 1 FROM undoing WHERE undoing.response = link.response_id)
        OR EXISTS (
            SELECT 1 FROM on_point
            WHERE on_point.response = link.response_id AND on_point.claim = link.claim_id
        )
    )
), took_back AS (
    SELECT undoing.other AS response, own.party, link.claim_id AS claim
    FROM undoing JOIN made ON made.id = undoing.response AND NOT made.is_unconfirmed
    JOIN record_responseclaim link ON link.response_id = undoing.response
    JOIN own ON own.response = undoing.response
), stands AS (
    SELECT DISTINCT reply.response, reply.claim
    FROM reply JOIN gave ON gave.response = reply.response
    WHERE NOT EXISTS (
        SELECT 1 FROM took_back back WHERE back.response = reply.response
            AND back.claim = reply.claim AND back.party = gave.party
    )
), speaks AS (
    SELECT response, party, 1 AS is_own FROM own UNION ALL SELECT response, party, 0 FROM through
), counted AS (
    SELECT stands.response, stands.claim, speaks.party, speaks.is_own
    FROM stands JOIN speaks ON speaks.response = stands.response
    WHERE NOT EXISTS (
        SELECT 1 FROM took_back back WHERE back.response = stands.response
            AND back.claim = stands.claim AND back.party = speaks.party
    )
)
"""

# Points, once for each party that they are said of, and their requests.
PAIRS = """
, pair AS (
    SELECT point.id AS point, point.claim_id AS claim, reference, number,
        accused.party_id AS party, made_on_earliest AS made, put_on = '' AS is_first,
        CASE WHEN put_on = '' THEN made_on_earliest ELSE put_on_earliest END AS put_first,
        CASE WHEN put_on = '' THEN made_on_latest ELSE put_on_latest END AS put_last
    FROM point JOIN record_claimaccused accused ON accused.claim_id = point.claim_id
    WHERE NOT is_accused_unnamed AND (
        NOT EXISTS (SELECT 1 FROM record_allegationaccused WHERE allegation_id = point.id)
        OR EXISTS (
            SELECT 1 FROM record_allegationaccused narrowed
            WHERE narrowed.allegation_id = point.id AND narrowed.party_id = accused.party_id
        )
    )
), asked AS (
    SELECT * FROM record_request
    WHERE status = 'published' AND kind = 'response' AND sent_on <> '' AND NOT is_appeal
), put AS (
    SELECT pair.point, pair.party, asked.* FROM pair
    JOIN asked ON asked.claim_id = pair.claim AND asked.asked_id = pair.party
    WHERE EXISTS (
        SELECT 1 FROM record_requestpoint
        WHERE request_id = asked.id AND allegation_id = pair.point
    ) OR (
        NOT EXISTS (SELECT 1 FROM record_requestpoint WHERE request_id = asked.id)
        AND (pair.is_first OR asked.sent_on_earliest >= COALESCE(pair.put_last, pair.put_first))
    )
), late AS (
    SELECT *, checked_on > due_on_latest OR EXISTS (
        SELECT 1 FROM record_claimlook look WHERE look.claim_id = put.claim_id
            AND look.party_id = put.party AND look.looked_on > put.due_on_latest
    ) AS is_looked_after
    FROM put WHERE outcome = 'none' AND due_on_latest < %s
)
"""

STATES = """
SELECT pair.*,
EXISTS (
    SELECT 1 FROM counted JOIN made ON made.id = counted.response
    WHERE counted.claim = pair.claim AND counted.party = pair.party AND NOT made.is_unconfirmed
) AS is_confirmed,
EXISTS (
    SELECT 1 FROM counted WHERE counted.claim = pair.claim AND counted.party = pair.party
) AS is_told,
CASE
WHEN EXISTS (
    SELECT 1 FROM counted JOIN made ON made.id = counted.response
    JOIN on_point ON on_point.response = counted.response
    WHERE counted.claim = pair.claim AND counted.party = pair.party AND NOT made.is_unconfirmed
        AND on_point.point = pair.point AND on_point.extent <> 'declined'
) THEN 'answered'
WHEN EXISTS (
    SELECT 1 FROM counted JOIN made ON made.id = counted.response
    JOIN on_point ON on_point.response = counted.response
    WHERE counted.claim = pair.claim AND counted.party = pair.party AND NOT made.is_unconfirmed
        AND on_point.point = pair.point
) THEN 'declined'
WHEN EXISTS (
    SELECT 1 FROM counted JOIN made ON made.id = counted.response
    WHERE counted.claim = pair.claim AND counted.party = pair.party AND NOT made.is_whole
) THEN 'not_on_file'
WHEN EXISTS (
    SELECT 1 FROM record_claimreceipt receipt WHERE receipt.claim_id = pair.claim
        AND receipt.party_id = pair.party AND receipt.kind = 'off_record'
) THEN 'unstated'
WHEN EXISTS (
    SELECT 1 FROM counted JOIN made ON made.id = counted.response
    WHERE counted.claim = pair.claim AND counted.party = pair.party AND counted.is_own = 1 AND (
        made.first > pair.put_last
        OR EXISTS (
            SELECT 1 FROM asked JOIN record_requestpoint named ON named.request_id = asked.id
            WHERE asked.claim_id = pair.claim AND asked.asked_id = pair.party
                AND asked.outcome <> 'returned' AND named.allegation_id = pair.point
                AND asked.sent_on_latest < made.first
        )
    )
) THEN 'not_addressed'
WHEN EXISTS (
    SELECT 1 FROM record_claimreceipt receipt
    WHERE receipt.claim_id = pair.claim AND receipt.party_id = pair.party
) THEN 'received'
WHEN EXISTS (
    SELECT 1 FROM put WHERE put.point = pair.point AND put.party = pair.party
        AND put.outcome IN ('answered', 'partly', 'refused')
) AND NOT EXISTS (
    SELECT 1 FROM reply JOIN speaks ON speaks.response = reply.response
    WHERE reply.claim = pair.claim AND speaks.party = pair.party
) THEN 'not_on_file'
WHEN EXISTS (
    SELECT 1 FROM record_party WHERE id = pair.party AND ended_on <> ''
) THEN 'ended'
WHEN EXISTS (
    SELECT 1 FROM late
    WHERE late.point = pair.point AND late.party = pair.party AND late.is_looked_after
) THEN 'overdue'
WHEN EXISTS (
    SELECT 1 FROM late WHERE late.point = pair.point AND late.party = pair.party
) THEN 'unchecked'
WHEN EXISTS (
    SELECT 1 FROM put
    WHERE put.point = pair.point AND put.party = pair.party AND put.outcome = 'none'
) THEN 'open'
WHEN EXISTS (
    SELECT 1 FROM record_claimlook look WHERE look.claim_id = pair.claim
        AND look.party_id = pair.party
        AND look.looked_on >= COALESCE(pair.put_first, pair.made, '0001-01-01')
) THEN 'none'
ELSE 'not_looked_for' END AS state
FROM pair
"""


class Pair(NamedTuple):
    """A point and one of those that it is said of."""

    claim: str
    claim_pk: int
    point_pk: int
    number: int
    party: int
    state: str
    # Whether it gave a reply that stands; and whether, if nobody confirmed that it is its own.
    is_confirmed: bool
    is_told: bool


def rows_of(select, *params):
    sources = Source.objects.published().order_by().values_list("pk", flat=True)
    told = ", ".join(map(str, sources)) or "NULL"
    with connection.cursor() as cursor:
        cursor.execute(REPLIES.format(sources=told) + select, params)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def pairs():
    """Each allegation, once for each party that it is said of."""
    return [
        Pair(
            row["reference"],
            row["claim"],
            row["point"],
            row["number"],
            row["party"],
            row["state"],
            bool(row["is_confirmed"]),
            bool(row["is_told"]),
        )
        for row in rows_of(PAIRS + STATES, deadline_day(timezone.now()).isoformat())
    ]


def claims_in(words):
    """The keys of the claims that the list finds by these words of its filter `response`."""
    states = {state for word in words for state in FILTERED[word]}
    return {one.claim_pk for one in pairs() if one.state in states}


def replies_of_accused():
    """(claim, party, response) of replies that count as a party's; by whomever, as primary keys."""
    rows = rows_of(
        "SELECT counted.* FROM counted JOIN made ON made.id = response WHERE NOT is_unconfirmed"
    )
    return {(row["claim"], row["party"], row["response"]) for row in rows}


def given():
    """(claim, party, response) of replies that were given in the party's name, and stand."""
    rows = rows_of(
        "SELECT counted.* FROM counted JOIN gave"
        " ON gave.response = counted.response AND gave.party = counted.party"
    )
    return {(row["claim"], row["party"], row["response"]) for row in rows}


def answers():
    """(answer, response, point) of all answers of responses to points that readers see."""
    rows = rows_of("SELECT * FROM on_point JOIN made ON made.id = on_point.response")
    return {(row["answer"], row["response"], row["point"]) for row in rows}
