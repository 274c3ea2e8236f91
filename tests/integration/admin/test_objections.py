"""An editor sees what enough people object to: by name, with the reason, and never one person's."""

import pytest
from django.contrib import admin
from django.utils import timezone

from catalog.models import Objection
from catalog.models.feedback import FEWEST_SHOWN
from tests.integration.admin.conftest import PATH

ADDRESS = f"/{PATH}/catalog/objection/"


@pytest.mark.usefixtures("admin_on")
def test_it_is_registered_and_nothing_can_be_changed(rf) -> None:
    table = admin.site._registry[Objection]
    request = rf.get("/")
    assert not table.has_add_permission(request)
    assert not table.has_change_permission(request)
    assert not table.has_delete_permission(request)


def test_it_tells_from_five_on(desk) -> None:
    for times, subject in ((FEWEST_SHOWN - 1, "one-person"), (FEWEST_SHOWN, "a|b")):
        for _ in range(times):
            Objection.objects.count_one("gap", subject, "not-asked", timezone.localdate())
    text = desk.get(ADDRESS).content.decode()
    assert "a: b" in text
    assert "Det behövs inte för jobbet" in text
    assert "one-person" not in text
