"""What a process that serves citizens must be given; it refuses to start otherwise."""

import os

from django.core.exceptions import ImproperlyConfigured

REQUIRED = {
    "SECRET_KEY": "at least 50 random characters, the same for every process",
    "ALLOWED_HOSTS": "the host names of the site, separated by commas",
    "DATABASE_URL": "postgresql://user:password@host/name",
    "REDIS_URL": "redis://host:6379/0",
}
SECRET_KEY_LENGTH = 50


def require_environment() -> None:
    """Raise `ImproperlyConfigured` with every missing value at once.

    Called by the web process, the worker and beat. With DEBUG nothing is asked for.
    """
    from django.conf import settings

    if settings.DEBUG:
        return
    missing = [f"{name}: {hint}" for name, hint in REQUIRED.items() if not os.environ.get(name)]
    if 0 < len(os.environ.get("SECRET_KEY", "")) < SECRET_KEY_LENGTH:
        missing.append(f"SECRET_KEY: too short, {REQUIRED['SECRET_KEY']}")
    if "*" in settings.ALLOWED_HOSTS:
        missing.append(f"ALLOWED_HOSTS: not *, but {REQUIRED['ALLOWED_HOSTS']}")
    if missing:
        raise ImproperlyConfigured(
            "This process will not serve before it is given\n  " + "\n  ".join(missing)
        )
