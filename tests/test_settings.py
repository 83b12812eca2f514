"""Settings come from TRAINER_* variables; every wrong one is a sentence, all at once."""

import pytest

from trainer.settings import Settings, SettingsError, read_settings

SECRET = "s" * 32


def complaints(**environment: str) -> list[str]:
    with pytest.raises(SettingsError) as error:
        read_settings(environment)
    return str(error.value).splitlines()


def test_every_command_but_serve_runs_with_no_setting() -> None:
    settings = read_settings({})
    assert settings == Settings(database_url="sqlite:///instance/trainer.db", workers=2, proxies=0)
    assert settings.zone.key == "UTC"


def test_what_is_set_is_used() -> None:
    settings = read_settings(
        {
            "TRAINER_DATABASE_URL": "postgresql://trainer@db/trainer",
            "TRAINER_SECRET_KEY": SECRET,
            "TRAINER_BASE_URL": "https://training.example.org/",
            "TRAINER_SMTP_URL": "smtp+starttls://user:password@mail.example.org:587",
            "TRAINER_MAIL_FROM": "training@example.org",
            "TRAINER_ZONE": "Europe/Vienna",
            "TRAINER_WORKERS": "4",
            "TRAINER_PROXIES": "1",
        }
    )
    assert settings.database_url == "postgresql://trainer@db/trainer"
    assert settings.secret_key == SECRET
    assert settings.base_url == "https://training.example.org"
    assert settings.smtp_url == "smtp+starttls://user:password@mail.example.org:587"
    assert settings.mail_from == "training@example.org"
    assert settings.zone.key == "Europe/Vienna"
    assert (settings.workers, settings.proxies) == (4, 1)


def test_variables_of_other_programs_do_not_concern_us() -> None:
    assert read_settings({"PATH": "/usr/bin", "FLASK_DEBUG": "1"}) == Settings()


def test_an_empty_variable_is_one_that_is_not_set() -> None:
    empty = dict.fromkeys(("TRAINER_DATABASE_URL", "TRAINER_ZONE", "TRAINER_WORKERS", "TRAINER_SECRET_KEY"), "")
    assert read_settings(empty) == Settings()


def test_spaces_around_a_value_are_not_part_of_it() -> None:
    assert read_settings({"TRAINER_WORKERS": " 3 "}).workers == 3


def test_a_variable_that_is_no_setting_is_named() -> None:
    assert complaints(TRAINER_WORKER="4") == ["TRAINER_WORKER is not a setting; docs/operating.md lists them"]


def test_what_a_command_needs_is_named_with_its_cure() -> None:
    with pytest.raises(SettingsError) as error:
        read_settings({}, needs=frozenset({"TRAINER_SECRET_KEY", "TRAINER_BASE_URL"}))
    assert str(error.value).splitlines() == [
        "TRAINER_BASE_URL is not set; set it to the address that people use, such as https://training.example.org",
        "TRAINER_SECRET_KEY is not set; set it to at least 32 random characters, the same for every worker and host",
    ]


def test_everything_wrong_is_said_at_once() -> None:
    said = complaints(TRAINER_WORKERS="many", TRAINER_ZONE="Vienna", TRAINER_DATABASE_URL="mysql://db/trainer")
    assert said == [
        "TRAINER_DATABASE_URL must begin with sqlite:/// or postgresql://",
        "TRAINER_ZONE 'Vienna' is not a time zone; it looks like Europe/Berlin or UTC",
        "TRAINER_WORKERS must be a whole number from 1 to 64, found 'many'",
    ]


@pytest.mark.parametrize("url", ["trainer.db", "mysql://db/trainer", "://", "sqlite"])
def test_a_database_is_sqlite_or_postgresql(url: str) -> None:
    assert complaints(TRAINER_DATABASE_URL=url) == ["TRAINER_DATABASE_URL must begin with sqlite:/// or postgresql://"]


def test_a_short_secret_is_refused_and_not_repeated() -> None:
    said = complaints(TRAINER_SECRET_KEY="hush-hush")
    assert said == ["TRAINER_SECRET_KEY has 9 characters; it needs at least 32"]


