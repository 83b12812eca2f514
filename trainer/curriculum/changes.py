"""Tells which sections of a module were changed."""

from trainer.curriculum.course import Module, Section


def changed_sections(old: Module, new: Module) -> frozenset[str]:
    """The ids of the sections of `new` that `old` does not have, or has with other text.

    White space at the ends of lines and empty lines at the end of a section make no difference.
    """
    before = {section.id: _essence(section) for section in old.sections}
    return frozenset(section.id for section in new.sections if before.get(section.id) != _essence(section))


def _essence(section: Section) -> str:
    return "\n".join(line.rstrip() for line in section.source.text.split("\n")).rstrip("\n")
