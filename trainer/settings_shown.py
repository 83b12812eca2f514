"""Tells administrators how the environment's settings stand, and no secret of them."""

from urllib.parse import urlsplit

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from trainer.settings import Settings


def shown(settings: Settings) -> tuple[tuple[str, str, str], ...]:
    """Each setting of the environment by its name, what it is now, and what it is for."""
    return (
        ("TRAINER_BASE_URL", settings.base_url or "not set", "The address that people use."),
        ("TRAINER_DATABASE_URL", _database(settings.database_url), "Where everything is kept."),
        ("TRAINER_MEDIA_FOLDER", str(settings.media_folder or "in the database"), "Where large recordings are kept."),
        ("TRAINER_MAIL_FROM", settings.mail_from or "not set", "Whose address mail comes from."),
        ("TRAINER_SMTP_URL", _server(settings.smtp_url), "The server that sends mail."),
        (
            "TRAINER_ZONE",
            settings.zone.key,
            "The time zone of every date that is shown, and of the reminders' morning.",
        ),
        ("TRAINER_SECRET_KEY", "set; it is shown to nobody" if settings.secret_key else "not set", "What signs forms."),
        ("TRAINER_WORKERS", str(settings.workers), "How many processes answer requests."),
        ("TRAINER_PROXIES", str(settings.proxies), "How many proxies stand before the platform."),
    )


def _database(value: str) -> str:
    """Kind, host and name of the database: its other parts may hold a password."""
    try:
        url = make_url(value)
    except (ArgumentError, ValueError):
        return "cannot be read"
    host = f"{url.host}:{url.port}" if url.host and url.port else url.host
    where = " on ".join(part for part in (url.database, host) if part)
    return f"{url.get_backend_name()}: {where}" if where else url.get_backend_name()


def _server(value: str) -> str:
    if not value:
        return "not set: no mail is sent"
    try:
        parts = urlsplit(value)
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return "cannot be read"
    return f"{parts.scheme}://{parts.hostname}{port}"
