"""What a shared copy of a journey holds, and what comes back from one.

A copy shows what counts, not where it came from: no quotes, nothing rejected, nothing left open.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from guidance.journey import Choice, Journey

ChangeKind = Literal[
    "added", "removed", "credentials", "municipality", "target", "limits", "plan", "note"
]


@dataclass(frozen=True)
class Difference:
    """One thing that differs. concept: for added and removed · text: for notes."""

    kind: ChangeKind
    concept: str = ""
    text: str = ""


def shown_to_others(journey: Journey) -> Journey:
    """The copy that a code opens."""
    return replace(
        journey,
        choices=tuple(
            Choice(one.concept, one.kind, answer="yes", months=one.months) for one in journey.held
        ),
        removed=(),
        has_read=False,
        wished=(),
        asked=(),
        offered=(),
        opened=journey.opened and replace(journey.opened, plan=None),
    )


def differences(own: Journey, returned: Journey) -> tuple[Difference, ...]:
    """What would change if the person took the returned copy over, in a stable order."""
    before = {one.concept for one in own.held}
    after = {one.concept for one in returned.held}
    found = [Difference("added", one.concept) for one in returned.held if one.concept not in before]
    found += [Difference("removed", one.concept) for one in own.held if one.concept not in after]
    fields: Iterable[ChangeKind] = ("credentials", "municipality", "target", "limits", "plan")
    found += [Difference(name) for name in fields if getattr(own, name) != getattr(returned, name)]
    found += [Difference("note", text=n.text) for n in returned.notes if n not in own.notes]
    return tuple(found)


def with_returned(own: Journey, returned: Journey) -> Journey:
    """The person's journey with the changes of a copy they accept. What the copy never held, such
    as quotes and what they have said no to, stays as it was."""
    known = {one.concept: one for one in own.choices}
    after = {one.concept for one in returned.held}
    kept = [_answered(one, after) for one in own.choices]
    new = [one for one in returned.choices if one.concept not in known]
    return replace(
        returned,
        choices=(*kept, *new),
        removed=own.removed,
        has_read=own.has_read,
        wished=own.wished,
        asked=own.asked,
        compared=own.compared,
        offered=own.offered,
        opened=own.opened,
    )


def _answered(choice: Choice, after: set[str]) -> Choice:
    if choice.is_in == (choice.concept in after):
        return choice
    return replace(choice, answer="yes" if choice.concept in after else "no")
