"""Tables of what authors upload: the parts of large files, and what was said of each."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from trainer.storage.base import Base


class BlobPart(Base):
    """A part of a file that is too large for one row, by the SHA-256 of the whole; part 0 is its beginning.

    A file whose blob is there has all its parts, here or in the folder that a setting names.
    """

    __tablename__ = "blob_part"
    digest: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    content: Mapped[bytes]


class Upload(Base):
    """A file that an author put into a course, and what it shows in words; the highest number of a path counts."""

    __tablename__ = "upload"
    __table_args__ = (UniqueConstraint("course_id", "path", "number"), Index("ix_upload_digest", "digest"))
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    course_id: Mapped[UUID] = mapped_column(ForeignKey("course.id"))
    path: Mapped[str]
    number: Mapped[int]
    digest: Mapped[str] = mapped_column(ForeignKey("blob.digest"))
    alternative: Mapped[str]
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
