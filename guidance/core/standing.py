"""Where the person stands in the catalogue: their profile as rows and closed credentials."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from catalog.recognition.mention import Mention
from catalog.snapshot.arrays import Array
from catalog.snapshot.snapshot import CONCEPT_TYPES, Snapshot
from guidance.core.eligibility.credentials import closure, opened
from guidance.core.eligibility.phrases import credential_of_skill
from guidance.core.profile import HeldOccupation, Profile

_MIN_MONTHS = 6  # shorter than this is a try, not experience


@dataclass(frozen=True)
class Standing:
    """skills: concept rows · held: closed credential keys · worked: occupation row → months, 0 when
    not said · unknown: ids of the profile that the catalogue does not know."""

    skills: frozenset[int]
    held: frozenset[str]
    worked: tuple[tuple[int, int], ...]
    unknown: tuple[str, ...]

    def experience_among(self, rows: frozenset[int]) -> tuple[int, ...]:
        """The worked occupations among `rows` with steady experience, longest first."""
        among = [(row, months) for row, months in self.worked if row in rows]
        steady = [(row, months) for row, months in among if months == 0 or months >= _MIN_MONTHS]
        return tuple(row for row, _ in sorted(steady, key=lambda one: (-one[1], one[0])))


def standing_of(profile: Profile, snapshot: Snapshot) -> Standing:
    """Resolve a profile. Deprecated concepts are followed; unknown ones are listed, never fatal."""
    skills: set[int] = set()
    unknown: list[str] = []
    credentials = set(profile.credentials)
    for concept_id in sorted(profile.skills):
        row = snapshot.followed(snapshot.concept(concept_id))
        if row < 0:
            unknown.append(concept_id)
            continue
        skills.add(row)
        credential = credential_of_skill(snapshot.concepts.label[row])
        if credential:
            credentials.add(credential)
    worked: dict[int, int] = {}
    for held in profile.occupations:
        row = snapshot.followed(snapshot.concept(held.concept_id))
        if row < 0:
            unknown.append(held.concept_id)
            continue
        months = max(0, held.months or 0)
        worked[row] = max(worked.get(row, 0), months)
        credentials.add(f"experience:{snapshot.concepts.label[row].lower()}:{months}")
    for language in profile.languages:
        row = snapshot.concept(language)
        if row >= 0:
            credentials.add(f"language:{snapshot.concepts.label[row].lower()}:")
    return Standing(
        frozenset(skills),
        closure(opened(frozenset(credentials))),
        tuple(sorted(worked.items())),
        tuple(sorted(unknown)),
    )


def profile_of(
    mentions: tuple[Mention, ...],
    *,
    municipality: str = "",
    credentials: frozenset[str] = frozenset(),
    months: Mapping[str, int] | None = None,
) -> Profile:
    """A profile of what recognition says that the person holds; suggestions are left out.

    months: occupation → how long, where the text says so (catalog.recognition.experience).
    """
    times = months or {}
    held = [one for one in mentions if one.role == "held" and not one.is_suggestion]
    skills = frozenset(one.concept_id for one in held if one.type == "skill")
    occupations = dict.fromkeys(one.concept_id for one in held if one.type == "occupation-name")
    found = set(credentials)
    for one in held:
        if one.type == "driving-licence":
            letter = one.label.upper().removeprefix("KÖRKORT").strip(" ,:") or one.label
            found.add(f"driving:{letter.split()[0]}")
        elif one.type == "skill":
            found |= {key for key in [credential_of_skill(one.label)] if key}
    return Profile(
        skills=skills,
        occupations=tuple(HeldOccupation(one, times.get(one)) for one in occupations),
        credentials=frozenset(found),
        languages=frozenset(one.concept_id for one in held if one.type == "language"),
        municipality=municipality,
    )


_MUNICIPALITY = CONCEPT_TYPES.index("municipality")


def municipality_row(code: str, snapshot: Snapshot) -> int:
    """Concept row of a municipality code, or -1."""
    for row in np.flatnonzero(snapshot.concepts.type == _MUNICIPALITY).tolist():
        if snapshot.concepts.code[row] == code:
            return int(row)
    return -1


def kilometres_from(row: int, snapshot: Snapshot) -> Array:
    """float32 great-circle kilometres from a concept row to every concept row; NaN unknown."""
    concepts = snapshot.concepts
    distance = np.full(len(concepts.latitude), np.nan, np.float32)
    if row < 0:
        return distance
    places = np.flatnonzero(~np.isnan(concepts.latitude))
    latitude = np.radians(concepts.latitude[places].astype(np.float64))
    longitude = np.radians(concepts.longitude[places].astype(np.float64))
    home = np.radians(float(concepts.latitude[row])), np.radians(float(concepts.longitude[row]))
    half = (
        np.sin((latitude - home[0]) / 2) ** 2
        + np.cos(latitude) * np.cos(home[0]) * np.sin((longitude - home[1]) / 2) ** 2
    )
    distance[places] = 2 * 6371.0 * np.arcsin(np.sqrt(np.clip(half, 0, 1)))
    distance[row] = 0.0
    return distance
