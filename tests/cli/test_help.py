"""`--help` of each command teaches, and what cannot be meant is answered with a sentence."""

from collections.abc import Iterator

import click
import pytest
from sqlalchemy import update

from tests.cli.conftest import Trainer
from tests.support.days import november
from tests.support.trainees import join
from trainer.cli.commands import trainer as commands
from trainer.storage.content import Rendering
from trainer.storage.database import Database


def every_command(command: click.Command = commands, *words: str) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Each command and each group of commands, with the words that call it."""
    yield words, command
    if isinstance(command, click.Group):
        for name, inner in command.commands.items():
            yield from every_command(inner, *words, name)


EVERY = dict(every_command())


def test_all_commands_are_there() -> None:
    assert {" ".join(words) for words, command in EVERY.items() if not isinstance(command, click.Group)} == {
        "backup",
        "check",
        "cohorts add",
        "cohorts import",
        "cohorts list",
        "database check",
        "database upgrade",
        "demo",
        "export",
        "mail list",
        "mail retry",
        "media move",
        "people deactivate",
        "people erase",
        "records retention",
        "kinetics",
        "statistics",
        "people export",
        "people grant",
        "people import",
        "people invite",
        "people list",
        "people reset",
        "people take-back",
        "people transcript",
        "preview",
        "progress rebuild",
        "progress verify",
        "publish",
        "restore",
        "serve",
    }


@pytest.mark.parametrize("words", EVERY, ids=" ".join)
def test_help_says_what_a_command_does_and_what_each_option_means(trainer: Trainer, words: tuple[str, ...]) -> None:
    ran = trainer(*words, "--help")

    assert (ran.status, ran.err) == (0, "")
    assert ran.out.startswith(f"Usage: {' '.join(('trainer', *words))} ")
    command = EVERY[words]
    assert command.help
    assert len(command.help.split()) >= 4
    for option in command.params:
        if isinstance(option, click.Option):
            assert option.help, option.name
            assert option.opts[0] in ran.out


@pytest.mark.parametrize("words", [words for words, command in EVERY.items() if isinstance(command, click.Group)])
def test_no_sentence_of_a_list_of_commands_is_cut(trainer: Trainer, words: tuple[str, ...]) -> None:
    ran = trainer(*words, "--help")

    assert "..." not in ran.out.partition("Commands:")[2]


def test_without_a_command_the_help_is_shown(trainer: Trainer) -> None:
    assert "A first look:      trainer demo" in trainer().err


def test_the_version(trainer: Trainer) -> None:
    assert trainer("--version").out.startswith("trainer, version ")


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("publsh",), "No such command 'publsh'"),
        (("people", "fire"), "No such command 'fire'"),
        (("check", ".", "."), "Got unexpected extra argument (.)"),
        (("check", "--loudly"), "No such option '--loudly'"),
        (("export",), "Missing argument 'FOLDER'"),
        (("serve", "--port", "70000"), "70000 is not in the range"),
    ],
)
def test_what_is_typed_wrongly_is_said(trainer: Trainer, words: tuple[str, ...], complaint: str) -> None:
    ran = trainer(*words)

    assert ran.status == 2
    assert complaint in ran.err


@pytest.mark.parametrize(
    ("settings", "complaints"),
    [
        ({"DATABASE_URL": "mysql://db/x"}, ["TRAINER_DATABASE_URL must begin with sqlite:/// or postgresql://"]),
        (
            {"DATABASE_URL": "sqlite://"},
            ["TRAINER_DATABASE_URL must name a file and nothing else, such as sqlite:///instance/trainer.db"],
        ),
        (
            {"DATABASE_URL": "postgresql://host:port/name"},
            ["TRAINER_DATABASE_URL cannot be read; it looks like postgresql://user:password@host:5432/name"],
        ),
        (
            {"ZONE": "Mars", "WORKERS": "many"},
            [
                "TRAINER_ZONE 'Mars' is not a time zone; it looks like Europe/Berlin or UTC",
                "TRAINER_WORKERS must be a whole number from 1 to 64, found 'many'",
            ],
        ),
        ({"DATABASE": "x"}, ["TRAINER_DATABASE is not a setting; docs/operating.md lists them"]),
    ],
)
def test_wrong_settings_are_sentences_before_anything_is_done(
    trainer: Trainer, settings: dict[str, str], complaints: list[str]
) -> None:
    for words in (("people", "list"), ("database", "upgrade"), ("progress", "verify"), ("export", "out")):
        ran = trainer(*words, **settings)
        assert ran.status == 1
        assert ran.err.splitlines() == [f"trainer: {complaint}" for complaint in complaints]


def test_serving_needs_its_settings(trainer: Trainer) -> None:
    ran = trainer("serve", SECRET_KEY="short", BASE_URL="http://training.example.org")

    assert ran.status == 1
    assert ran.err.splitlines() == [
        "trainer: TRAINER_SECRET_KEY has 5 characters; it needs at least 32",
        "trainer: TRAINER_BASE_URL must begin with https://; http is accepted for 127.0.0.1 and localhost only",
    ]


def test_a_mistake_of_the_program_is_one_sentence_that_can_be_reported(site: Trainer, published: Database) -> None:
    join(published, "Ann", november(2))
    with published.writing() as session:
        session.execute(update(Rendering).values(body="no view of an edition"))
        session.commit()

    ran = site("progress", "rebuild")

    assert ran.status == 1
    assert ran.err.startswith("trainer: this is a mistake of the program, please report it: JSONDecodeError: ")
    assert ran.err.count("\n") == 1
