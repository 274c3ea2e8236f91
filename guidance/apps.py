"""The citizen's app."""

from django.apps import AppConfig


class GuidanceConfig(AppConfig):
    name = "guidance"
    verbose_name = "Kortaste vägen"

    def ready(self) -> None:
        # Whoever queues a task then does so with our broker and rules, not with Celery's defaults.
        from guidance import celery  # noqa: F401
