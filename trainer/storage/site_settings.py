"""The table of what administrators set for the whole site."""

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from trainer.storage.base import Base, Fact


class SettingChange(Fact, Base):
    """A setting got another value, or, without one, its default; of each name the highest number counts.

    Numbers count the changes of all settings together, so that the highest one tells whether any was changed.
    """

    __tablename__ = "setting_change"
    constraints = (Index("ix_setting_change_name_number", "name", "number"),)
    number: Mapped[int] = mapped_column(unique=True)
    name: Mapped[str]
    value: Mapped[str | None]
