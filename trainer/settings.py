"""The settings, read from TRAINER_* variables, each wrong one a sentence."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

DEFAULT_DATABASE = "sqlite:///instance/trainer.db"
_KNOWN = frozenset(
    {
        "TRAINER_DATABASE_URL",
        "TRAINER_SECRET_KEY",
        "TRAINER_BASE_URL",
        "TRAINER_SMTP_URL",
        "TRAINER_MAIL_FROM",
        "TRAINER_ZONE",
        "TRAINER_WORKERS",
        "TRAINER_PROXIES",
        "TRAINER_MEDIA_FOLDER",
    }
)


class SettingsError(Exception):
    """One or more settings are wrong; the message says which and how to mend them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How this installation runs."""

    database_url: str = DEFAULT_DATABASE
    secret_key: str = ""
    base_url: str = ""
    smtp_url: str = ""
    mail_from: str = ""
    zone: ZoneInfo = ZoneInfo("UTC")
    workers: int = 2
    proxies: int = 0
    media_folder: Path | None = None

    @property
    def is_secure(self) -> bool:
        """Whether cookies are sent over https only."""
        return self.base_url.startswith("https://")


def read_settings(environment: Mapping[str, str], *, needs: frozenset[str] = frozenset()) -> Settings:
    """Read every setting. `needs` names those that this command cannot do without.

    Raises SettingsError with a line for each wrong, missing or unknown setting.
    """
    wrong: list[str] = []
    given = {name: value.strip() for name, value in environment.items() if name.startswith("TRAINER_")}
    wrong += [f"{name} is not a setting; docs/operating.md lists them" for name in sorted(given) if name not in _KNOWN]
    wrong += [f"{name} is not set; {_CURES[name]}" for name in sorted(needs) if not given.get(name)]
    settings = Settings(
        database_url=_database(given.get("TRAINER_DATABASE_URL") or DEFAULT_DATABASE, wrong),
        secret_key=_secret(given.get("TRAINER_SECRET_KEY", ""), wrong),
        base_url=_base(given.get("TRAINER_BASE_URL", ""), wrong),
        smtp_url=_smtp(given.get("TRAINER_SMTP_URL", ""), wrong),
        mail_from=_sender(given.get("TRAINER_MAIL_FROM", ""), bool(given.get("TRAINER_SMTP_URL")), wrong),
        zone=_zone(given.get("TRAINER_ZONE") or "UTC", wrong),
        workers=_number("TRAINER_WORKERS", given.get("TRAINER_WORKERS", ""), 2, 1, 64, wrong),
        proxies=_number("TRAINER_PROXIES", given.get("TRAINER_PROXIES", ""), 0, 0, 10, wrong),
        media_folder=_folder("TRAINER_MEDIA_FOLDER", given.get("TRAINER_MEDIA_FOLDER", ""), wrong),
    )
    if wrong:
        raise SettingsError("\n".join(wrong))
    return settings


_CURES = {
    "TRAINER_SECRET_KEY": "set it to at least 32 random characters, the same for every worker and host",
    "TRAINER_BASE_URL": "set it to the address that people use, such as https://training.example.org",
}


def _database(value: str, wrong: list[str]) -> str:
    try:
        url = make_url(value)
    except ArgumentError:
        wrong.append("TRAINER_DATABASE_URL must begin with sqlite:/// or postgresql://")
        return value
    except ValueError:
        wrong.append("TRAINER_DATABASE_URL cannot be read; it looks like postgresql://user:password@host:5432/name")
        return value
    if url.drivername not in ("sqlite", "sqlite+pysqlite", "postgresql", "postgresql+psycopg"):
        wrong.append("TRAINER_DATABASE_URL must begin with sqlite:/// or postgresql://")
    elif url.get_backend_name() == "sqlite" and (url.query or not _is_file(url.database)):
        wrong.append("TRAINER_DATABASE_URL must name a file and nothing else, such as sqlite:///instance/trainer.db")
    return value


def _is_file(path: str | None) -> bool:
    return bool(path) and path != ":memory:" and "\0" not in str(path)


def _secret(value: str, wrong: list[str]) -> str:
    if value and len(value) < 32:
        wrong.append(f"TRAINER_SECRET_KEY has {len(value)} characters; it needs at least 32")
    return value


def _base(value: str, wrong: list[str]) -> str:
    if not value:
        return ""
    try:
        parts = urlsplit(value)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        wrong.append("TRAINER_BASE_URL is not an address; it looks like https://training.example.org")
        return value
    is_local = host in ("127.0.0.1", "localhost")
    if parts.scheme not in ("http", "https") or not re.fullmatch(r"[A-Za-z0-9.\-]+", host) or port == 0:
        wrong.append("TRAINER_BASE_URL is not an address; it looks like https://training.example.org")
    elif parts.scheme == "http" and not is_local:
        wrong.append("TRAINER_BASE_URL must begin with https://; http is accepted for 127.0.0.1 and localhost only")
    elif parts.path not in ("", "/") or parts.query or parts.fragment or parts.username:
        wrong.append("TRAINER_BASE_URL must be an address without a path, such as https://training.example.org")
    return value.rstrip("/")


def _smtp(value: str, wrong: list[str]) -> str:
    try:
        parts = urlsplit(value)
        is_right = parts.scheme in ("smtp", "smtps", "smtp+starttls") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_right = False
    if value and not is_right:
        wrong.append("TRAINER_SMTP_URL must look like smtp+starttls://user:password@mail.example.org:587")
    return value


def _sender(value: str, is_needed: bool, wrong: list[str]) -> str:
    if is_needed and not re.fullmatch(r"[^@\s<>]+@[^@\s<>]+", value):
        wrong.append("TRAINER_MAIL_FROM must be the address that mail comes from, such as training@example.org")
    return value


def _zone(value: str, wrong: list[str]) -> ZoneInfo:
    try:
        return ZoneInfo(value)
    except (KeyError, ValueError, OSError):
        wrong.append(f"TRAINER_ZONE '{value}' is not a time zone; it looks like Europe/Berlin or UTC")
        return ZoneInfo("UTC")


def _number(name: str, value: str, default: int, least: int, most: int, wrong: list[str]) -> int:
    if not value:
        return default
    if not re.fullmatch(r"[0-9]{1,4}", value) or not least <= int(value) <= most:
        wrong.append(f"{name} must be a whole number from {least} to {most}, found '{value}'")
        return default
    return int(value)


def _folder(name: str, value: str, wrong: list[str]) -> Path | None:
    if not value:
        return None
    path = Path(value)
    if "\0" in value or not path.is_absolute():
        wrong.append(f"{name} must be the whole path of a folder, such as /var/lib/trainer/media")
        return None
    return path
