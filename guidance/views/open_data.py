"""What we derive, as files, with a page for people and a description (DCAT-AP-SE) for machines."""

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers, patch_cache_control, patch_vary_headers
from django.views.decorators.http import condition, require_safe

from catalog.open_data.datasets import DATASETS
from catalog.open_data.dcat import FORMATS, Publisher, described
from catalog.open_data.store import MEDIA_TYPES, Index, current_index
from guidance.deployment import Deployment
from guidance.ranges import file_answer
from guidance.views.appearance import needs_switch
from guidance.views.catalogue import snapshot_of

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]

PRODUCT = "Kortaste vägen"
NOT_YET = 503
# The worker writes the files after the report that follows each build.
RETRY_SECONDS = 300
FILE_NAMES = frozenset(f"{one.key}.{extension}" for one in DATASETS for extension in MEDIA_TYPES)
_MEDIA_TYPES = {media_type: extension for extension, (media_type, _) in FORMATS.items()}


def for_everyone(view: View[P]) -> View[P]:
    """Other sites' pages may read the answer too, and it may be kept for five minutes. That there
    is nothing yet is not to be kept."""

    @wraps(view)
    def answer(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        if response.status_code == NOT_YET:
            add_never_cache_headers(response)
        else:
            patch_cache_control(response, public=True, max_age=300)
        return response

    return answer


@require_safe
@needs_switch("open-data")
def open_data(request: HttpRequest) -> HttpResponse:
    """Each dataset with its files, or that they are not written yet."""
    index = _index(request)
    datasets = [
        {"dataset": dataset, "files": index.files_of(dataset.key) if index else ()}
        for dataset in DATASETS
    ]
    return render(request, "guidance/open_data.html", {"datasets": datasets, "index": index})


@require_safe
@needs_switch("open-data")
@for_everyone
def open_data_file(request: HttpRequest, name: str) -> HttpResponseBase:
    """A file of the snapshot in service, under a name that lasts."""
    index = _index(request)
    file = index.file(name) if index else None
    if index is None or file is None:
        if name in FILE_NAMES:
            return not_yet(request)
        raise Http404("no such file")
    return file_answer(
        request,
        index.folder / file.name,
        etag=f'"{file.sha256[:32]}"',
        media_type=_with_charset(file.media_type),
    )


def _tag(request: HttpRequest, extension: str = "") -> str | None:
    index = _index(request)
    if index is None:
        return None
    said = f"{index.folder.name} {_publisher(request)} {_chosen(request, extension)}"
    return f'"{hashlib.blake2b(said.encode(), digest_size=12).hexdigest()}"'


@require_safe
@needs_switch("open-data")
@for_everyone
@condition(etag_func=_tag)
def dcat(request: HttpRequest, extension: str = "") -> HttpResponse:
    """The description; without an ending, as the asker prefers, RDF/XML when it does not say."""
    if extension and extension not in FORMATS:
        raise Http404("no such description")
    index = _index(request)
    if index is None:
        return not_yet(request)
    chosen = _chosen(request, extension)
    content = described(index.folder, _publisher(request), chosen)
    answer = HttpResponse(content, content_type=_with_charset(FORMATS[chosen][0]))
    if not extension:
        patch_vary_headers(answer, ["Accept"])
        answer.headers["Content-Location"] = f"/dcat.{chosen}"
    return answer


def not_yet(request: HttpRequest) -> HttpResponse:
    """That the files are not written yet, and when to come back: a page for who prefers one, else
    problem details (RFC 9457). The address has no language, so both say it in two."""
    told = {
        "type": "about:blank",
        "title": "The open data files have not been made yet",
        "status": NOT_YET,
        "detail": (
            "They are made when the catalogue has been built, which takes a few minutes on a new "
            f"site. Ask again in {RETRY_SECONDS // 60} minutes; see /oppna-data/ for what there is."
        ),
    }
    if request.get_preferred_type(["application/problem+json", "text/html"]) == "text/html":
        context = {"minutes": RETRY_SECONDS // 60}
        answer = render(request, "guidance/open_data_not_yet.html", context, status=NOT_YET)
    else:
        answer = JsonResponse(told, status=NOT_YET, content_type="application/problem+json")
    answer.headers["Retry-After"] = str(RETRY_SECONDS)
    patch_vary_headers(answer, ["Accept"])
    return answer


def _chosen(request: HttpRequest, extension: str) -> str:
    if extension:
        return extension
    preferred = request.get_preferred_type(list(_MEDIA_TYPES))
    return _MEDIA_TYPES.get(preferred or "", "rdf")


def _index(request: HttpRequest) -> Index | None:
    """The files, found once per request."""
    if not hasattr(request, "_open_data"):
        snapshot = snapshot_of(request)
        request._open_data = current_index(snapshot.id if snapshot else "")  # type: ignore[attr-defined]  # one attribute of our own
    index: Index | None = request._open_data  # type: ignore[attr-defined]  # as above
    return index


def _publisher(request: HttpRequest) -> Publisher:
    deployment: Deployment = settings.DEPLOYMENT
    url = settings.PUBLIC_URL or request.build_absolute_uri("/").rstrip("/")
    email = deployment.contact if "@" in deployment.contact else ""
    return Publisher(deployment.owner or deployment.name or PRODUCT, f"{url}/", email)


def _with_charset(media_type: str) -> str:
    return f"{media_type}; charset=utf-8" if "parquet" not in media_type else media_type
