"""Every address of the site."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, path

from guidance.views import health

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
]

if settings.ADMIN_PATH:
    from django.contrib import admin

    urlpatterns.append(path(f"{settings.ADMIN_PATH}/", admin.site.urls))
