"""From a text to choices in the journey: identity away, then recognition, then only ids and quotes.

The text lives in local variables here and nowhere else.
"""

import logging
import re
from dataclasses import replace
from datetime import date

from django.views.decorators.debug import sensitive_variables

from catalog.recognition.experience import months_in
from catalog.recognition.lexicon import Lexicon
from catalog.recognition.meaning import Meaning
from catalog.recognition.mention import Mention
from catalog.recognition.recognise import recognise
from catalog.snapshot.snapshot import Snapshot
from guidance.core.eligibility.own_words import held_credentials
from guidance.core.standing import profile_of
from guidance.intake.document import Document, ShownCredential, UnreadableDocument
from guidance.intake.redaction import RedactedText, redact, redact_beside
from guidance.journey import (
    KEPT_KINDS,
    MAX_QUOTE_WORDS,
    OCCUPATION_KINDS,
    Choice,
    Journey,
    short_quote,
    with_choices,
    with_wishes,
)
from guidance.related import skills_of_occupation

log = logging.getLogger(__name__)

RELATED_PER_OCCUPATION = 8
MAX_OFFERED = 30
MAX_CREDENTIALS = 30
MAX_LABEL = 200  # characters

_WORD = re.compile(r"\S+")
# How the second half of a name begins when it claims more than the first: who has the competence,
# that it is taught or led, that there is a paper on it. Others only say what kind of thing it is.
_CLAIMS = (
    *("specialistkompetens", "specialistområde", "specialisering", "yrkesdiplom", "behörighet"),
    *("utbildning", "undervisning", "instruktör", "tränare", "cirkelledning", "ledarerfarenhet"),
    *("professionell utövning", "körning", "körvana"),
)


def says_more(mention: Mention) -> bool:
    """Whether the name of what was found claims more than the words: of "Psykiatri,
    specialistkompetens för läkare" only "psykiatri" was read. Then it is a question."""
    return mention.method == "head" and mention.label.rpartition(", ")[2].startswith(_CLAIMS)


def quote_of(text: str, mention: Mention) -> str:
    """The words a mention came from, with a few around it, within its own line; at most eight."""
    line_start = text.rfind("\n", 0, mention.start) + 1
    line_end = text.find("\n", mention.end)
    line_end = len(text) if line_end < 0 else line_end
    room = max(0, MAX_QUOTE_WORDS - len(mention.surface.split()))
    before = list(_WORD.finditer(text, line_start, mention.start))[-(room // 2) :]
    after = list(_WORD.finditer(text, mention.end, line_end))[: room - room // 2]
    start = before[0].start() if before and room > 1 else mention.start
    end = after[-1].end() if after else mention.end
    return short_quote(text[start:end])


@sensitive_variables()
def redacted(text: str) -> RedactedText:
    """The text without identity. When that cannot be done there is none: raises
    `UnreadableDocument` with `redaction_failed`, never anything that quotes the text."""
    try:
        return redact(text)
    except Exception:  # whatever went wrong, the answer is the same, and the log tells its type
        log.exception("A text could not be redacted")
    raise UnreadableDocument("redaction_failed")


@sensitive_variables()
def credentials_in(document: Document) -> tuple[ShownCredential, ...]:
    """The digital credentials of a document as they may be shown, identity removed; the first
    `MAX_CREDENTIALS`. They are for the answer to this request alone. Fails closed as `redacted`."""
    found = [one for one in document.credentials if one.claim.strip()][:MAX_CREDENTIALS]
    labels = [label[:MAX_LABEL] for one in found for label in (one.claim, one.issuer)]
    try:
        clean = redact_beside(document.text, labels)
    except Exception:  # as in `redacted`
        log.exception("A credential could not be redacted")
    else:
        return tuple(
            replace(one, claim=clean[2 * row], issuer=clean[2 * row + 1])
            for row, one in enumerate(found)
        )
    raise UnreadableDocument("redaction_failed")


def read_cv(
    journey: Journey,
    text: str,
    snapshot: Snapshot,
    lexicon: Lexicon,
    today: date,
    meaning: Meaning | None = None,
) -> Journey:
    """The journey with what a CV says: held things as facts or suggestions, wishes as wishes.

    today: what a time that still goes on is counted to · meaning: phrases that no name touches
    become questions by it. What the text says the person cannot, or that another can, is left out.
    """
    clean = redacted(text)
    mentions = recognise(clean.text, lexicon, "cv", meaning)
    months = months_in(clean.text, mentions, today)
    found: dict[str, Choice] = {}
    for mention in mentions:
        if mention.role != "held" or mention.type not in KEPT_KINDS:
            continue
        is_suggestion = mention.is_suggestion or says_more(mention)
        old = found.get(mention.concept_id)
        if old is None or (old.is_suggestion and not is_suggestion):
            found[mention.concept_id] = Choice(
                concept=mention.concept_id,
                kind=mention.type,
                quote=quote_of(clean.text, mention),
                origin="cv",
                is_suggestion=is_suggestion,
                months=months.get(mention.concept_id),
            )
    wished = dict.fromkeys(
        m.concept_id
        for m in mentions
        if m.role == "wished" and m.type in OCCUPATION_KINDS and m.method != "meaning"
    )
    journey = with_wishes(with_choices(journey, found.values()), wished)
    for choice in found.values():
        if choice.is_work and not choice.is_suggestion:
            journey = with_related(journey, choice.concept, snapshot)
    spoken = profile_of(mentions)
    read = [
        one for one in held_credentials(clean.text)
        if one.key not in journey.credentials | spoken.credentials
    ]  # fmt: skip
    return replace(
        journey,
        removed=clean.removed,
        has_read=True,
        credentials=journey.credentials | spoken.credentials,
        offered=tuple((one.key, short_quote(one.quote)) for one in read[:MAX_OFFERED]),
    )


def with_related(
    journey: Journey, occupation: str, snapshot: Snapshot, limit: int = RELATED_PER_OCCUPATION
) -> Journey:
    """Offer the skills of an occupation as questions; none of them is claimed."""
    return with_choices(
        journey,
        [
            Choice(skill, "skill", origin="occupation", because=occupation, is_suggestion=True)
            for skill in skills_of_occupation(snapshot, occupation, limit)
        ],
    )
