"""Which language a page is in. The address says it, so no cookie has to.

Swedish has no prefix. `/sv-lattlast/…` is Swedish in easier words and `/en/…` is English; both are
whole. `/ar/…` is Arabic for the journey itself; its other pages are told in Swedish and say so,
and lead back into Arabic. See docs/languages.md and docs/adr for why.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import LocalePrefixPattern, URLPattern, URLResolver, reverse, translate_url
from django.utils.translation import activate, get_language, override

Responder = Callable[[HttpRequest], HttpResponse]
Viewed = Callable[..., HttpResponse]

SWEDISH, EASY, ENGLISH, ARABIC = "sv", "sv-lattlast", "en", "ar"
# Swedish words on a page of the Arabic journey that has no Arabic ones.
SWEDISH_AMONG_ARABIC = "sv-ar"

# The journey's core, which is told in Arabic as a whole.
ARABIC_PAGES = frozenset(
    {
        *("start", "skills", "cv", "earlier_jobs", "add_earlier_job", "answer_skill", "add_skill"),
        *("life", "holdings", "ad", "asked", "target", "choose_target", "gap"),
        *("way", "change_limits", "choose_plan", "takeaway", "add_note", "share", "revoke_code"),
        *("open_code", "answer_offer", "open_plan_file", "extend", "session_ended"),
        *("mine", "wipe", "wiped"),
    }
)
# Addresses that only take what is sent, and the page that shows the same.
PAGE_OF = {
    "add_earlier_job": "earlier_jobs",
    "answer_skill": "skills",
    "add_skill": "skills",
    "choose_target": "target",
    "add_compared": "compare",
    "remove_compared": "compare",
    "change_limits": "way",
    "choose_plan": "way",
    "add_note": "takeaway",
    "revoke_code": "share",
    "answer_offer": "open_code",
    "extend": "start",
    "wipe": "mine",
    "objection": "start",
}


class LanguagePrefix(LocalePrefixPattern):
    """The part of an address that says the language."""

    def __init__(self) -> None:
        super().__init__(prefix_default_language=False)

    @property
    def language_prefix(self) -> str:
        """`en/`; "" for Swedish."""
        if get_language() == SWEDISH_AMONG_ARABIC:
            return f"{ARABIC}/"
        prefix: str = super().language_prefix
        return prefix


def in_every_language(pages: list[URLPattern | URLResolver]) -> URLResolver:
    """The same pages below the prefix of each language."""
    return URLResolver(LanguagePrefix(), pages)


class ArabicPagesMiddleware:
    """Tells a page in Swedish where the Arabic journey reaches one without Arabic words."""

    def __init__(self, get_response: Responder) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", text_language())
        return response

    def process_view(
        self, request: HttpRequest, view: Viewed, args: tuple[object, ...], kwargs: object
    ) -> None:
        match = request.resolver_match
        if get_language() == ARABIC and match and match.url_name not in ARABIC_PAGES:
            activate(SWEDISH_AMONG_ARABIC)


def text_language() -> str:
    """The language of the words on the page, for `lang`: easier Swedish is Swedish."""
    return (get_language() or SWEDISH).partition("-")[0]


def chosen_language() -> str:
    """The language the person has chosen, whatever this page is told in."""
    language = get_language() or SWEDISH
    return ARABIC if language == SWEDISH_AMONG_ARABIC else language


def address_in(language: str, request: HttpRequest | None) -> str:
    """The address of the same page in another language; of the first page when there is no such."""
    match = request.resolver_match if request else None
    if request is None or match is None or not match.url_name:
        return _named("start", language)
    if match.url_name in PAGE_OF:
        return _named(PAGE_OF[match.url_name], language)
    address = request.get_full_path() if request.method in ("GET", "HEAD") else request.path
    return translate_url(address, language)


def _named(name: str, language: str) -> str:
    with override(language):
        return reverse(name)
