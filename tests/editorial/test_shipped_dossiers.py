"""The shipped dossiers, read as files: each says only what a passage that it cites says."""

import json
import re
from pathlib import Path

import pytest

from tracker.editorial.importing import KINDS
from tracker.record.codebook import STANCES, VIOLATIONS

ROOT = Path(__file__).resolve().parents[2]
DOSSIERS = sorted((ROOT / "tracker/editorial/dossiers").glob("*.json"))
SHARED = ROOT.parent / "shared/record"
CONTENTS = [json.loads(path.read_text(encoding="utf-8")) for path in DOSSIERS]

OPENED, CLOSED = '“”„«"', '“”»"'
QUOTED = re.compile('[“«„"]([^“”«»„"]+)[”»“"]')
# The words of the site itself; all else in a dossier is a name, a code, a date or a passage.
OWN_WORDS = ("title", "lead", "text", "characterisation", "summary", "description", "population")

# Of each claim, the words by which a passage of it, a reply to it or its source's title names who
# makes it and of whom.
NAMED = {
    ("C-2021-0001", "human-rights-watch"): "HRW",
    ("C-2021-0001", "daanes"): "AANES",
    ("C-2021-0002", "human-rights-watch"): "رێكخراوی چاودێری مافەكانی مرۆڤ",
    ("C-2024-0001", "amnesty-international"): "Amnesty International",
    ("C-2024-0001", "agnes-callamard"): "Agnes Callamard",
    ("C-2024-0001", "autonomous-authorities"): "autonomous authorities",
    ("C-2024-0001", "syrian-democratic-forces"): "قوات سوريا الديمقراطية",
    ("C-2024-0002", "amnesty-international"): "Amnesty International",
    ("C-2024-0002", "united-states"): "US",
    ("C-2024-0003", "amnesty-international"): "منظمة العفو الدولية",
    ("C-2024-0003", "united-kingdom"): "حكومة المملكة المتحدة",
}
# The one point without quoted words; its page says so, and the source's paragraph is named.
UNQUOTED = {("C-2024-0001", 8)}
VIOLATION_WORDS = {
    "arbitrary-detention": ("arbitrary arrest and detention", "detention arbitrary"),
    "enforced-disappearance": ("enforced disappearance",),
    "torture": ("war crimes of torture",),
    "gender-based-violence": ("gender-based violence",),
    "cruel-treatment": ("cruel treatment",),
    "outrages-dignity": ("outrages on personal dignity",),
    "deprivation-of-life": ("arbitrary deprivation of life", "war crime of murder"),
    "denial-of-necessities": ("يُحرمون من الغذاء والرعاية الطبية",),
    "failure-to-ensure-respect": ("to ensure the autonomous authorities’ respect",),
    "unfair-trial": ("پرۆسەی دادگاییكردنیان", "دەستوەردانی سیاسیی"),
}
STANCE_WORDS = {
    ("R-2021-0001", 1): {
        "interpretive-denial": "rejects the claims that ISIS fighters are illegally detained",
        "justification": "as we repeatedly called on establishing a tribunal",
    },
    ("R-2021-0002", 2): {"literal-denial": "دادگا سەربەخۆیە"},
    ("R-2024-0002", 1): {
        "voices-concern": "نشارك العديد من مخاوف",
        "reports-action": "تعمل على معالجتها",
    },
    ("R-2024-0006", 1): {
        "disputes-source": "should have been well investigated",
        "cannot-carry-alone": "alone cannot bear the repercussions",
    },
    ("R-2024-0006", 3): {"literal-denial": "have denied allegations by Amnesty International"},
    ("R-2024-0006", 5): {"interpretive-denial": "أعمال فردية"},
    ("R-2024-0006", 6): {"points-to-its-laws": "its own laws, which prohibit such unlawful acts"},
    ("R-2024-0006", 7): {
        "interpretive-denial": "individual acts",
        "requests-evidence": "asked Amnesty International to provide evidence",
        "offers-cooperation": "open to cooperating",
    },
    ("R-2024-0008", 3): {
        "interpretive-denial": "أعمال فردية",
        "promises-action": "ستتخذ إجراءات",
        "requests-evidence": "إذا تم تقديم الأدلة",
    },
    ("R-2024-0008", 9): {"literal-denial": "ونفت مزاعم حرمان السجناء"},
}
# Each answer with the points of its claim that its words reach, and how.
REACHES = {
    ("R-2021-0001", 1): ("part", {1}),
    ("R-2021-0002", 2): ("whole", {2}),
    ("R-2024-0002", 1): ("general", {1}),
    ("R-2024-0006", 1): ("general", {1}),
    ("R-2024-0006", 3): ("general", {3}),
    ("R-2024-0006", 5): ("general", {3, 5}),
    ("R-2024-0006", 6): ("general", {3, 6, 7}),
    ("R-2024-0006", 7): ("general", {3, 5, 7}),
    ("R-2024-0008", 3): ("whole", {3}),
    ("R-2024-0008", 9): ("part", {9}),
}
# Values that the printed words do not have in the same digits.
WORDED = {
    "two detention camps": {2},
    "شخص أو شخصين أسبوعيًا": {1, 2},
    "أكثر من 15 مليون جنيه إسترليني": {15_000_000},
}


