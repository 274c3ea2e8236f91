"""How a person is asked about one thing: a job one has had, a paper one has, the rest one can."""

import re

from django import template
from django.utils.translation import gettext_lazy

from catalog.snapshot.snapshot import Snapshot
from guidance.journey import Choice
from guidance.templatetags.catalogue import label_in
from guidance.templatetags.wording import in_words

register = template.Library()

# The taxonomy has papers among its skills.
_PAPER = re.compile(
    r"bevis|examen|legitimation|certifi|körkort|intyg|diplom|behörighet|(?:utbildning|kort)\b", re.I
)
QUESTIONS = {
    "work": gettext_lazy("Har du haft det här jobbet?"),
    "paper": gettext_lazy("Har du det här?"),
    "skill": gettext_lazy("Kan du det här?"),
}
YES = {
    "work": gettext_lazy("Ja, det jobbet har jag haft"),
    "paper": gettext_lazy("Ja, det har jag"),
    "skill": gettext_lazy("Ja, det kan jag"),
}


@register.simple_tag
def question_words(choice: Choice, snapshot: Snapshot) -> str:
    """What is asked about something that is not counted yet."""
    return in_words(QUESTIONS, _kind_of(choice, snapshot))


@register.simple_tag
def yes_words(choice: Choice, snapshot: Snapshot) -> str:
    """The words of the button that says yes."""
    return in_words(YES, _kind_of(choice, snapshot))


def _kind_of(choice: Choice, snapshot: Snapshot) -> str:
    if choice.is_work:
        return "work"
    is_paper = choice.kind == "skill" and _PAPER.search(label_in(choice.concept, snapshot))
    return "paper" if is_paper else "skill"