@pytest.mark.parametrize(
    "address",
    ["https://training.example.org", "https://training.example.org:8443", "http://127.0.0.1:8000", "http://localhost"],
)
def test_an_address_is_https_or_this_machine(address: str) -> None:
    assert read_settings({"TRAINER_BASE_URL": address}).base_url == address


def test_cookies_are_secure_when_the_address_is_https() -> None:
    assert read_settings({"TRAINER_BASE_URL": "https://training.example.org"}).is_secure
    assert not read_settings({"TRAINER_BASE_URL": "http://127.0.0.1:8000"}).is_secure


@pytest.mark.parametrize(
    ("address", "cure"),
    [
        ("http://training.example.org", "must begin with https://; http is accepted for 127.0.0.1 and localhost only"),
        ("http://127.0.0.1.example.org", "must begin with https://; http is accepted for 127.0.0.1 and localhost only"),
        ("https://training.example.org/kap", "must be an address without a path, such as https://training.example.org"),
        ("https://example.org?a=b", "must be an address without a path, such as https://training.example.org"),
        ("https://me@example.org", "must be an address without a path, such as https://training.example.org"),
        ("training.example.org", "is not an address; it looks like https://training.example.org"),
        ("ftp://training.example.org", "is not an address; it looks like https://training.example.org"),
        ("https://", "is not an address; it looks like https://training.example.org"),
        ("https://exa mple.org", "is not an address; it looks like https://training.example.org"),
        ("https://example.org:port", "is not an address; it looks like https://training.example.org"),
        ("https://[example.org", "is not an address; it looks like https://training.example.org"),
    ],
)
def test_another_address_is_refused_with_its_cure(address: str, cure: str) -> None:
    assert complaints(TRAINER_BASE_URL=address) == [f"TRAINER_BASE_URL {cure}"]


@pytest.mark.parametrize(
    "url",
    ["mail.example.org", "http://mail.example.org", "smtp://", "smtp://mail.example.org:port", "smtp://[mail"],
)
def test_a_mail_server_is_an_smtp_address(url: str) -> None:
    said = complaints(TRAINER_SMTP_URL=url, TRAINER_MAIL_FROM="training@example.org")
    assert said == ["TRAINER_SMTP_URL must look like smtp+starttls://user:password@mail.example.org:587"]


@pytest.mark.parametrize("sender", ["", "training", "Training <training@example.org>", "a b@example.org"])
def test_mail_needs_an_address_that_it_comes_from(sender: str) -> None:
    said = complaints(TRAINER_SMTP_URL="smtp://mail.example.org", TRAINER_MAIL_FROM=sender)
    assert said == ["TRAINER_MAIL_FROM must be the address that mail comes from, such as training@example.org"]


@pytest.mark.parametrize("zone", ["Vienna", "../../etc/passwd", "/etc/localtime", "Europe/", "\x00"])
def test_a_zone_that_does_not_exist_is_refused(zone: str) -> None:
    assert complaints(TRAINER_ZONE=zone) == [
        f"TRAINER_ZONE '{zone}' is not a time zone; it looks like Europe/Berlin or UTC"
    ]


@pytest.mark.parametrize(
    ("name", "value", "range_"),
    [
        ("TRAINER_WORKERS", "0", "1 to 64"),
        ("TRAINER_WORKERS", "65", "1 to 64"),
        ("TRAINER_WORKERS", "-1", "1 to 64"),
        ("TRAINER_WORKERS", "2.5", "1 to 64"),
        ("TRAINER_WORKERS", "٣", "1 to 64"),
        ("TRAINER_WORKERS", "9" * 5000, "1 to 64"),
        ("TRAINER_PROXIES", "11", "0 to 10"),
    ],
)
def test_a_number_outside_its_range_is_refused(name: str, value: str, range_: str) -> None:
    assert complaints(**{name: value}) == [f"{name} must be a whole number from {range_}, found '{value}'"]