def entries(kind):
    return {
        entry.get("reference") or entry["slug"]: entry
        for content in CONTENTS
        for entry in content.get(kind, ())
    }


def nodes(node):
    """Every object at any depth."""
    if isinstance(node, dict):
        yield node
        node = list(node.values())
    if isinstance(node, list):
        for part in node:
            yield from nodes(part)


def citations(node):
    return [one for part in nodes(node) for one in part.get("citations", ())]


def quotes(*holders):
    """The passages of these themselves, not of what stands inside them."""
    return " | ".join(
        plain(one["quote"])
        for holder in holders
        for one in holder.get("citations", ())
        if one.get("quote")
    )


def plain(text):
    return " ".join(text.split())


def answers():
    for reference, response in entries("responses").items():
        for answer in response.get("answers", ()):
            yield (reference, answer["allegation"]), answer


def points():
    for reference, claim in entries("claims").items():
        for point in claim["allegations"]:
            yield (reference, point["number"]), claim, point


@pytest.fixture(scope="module")
def passages():
    """The stored passages of each source, by its reference."""
    if not SHARED.is_dir():
        pytest.skip("the shared record is not beside this checkout")
    texts = {}
    for excerpt in json.loads((SHARED / "excerpts.json").read_text(encoding="utf-8")):
        texts.setdefault(excerpt["url"], []).append(plain(excerpt["text"]))
    article = [plain((SHARED / "article.txt").read_text(encoding="utf-8"))]
    return {
        key: article if source.get("supplied_as_text") else texts.get(source.get("url", ""), [])
        for key, source in entries("sources").items()
    }


# --- Passages -------------------------------------------------------------------------------------


def test_every_citation_leads_to_an_address_or_says_why_not():
    known = entries("sources")
    for citation in citations(CONTENTS):
        source = known[citation["source"]]
        has_address = re.match(r"https?://", source.get("url", ""))
        assert has_address or source.get("supplied_as_text"), source["reference"]


def test_every_record_is_published_and_of_a_known_kind():
    for content in CONTENTS:
        assert set(content) <= {*KINDS, "format", "note"}
        for kind in ("claims", "responses", "requests", "events", "dossiers"):
            assert {entry["status"] for entry in content.get(kind, [])} <= {"published"}


def test_every_quote_is_short_and_a_foreign_one_is_translated_by_somebody_named():
    for citation in citations(CONTENTS):
        quote = citation.get("quote", "")
        assert len(quote.split()) <= 60, quote
        if quote and citation.get("language", "en") != "en":
            assert citation["translation"], quote
            assert citation["translator"] == "this site", quote


def test_every_quote_is_word_for_word_in_its_source(passages):
    """Whole words, of one passage, and what stands just before and after it with them."""
    found = 0
    for citation in citations(CONTENTS):
        if not citation.get("quote"):
            continue
        parts = (plain(citation.get(part, "")) for part in ("prefix", "quote", "suffix"))
        words = r"\s*".join(re.escape(part) for part in parts if part)
        pattern = re.compile(rf"(?<!\w){words}(?!\w)")
        assert any(pattern.search(text) for text in passages[citation["source"]]), words
        found += 1
    assert found >= 95


