"""The tables that are filled, and their columns that differ from row to row."""

_STATUS = "status published_at withdrawn_at withdrawn_reason"
_MADE = "made_on made_on_earliest made_on_latest"
_OF = "claim_id allegation_id answer_id source_id relation quote language translation translator"
COLUMNS = {
    "party": "id slug name kind name_language",
    "place": "id slug name kind name_language part_of_id",
    "dossier": f"id slug title summary position {_STATUS}",
    "source": "id reference title kind publisher_id published_on published_on_earliest "
    "published_on_latest language url",
    "claim": f"id reference title lead {_MADE} {_STATUS}",
    "claimclaimant": "claim_id party_id position",
    "claimaccused": "claim_id party_id position",
    "allegation": "id claim_id number text",
    "allegationviolation": "allegation_id violation_id version",
    "allegationplace": "allegation_id place_id position",
    "dossierclaim": "dossier_id claim_id",
    "response": f"id reference title responder_id form on_file {_MADE} {_STATUS}",
    "responseclaim": "response_id claim_id",
    "answer": "id response_id allegation_id",
    "answerstance": "answer_id stance_id version",
    "citation": _OF,
    "request": "id reference title kind asker_id asked_id claim_id text sent_on sent_on_earliest "
    f"sent_on_latest due_on due_on_earliest due_on_latest proof_id outcome {_STATUS}",
    "referencecounter": "letter year last",
}
PUBLISHED_AT = "2025-01-01 12:00:00"
STATUSES = (
    *[("published", PUBLISHED_AT, None, "")] * 94,
    *[("draft", None, None, "")] * 2,
    *[("in_review", None, None, "")] * 2,
    *[("withdrawn", PUBLISHED_AT, "2025-02-01 12:00:00", "Entered twice.")] * 2,
)
