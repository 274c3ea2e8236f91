"""What a plan's paper says, in the language of the page: plain text, and nobody's name."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from django.utils.html import strip_tags
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from catalog.snapshot.snapshot import Snapshot
from guidance.actions import Action
from guidance.core.paths.answer import Leg
from guidance.journey import Journey
from guidance.languages import text_language
from guidance.plans import Answer, Plan
from guidance.templatetags.action_words import do_words, how_long_words, when_words
from guidance.templatetags.catalogue import (
    credential_words,
    label_in,
    municipality_words,
    source_or_text,
)
from guidance.templatetags.deployment import site_name
from guidance.templatetags.language import in_swedish
from guidance.templatetags.leg_words import leg_kind_words
from guidance.templatetags.plan_file_words import skill_words, work_words
from guidance.templatetags.wording import (
    aid_words,
    day_words,
    far_words,
    form_words,
    iso_day_words,
    limits_words,
    money_words,
    month_words,
    pace_words,
    plan_name_words,
    weeks_words,
)

Line = tuple[str, str]  # what it is, what it is here


@dataclass(frozen=True)
class Step:
    """One step of a plan."""

    when: str
    name: str
    remark: str
    lines: tuple[Line, ...]
    quotes: tuple[str, ...]


@dataclass(frozen=True)
class Part:
    """One plan."""

    name: str
    figures: tuple[Line, ...]
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Paper:
    """A document. language: BCP 47 · to_do: when and what · parts, basis: none on one page."""

    title: str
    lead: str
    site: str
    language: str
    is_rtl: bool
    words: dict[str, str]
    figures: tuple[Line, ...]
    to_do: tuple[Line, ...]
    parts: tuple[Part, ...]
    basis: tuple[Line, ...]
    notes: tuple[Line, ...]
    foot: str


def paper_of(
    journey: Journey,
    answer: Answer,
    plans: tuple[Plan, ...],
    actions: tuple[Action, ...],
    snapshot: Snapshot,
    *,
    is_whole: bool,
) -> Paper:
    """The paper of the plans. is_whole: with every step and what the plan stands on; else what to
    do alone, on one page."""
    job = label_in(answer.path_set.target, snapshot)
    lead = _("Räknat från %(day)s.") % {"day": day_words(answer.path_set.today)}
    if snapshot.is_sample:
        lead += " " + _("Exempelkatalog: sök inte till utbildningarna.")
    return Paper(
        title=plain(_("Min väg till %(job)s") % {"job": in_swedish(job)}),
        lead=f"{_name(plans[0])}. {lead}",
        site=site_name(),
        language=text_language(),
        is_rtl=get_language_bidi(),
        words={
            "to_do": _("Att göra"),
            "basis": _("Planen utgår från"),
            "notes": _("Anteckningar"),
            "when": _("När"),
            "what": _("Vad"),
            "page": _("Sida"),
        },
        figures=() if plans[0].path.is_apply_now else _figures(plans[0]),
        to_do=tuple((when_words(one), _doing(one, job)) for one in actions),
        parts=tuple(_part(plan, snapshot) for plan in plans) if is_whole else (),
        basis=_basis(journey, job, snapshot) if is_whole else (),
        notes=tuple((iso_day_words(note.written), note.text) for note in journey.notes),
        foot=_("Katalog %(id)s. Kontrollera datum och krav hos skolan innan du söker.")
        % {"id": answer.path_set.snapshot_id},
    )


def plain(words: str) -> str:
    """Words of a page without their markup."""
    return unescape(strip_tags(words))


def _name(plan: Plan) -> str:
    return _("Sök jobbet nu") if plan.path.is_apply_now else plan_name_words(plan.path.names)


def _doing(action: Action, job: str) -> str:
    return plain(f"{do_words(action, job)} {how_long_words(action)}").strip()


def _figures(plan: Plan) -> tuple[Line, ...]:
    path = plan.path
    return (
        (_("Framme"), month_words(path.arrival)),
        (_("Studier på heltid"), weeks_words(path.weeks)),
        (_("Kostnad"), money_words(path.cost)),
        (_("Längsta resan"), far_words(path.distance_km)),
        (_("Osäkra steg"), str(path.bottlenecks) if path.bottlenecks else _("Inga")),
    )


def _part(plan: Plan, snapshot: Snapshot) -> Part:
    steps = tuple(_step(leg, snapshot) for leg in plan.path.legs)
    return Part(_name(plan), () if plan.path.is_apply_now else _figures(plan), steps)


def _step(leg: Leg, snapshot: Snapshot) -> Step:
    ends = {"first": month_words(leg.start), "last": month_words(leg.end)}
    if leg.kind == "wait":
        return Step(
            _("%(first)s till %(last)s") % ends, _("Vänta på att nästa steg börjar"), "", (), ()
        )
    if leg.is_estimated:
        when = _("Ungefär %(first)s till %(last)s") % ends
    else:
        ends = {"first": day_words(leg.start), "last": day_words(leg.end)}
        when = _("%(first)s till %(last)s") % ends
    remark = [form_words(leg.form) if leg.form else "", leg.provider]
    return Step(
        plain(when),
        plain(f"{leg_kind_words(leg)}: {in_swedish(leg.name)}"),
        " · ".join(plain(one) for one in remark if one),
        tuple((label, plain(words)) for label, words in _facts(leg, snapshot) if words),
        leg.eligibility.verbatim if leg.eligibility.judgement == "unjudged" else (),
    )


def _facts(leg: Leg, snapshot: Snapshot) -> Iterator[Line]:
    if leg.apply_by:
        yield _("Sök senast"), day_words(leg.apply_by)
    yield _("Behörighet"), _eligibility(leg)
    if leg.education_id:
        yield _("Takt"), pace_words(leg.pace)
        yield _("Plats"), _("På distans") if leg.is_distance else leg.place
    yield _("Kostnad"), money_words(leg.cost)
    if leg.education_id:
        yield _("Studiestöd"), aid_words(leg.student_aid)
    yield _("Ger dig"), credential_words(leg.gives_credentials)
    if leg.source:
        yield _("Källa"), source_or_text(leg.source, snapshot)


def _eligibility(leg: Leg) -> str:
    judgement = leg.eligibility.judgement
    if judgement == "satisfied":
        return _("Du är behörig")
    if judgement == "missing":
        return f"{_('Du saknar')} {credential_words(leg.eligibility.missing)}"
    if judgement == "unjudged":
        return f"{_('Vi kan inte bedöma om du är behörig')}. {_('Skolan skriver:')}"
    return _("Katalogen säger inget om krav") if leg.education_id else ""


def _basis(journey: Journey, job: str, snapshot: Snapshot) -> tuple[Line, ...]:
    nothing = _("Inget angivet")
    home = municipality_words(journey.municipality, snapshot) if journey.municipality else ""
    lines = (
        (_("Jobb"), work_words(journey, snapshot) or nothing),
        (_("Kunskaper och språk"), skill_words(journey, snapshot) or nothing),
        (_("Papper och bevis"), credential_words(sorted(journey.credentials)) or nothing),
        (_("Bor i"), home or _("Inte angivet")),
        (_("Mål"), in_swedish(job)),
        (_("Gränser"), limits_words(journey.limits)),
    )
    return tuple((label, plain(words)) for label, words in lines)