def test_quoted_words_begin_and_end_in_quotation_marks_of_their_source(passages):
    for citation in citations(CONTENTS):
        if citation["relation"] == "quoted":
            words = plain(citation["quote"])
            (text,) = [one for one in passages[citation["source"]] if words in one][:1]
            before, after = text[: text.index(words)].rstrip(), text[text.index(words) :]
            after = after.removeprefix(words).lstrip(".,،")
            # A stored passage may begin or end inside the quotation.
            assert not before or before[-1] in OPENED, words
            assert not after or after[0] in CLOSED or words.endswith("."), words


def test_reporters_sentence_has_no_quotation_in_it():
    names = {
        plain(name)
        for kind in ("parties", "places")
        for entry in entries(kind).values()
        for name in (entry["name"], *(other["name"] for other in entry.get("names", ())))
    }
    for citation in citations(CONTENTS):
        if citation["relation"] == "paraphrased":
            assert set(QUOTED.findall(citation.get("quote", ""))) <= names, citation["quote"]


def test_own_words_of_the_statement_are_whole_sentences(passages):
    (text,) = passages["S-2024-0010"]
    for citation in citations(entries("responses")["R-2024-0006"]):
        if citation["relation"] == "own_words":
            at = text.index(plain(citation["quote"]))
            before, after = text[:at].rstrip(), text[at + len(plain(citation["quote"])) :]
            assert not before or before.endswith("."), citation["quote"]
            assert not after or citation["quote"].endswith("."), citation["quote"]


def test_source_that_nobody_here_has_read_is_quoted_nowhere():
    for citation in citations(CONTENTS):
        if citation["source"] == "S-2024-0001":
            assert not citation.get("quote")
            assert "not the report" in citation["locator"]


def test_quotation_marks_of_the_site_stand_around_words_of_a_passage_or_a_title():
    titles = " | ".join(source["title"] for source in entries("sources").values())
    cited = " | ".join(plain(one["quote"]) for one in citations(CONTENTS) if one.get("quote"))
    known = f"{titles} | {cited}"
    for content in CONTENTS:
        for kind in ("parties", "places", "claims", "responses", "requests", "events", "dossiers"):
            for node in nodes(content.get(kind, [])):
                for field in OWN_WORDS:
                    for words in QUOTED.findall(node.get(field, "")):
                        assert words in known, f"{field}: {words}"


# --- Who speaks, of whom --------------------------------------------------------------------------


def test_every_point_has_a_passage():
    without = {key for key, _claim, point in points() if not quotes(point)}
    assert without == UNQUOTED
    for key, _claim, point in points():
        if key in UNQUOTED:
            assert all(one["locator"] for one in point["citations"]), key


def test_every_claimant_and_accused_is_named_in_a_passage_or_a_title():
    sources = entries("sources")
    replies = {}
    for response in entries("responses").values():
        for answer in response.get("answers", ()):
            replies.setdefault(answer["claim"], []).append(answer)
    for reference, claim in entries("claims").items():
        holders = [claim, *claim["allegations"]]
        cited = {one["source"] for holder in holders for one in holder.get("citations", ())}
        read = quotes(*holders, *replies.get(reference, ()))
        read += " | ".join(sources[one]["title"] for one in cited)
        for link in (*claim.get("claimants", ()), *claim.get("accused", ())):
            assert NAMED[reference, link["party"]] in read, (reference, link["party"])


def test_every_accused_and_claimant_of_a_point_is_named_in_its_passages_or_its_claims():
    for key, claim, point in points():
        read = quotes(claim, point)
        for role in ("claimants", "accused"):
            of_claim = [link["party"] for link in claim.get(role, ())]
            narrowed = point.get(role, of_claim)
            assert set(narrowed) <= set(of_claim), key
            for party in narrowed if len(of_claim) > 1 else ():
                assert NAMED[key[0], party] in read, (key, party)


