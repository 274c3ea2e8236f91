"""An answer of `match-by-occupation` or `match-by-jobtitle` → an opinion."""

from dataclasses import dataclass
from typing import Any

from catalog.sources.record import BadRecord, Unreadable
from catalog.sources.susa_navet.texts import clean_line


@dataclass(frozen=True)
class Hit:
    """One education it names. id: Susa-navet's own. form: as Susa-navet codes it, `YH`."""

    id: str
    title: str
    form: str


@dataclass(frozen=True)
class Opinion:
    """Educations that match an occupation, best first. total: how many there are in all."""

    occupation: str
    label: str
    total: int
    hits: tuple[Hit, ...]


def opinion_in(occupation: str, answer: Any) -> Opinion:
    """The opinion of an answer; hits without an id or title are passed by. Raises `BadRecord`.

    A hit is flat, or has its education in an object; a title is a text, or a list by language.
    """
    if isinstance(answer, Unreadable):
        raise BadRecord("answer", answer.reason, answer.detail)
    if not isinstance(answer, dict):
        raise BadRecord("answer", "not_an_object", str(answer)[:80])
    raw = next(
        (answer[key] for key in ("hits", "result") if isinstance(answer.get(key), list)), None
    )
    if raw is None:
        raise BadRecord("hits", "missing_required")
    hits = tuple(hit for hit in map(_hit_of, raw) if hit is not None)
    mapped = answer.get("mapped_occupation_for_match")
    label = mapped.get("occupation_label") if isinstance(mapped, dict) else ""
    total = answer.get("hits_total")
    return Opinion(
        occupation,
        label if isinstance(label, str) else "",
        total if type(total) is int else len(raw),
        hits,
    )


def _hit_of(raw: Any) -> Hit | None:
    if not isinstance(raw, dict):
        return None
    nested = raw.get("education")
    told: dict[str, Any] = nested if isinstance(nested, dict) else {}
    own_id = raw.get("id") or told.get("identifier")
    title = _text_of(raw.get("education_title") or told.get("title"))
    form = raw.get("education_form") or told.get("form")
    code = form.get("code") if isinstance(form, dict) else form
    if not isinstance(own_id, str) or not own_id or not title:
        return None
    return Hit(own_id, title, _form_of(code))


def _form_of(code: Any) -> str:
    folded = code.strip().casefold() if isinstance(code, str) else ""
    return "AUB" if folded == "af arbetsmarknadsutbildning" else folded.upper()


def _text_of(value: Any) -> str:
    """Swedish first, as `{lang, content}` in a list, or a bare text."""
    if isinstance(value, list):
        texts = [
            one for one in value if isinstance(one, dict) and isinstance(one.get("content"), str)
        ]
        texts.sort(key=lambda one: one.get("lang") != "swe")
        value = texts[0]["content"] if texts else ""
    return clean_line(value) if isinstance(value, str) else ""
