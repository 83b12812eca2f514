"""What administrators set: its limits, its defaults, and what is made of values that do not hold any more."""

import pytest

from trainer.curriculum.needing import SILENT_DAYS
from trainer.reminding import DAYS_BEFORE
from trainer.settings import Settings
from trainer.settings_shown import shown
from trainer.site_settings import SETTINGS, Site, read_value, setting_named, site_of


def read(name: str, given: str) -> tuple[str, str]:
    setting = setting_named(name)
    assert setting is not None
    return read_value(setting, given)


def test_what_nobody_set_is_what_the_program_does_by_itself() -> None:
    assert site_of({}) == Site()
    assert (Site().silent_days, Site().remind_days) == (SILENT_DAYS, DAYS_BEFORE) == (14, 30)
    assert not Site().is_shown


def test_every_setting_has_a_name_of_its_own_a_default_within_its_limits_and_a_help_sentence() -> None:
    assert len({each.name for each in SETTINGS}) == len(SETTINGS)
    for each in SETTINGS:
        assert read_value(each, each.default) == (each.default, "")
        assert each.help.endswith(".")


@pytest.mark.parametrize(
    ("name", "given", "kept"),
    [
        ("provider", "  Clinic   by the\r\nsea ", "Clinic by the sea"),
        ("provider", "", ""),
        ("provider", "<b>Clinic</b> & Söhne", "<b>Clinic</b> & Söhne"),
        ("help_contact", "help@example.org", "help@example.org"),
        ("help_contact", "https://help.example.org/trainer?a=1", "https://help.example.org/trainer?a=1"),
        ("silent_days", "007", "7"),
        ("silent_days", "60", "60"),
        ("remind_days", "14", "14"),
    ],
)
def test_what_is_kept_of_what_was_entered(name: str, given: str, kept: str) -> None:
    assert read(name, given) == (kept, "")


@pytest.mark.parametrize(
    ("name", "given", "wrong"),
    [
        ("provider", "x" * 81, "Shorten this to 80 characters."),
        ("provider", "Clinic\u202efdp", "This holds a character that cannot be read; type it again."),
        ("help_contact", "help", "Write an e-mail address, or the address of a page that begins with https://."),
        ("help_contact", "javascript:alert(1)", "Write an e-mail address, or the address of a page"),
        ("help_contact", "http://example.org", "Write an e-mail address, or the address of a page"),
        ("help_contact", "https://example.org/ onclick=x", "Write an e-mail address, or the address of a page"),
        ("silent_days", "6", "Write a whole number from 7 to 60."),
        ("silent_days", "61", "Write a whole number from 7 to 60."),
        ("silent_days", "٣٠", "Write a whole number from 7 to 60."),
        ("silent_days", "", "Write a whole number from 7 to 60."),
        ("remind_days", "1e2", "Write a whole number from 14 to 60."),
    ],
)
def test_what_is_refused_with_the_cure(name: str, given: str, wrong: str) -> None:
    kept, said = read(name, given)
    assert kept == ""
    assert said.startswith(wrong)


def test_a_value_that_is_out_of_limits_today_has_its_default() -> None:
    assert site_of({"silent_days": "3", "remind_days": "20", "gone": "x"}) == Site(remind_days=20)


def test_contacts_lead_somewhere() -> None:
    assert Site(help_contact="help@example.org").help_url == "mailto:help@example.org"
    assert Site(help_contact="https://example.org/help").help_url == "https://example.org/help"
    assert Site(help_contact="https://example.org/help").help_words == "example.org/help"


def test_no_secret_of_the_environment_is_shown() -> None:
    settings = Settings(
        database_url="postgresql://trainer:pass1@db.example.org:5433/training?password=pass2",
        secret_key="pass3" * 8,
        smtp_url="smtp+starttls://user:pass4@mail.example.org:587",
        base_url="https://training.example.org",
    )
    told = {name: value for name, value, _ in shown(settings)}
    assert "pass" not in str(told)
    assert told["TRAINER_DATABASE_URL"] == "postgresql: training on db.example.org:5433"
    assert told["TRAINER_SMTP_URL"] == "smtp+starttls://mail.example.org:587"
    assert told["TRAINER_SECRET_KEY"] == "set; it is shown to nobody"
