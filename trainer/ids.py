"""The kinds of id, so that one is never taken for another."""

from typing import NewType
from uuid import UUID

PersonId = NewType("PersonId", UUID)
CourseId = NewType("CourseId", UUID)
CohortId = NewType("CohortId", UUID)
DocumentId = NewType("DocumentId", UUID)
RevisionId = NewType("RevisionId", UUID)
EditionId = NewType("EditionId", UUID)
EnrolmentId = NewType("EnrolmentId", UUID)
AttemptId = NewType("AttemptId", UUID)

SYSTEM = PersonId(UUID(int=1))
"""The person as whom the command line and the sweep act; nobody can sign in as it."""
