"""Reference data: the catalogue of what exists in the world."""

from django.apps import AppConfig


class CatalogConfig(AppConfig):
    name = "catalog"
    verbose_name = "Katalogen"
    default_auto_field = "django.db.models.BigAutoField"
