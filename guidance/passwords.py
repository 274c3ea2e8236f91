"""What Django's own validators let through and an editor's password must not be."""

import string

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

LEAST_DIFFERENT = 8
_ENDS = string.digits + string.punctuation + string.whitespace


class VariedPasswordValidator:
    """Refuses a long password that is a short thing said again, few characters, or a common one
    with figures before or after it."""

    def validate(self, password: str, user: object = None) -> None:
        """Raises `ValidationError`."""
        is_repeated = password in (password + password)[1:-1]
        if is_repeated or len(set(password.casefold())) < LEAST_DIFFERENT:
            raise ValidationError(
                f"Lösenordet upprepar sig. Använd minst {LEAST_DIFFERENT} olika tecken.",
                code="password_repeats",
            )
        if password.casefold().strip(_ENDS) in CommonPasswordValidator().passwords:
            raise ValidationError(
                "Lösenordet är ett vanligt ord med tecken runt om.", code="password_too_common"
            )

    def get_help_text(self) -> str:
        """One line for the form."""
        return (
            f"Lösenordet ska ha minst {LEAST_DIFFERENT} olika tecken och inte bara vara ett "
            "vanligt lösenord med siffror efter."
        )
