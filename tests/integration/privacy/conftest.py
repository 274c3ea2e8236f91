"""The pages' own catalogue, client and journeys."""

from tests.integration.guidance.conftest import (  # noqa: F401  # fixtures
    _catalogue,
    begin,
    catalogue_root,
    client,
    journey,
)
