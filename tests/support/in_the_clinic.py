"""The clinic in which most tests of what people do happen, as fixtures."""

import pytest

from tests.support import clinic as small_clinic
from tests.support.databases import Templates
from trainer.access import Actor
from trainer.storage.database import Database


@pytest.fixture
def clinic(templates: Templates) -> Database:
    """A clinic where everybody has joined and nobody has begun."""
    return small_clinic.clinic(templates)


@pytest.fixture
def maren(clinic: Database) -> Actor:
    """A trainee of the evening cohort."""
    return small_clinic.actor_of(clinic, small_clinic.MAREN)


@pytest.fixture
def jonas(clinic: Database) -> Actor:
    """Another trainee of the evening cohort."""
    return small_clinic.actor_of(clinic, small_clinic.JONAS)


@pytest.fixture
def sven(clinic: Database) -> Actor:
    """The supervisor of the evening cohort."""
    return small_clinic.actor_of(clinic, small_clinic.SVEN)
