"""Finds the files that the program ships with: beside the package in a checkout, inside it in a wheel."""

from importlib.resources import files
from pathlib import Path


def data_folder(name: str) -> Path:
    """The folder 'templates', 'curriculum' or 'quizzes' of this installation."""
    return data_root() / name


def data_root() -> Path:
    """The folder that holds templates, curriculum and quizzes."""
    package = Path(str(files("trainer")))
    inside = package / "_data"
    return inside if inside.is_dir() else package.parent


def static_folder() -> Path:
    """The folder of stylesheets, scripts and fonts."""
    return Path(str(files("trainer"))) / "static"
