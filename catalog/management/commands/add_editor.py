"""`manage.py add_editor NAME`: an account that looks at the catalogue and decides in its admin."""

import argparse
import getpass
import sys
from typing import Any

from django.contrib.auth.models import Group, Permission, User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.db.models import Q

GROUP = "Redaktörer"
# Everything is looked at; only these are changed.
EDITED = {"override": ("add", "change"), "switch": ("add", "change"), "source": ("change",)}


class Command(BaseCommand):
    help = (
        "Makes an editor's account: what is in the catalogue to look at, overrides, sources and "
        "switches to change. The password is asked for, or read from standard input. With --off "
        "the account is closed; it stays in the audit trail."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("name", metavar="NAME", help="What the editor logs in with.")
        parser.add_argument("--off", action="store_true", help="Close the account.")

    def handle(self, *args: Any, **options: Any) -> None:
        name = options["name"]
        user = User.objects.filter(username=name).first()
        if options["off"]:
            if user is None:
                raise CommandError(f"there is no account {name!r}")
            user.is_active = False
            user.set_unusable_password()
            user.save()
            self.stdout.write(f"{name} is closed")
            return
        if user is not None and user.is_superuser:
            raise CommandError(f"{name} is a superuser and may do everything already")
        user = user or User(username=name)
        user.is_staff, user.is_active = True, True
        try:
            password = read_password()
            validate_password(password, user)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        user.set_password(password)
        with transaction.atomic():
            user.save()
            user.groups.set([editors()])
        self.stdout.write(f"{name} is an editor")


def editors() -> Group:
    """The group of editors, allowed what this version's editors may do."""
    wanted = Q(codename__startswith="view_")
    for model, actions in EDITED.items():
        wanted |= Q(codename__in=[f"{action}_{model}" for action in actions])
    group, _ = Group.objects.get_or_create(name=GROUP)
    group.permissions.set(Permission.objects.filter(wanted, content_type__app_label="catalog"))
    return group


def read_password() -> str:
    """Asked for twice at a terminal, read once from a pipe. Raises `ValidationError`."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    password = getpass.getpass("Password: ")
    if getpass.getpass("Once more: ") != password:
        raise ValidationError("The two passwords differ.")
    return password
