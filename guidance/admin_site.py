"""The editors' admin: Django's, with a login that cannot be guessed at and a site of its own name.

Installed, with its path, only where ADMIN_PATH is set. What it shows is in `catalog.admin`.
"""

import logging
from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.admin.forms import AdminAuthenticationForm
from django.core.exceptions import ValidationError

from guidance.limits import LOGIN_SECONDS, count_failed_login, forget_failed_logins, may_log_in

log = logging.getLogger(__name__)


class LoginForm(AdminAuthenticationForm):
    """Django's, closed for a while after too many failed tries."""

    def clean(self) -> dict[str, Any]:
        request = self.request
        account = str(self.cleaned_data.get("username", ""))
        assert request is not None, "Django's login view gives it"
        if not may_log_in(request, account):
            log.warning("an editor's login is closed for a while: too many failed tries")
            raise ValidationError(
                f"För många försök. Vänta {LOGIN_SECONDS // 60} minuter och försök igen. "
                "Har du glömt lösenordet hjälper den som driver webbplatsen dig.",
                code="locked",
            )
        try:
            cleaned: dict[str, Any] = super().clean()
        except ValidationError:
            count_failed_login(request, account)
            raise
        forget_failed_logins(request, account)
        return cleaned


class EditorSite(AdminSite):
    """The admin of a catalogue's editors."""

    site_title = "Katalogens redaktion"
    site_header = "Katalogens redaktion"
    index_title = "Översikt"
    login_form = LoginForm
    enable_nav_sidebar = False