def test_claimant_who_says_only_some_points_is_named_at_each_of_them():
    said = {key[1]: point for key, _claim, point in points() if key[0] == "C-2024-0001"}
    hers = {number for number, point in said.items() if "claimants" not in point}
    assert hers == {3, 5, 7}
    assert all("Agnes Callamard" in quotes(said[number]) for number in hers)


def test_claim_whose_passage_names_nobody_accuses_nobody():
    claim = entries("claims")["C-2021-0002"]
    assert not claim.get("accused")
    assert all(point["is_accused_unnamed"] for point in claim["allegations"])


def test_answers_of_each_accused_were_looked_for():
    for reference, claim in entries("claims").items():
        looked = {look["party"] for look in claim.get("looks", ())}
        assert looked == {link["party"] for link in claim.get("accused", ())}, reference


def test_every_tie_between_parties_that_bears_on_an_answer_has_a_source():
    spoken_for = {
        (entry["responder"], party)
        for entry in entries("responses").values()
        for party in entry.get("spoken_for", ())
    }
    assert spoken_for
    ties = {
        (member, tie["body"]): tie
        for member, party in entries("parties").items()
        for tie in party.get("memberships", ())
    }
    assert all(tie.get("source") for tie in ties.values())
    assert spoken_for <= set(ties)


# --- Codes and figures ----------------------------------------------------------------------------


def test_every_violation_is_in_the_words_of_a_passage_of_its_point():
    for key, _claim, point in points():
        for code in point["violations"] if key not in UNQUOTED else ():
            assert any(words in quotes(point) for words in VIOLATION_WORDS[code]), (key, code)


def test_every_stance_is_in_the_words_of_a_passage_of_its_answer():
    for key, answer in answers():
        assert set(answer["stances"]) == set(STANCE_WORDS[key]), key
        for code, words in STANCE_WORDS[key].items():
            assert words in quotes(answer), (key, code)


def test_every_code_is_of_the_codebooks():
    stances, violations = ({one.code for one in book} for book in (STANCES, VIOLATIONS))
    assert {code for _key, answer in answers() for code in answer["stances"]} <= stances
    assert {code for _key, _claim, point in points() for code in point["violations"]} <= violations


def test_general_words_reach_the_points_that_they_name_and_no_other():
    found = {
        key: (
            answer.get("extent", "whole"),
            {answer["allegation"], *(point["allegation"] for point in answer.get("points", ()))},
        )
        for key, answer in answers()
    }
    assert found == REACHES


def test_words_of_every_figure_are_in_a_passage_of_it():
    for node in nodes(CONTENTS):
        for figure in node.get("figures", ()):
            assert plain(figure["as_printed"]) in quotes(figure), figure["as_printed"]


def test_values_of_every_figure_are_in_its_printed_words():
    for node in nodes(CONTENTS):
        for figure in node.get("figures", ()):
            printed = figure["as_printed"]
            digits = {int(one.replace(",", "")) for one in re.findall(r"\d[\d,]*", printed)}
            told = {figure[end] for end in ("low", "high") if end in figure}
            assert told <= WORDED.get(printed, digits), printed


def test_position_of_a_place_has_an_address_that_gives_it():
    for slug, place in entries("places").items():
        if "latitude" in place:
            assert "https://" in place["position_source"], slug


# --- Replies --------------------------------------------------------------------------------------


def test_words_older_than_the_claim_and_remarks_are_no_replies():
    standings = {
        (reference, link["claim"]): link.get("standing", "reply")
        for reference, response in entries("responses").items()
        for link in response["claims"]
        if isinstance(link, dict)
    }
    assert standings[("R-2021-0001", "C-2021-0001")] == "earlier"
    assert standings[("R-2024-0007", "C-2024-0002")] == "remark"


def test_reply_of_which_nothing_is_held_answers_no_point():
    for reference, response in entries("responses").items():
        assert response["on_file"] in ("excerpts", "nothing"), reference
        if response["on_file"] == "nothing":
            assert not response.get("answers"), reference


def test_appeal_in_public_is_no_request_that_waits():
    for reference, request in entries("requests").items():
        assert request["is_appeal"], reference
        assert not request.get("due_on"), reference
