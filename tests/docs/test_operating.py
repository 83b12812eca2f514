"""docs/operating.md lists the commands, options and settings that there are, with examples that work."""

from collections.abc import Iterator

import click
import pytest
from click.testing import CliRunner

from tests.docs.documents import Document, Section, codes
from trainer.cli.commands import trainer
from trainer.settings import Settings, read_settings

OPERATING = Document("docs/operating.md")


def leaves(group: click.Group, words: str) -> Iterator[tuple[str, click.Command]]:
    """Each command with the words that call it."""
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from leaves(command, f"{words} {name}")
        else:
            yield f"{words} {name}", command


COMMANDS = {
    " ".join([words, *(argument.make_metavar(click.Context(command)) for argument in command.params
                       if isinstance(argument, click.Argument))]): command
    for words, command in leaves(trainer, "trainer")
}  # fmt: skip
"""Each command by its words and what stands after them, such as 'trainer check [FOLDER]'."""

SECTIONS = {codes(each.title)[0]: each for each in OPERATING.sections() if each.title.startswith("`trainer ")}


def options(command: click.Command) -> dict[str, click.Option]:
    return {option.opts[0]: option for option in command.params if isinstance(option, click.Option)}


def meanings(section: Section) -> dict[str, str]:
    return {codes(row[0])[0]: row[1] for row in section.table()}


def test_every_command_is_described_and_no_other() -> None:
    assert SECTIONS.keys() == COMMANDS.keys()


@pytest.mark.parametrize("words", COMMANDS)
def test_a_command_is_described_with_each_of_its_options(words: str) -> None:
    assert meanings(SECTIONS[words]).keys() == options(COMMANDS[words]).keys()


@pytest.mark.parametrize("words", COMMANDS)
def test_an_option_is_described_with_its_choices_and_with_what_holds_without_it(words: str) -> None:
    for name, option in options(COMMANDS[words]).items():
        meaning = meanings(SECTIONS[words])[name]
        if isinstance(option.type, click.Choice):
            assert set(option.type.choices) <= set(codes(meaning))
        assert option.required == ("(required)" in meaning)
        if isinstance(option.default, str | int) and not option.is_flag and option.default != "":
            assert meaning.endswith(f"(`{option.default}`)")


def settings_table() -> dict[str, list[str]]:
    return {codes(row[0])[0]: row[1:] for row in OPERATING.section("Settings").table()}


@pytest.mark.parametrize("name", settings_table())
def test_the_example_of_a_setting_is_right_and_changes_something(name: str) -> None:
    (example,) = codes(settings_table()[name][2])
    needed = {"TRAINER_SMTP_URL": {"TRAINER_MAIL_FROM": "training@example.org"}}
    given = read_settings({name: example, **needed.get(name, {})})
    assert given != Settings(mail_from=given.mail_from if name in needed else "")


def test_what_holds_without_a_setting_is_as_the_table_says() -> None:
    without = {name: codes(cells[1])[0] for name, cells in settings_table().items() if cells[1].startswith("`")}
    assert without == {
        "TRAINER_DATABASE_URL": "sqlite:///instance/trainer.db",
        "TRAINER_ZONE": "UTC",
        "TRAINER_WORKERS": "2",
        "TRAINER_PROXIES": "0",
    }
    bare = read_settings({})
    assert (bare.database_url, bare.zone.key, str(bare.workers), str(bare.proxies)) == tuple(without.values())


def test_the_settings_of_the_first_set_up_are_enough_to_serve() -> None:
    (block,) = (fence.text for fence in OPERATING.fences() if fence.text.startswith("TRAINER_BASE_URL="))
    given = dict(line.split("=", 1) for line in block.splitlines())
    settings = read_settings(given, needs=frozenset({"TRAINER_SECRET_KEY", "TRAINER_BASE_URL"}))
    assert (settings.base_url, settings.proxies, settings.is_secure) == ("https://training.example.org", 1, True)


def test_the_help_shows_the_first_steps_each_on_its_own_line() -> None:
    lines = [" ".join(line.split()) for line in CliRunner().invoke(trainer, ["--help"]).output.splitlines()]
    assert "A real course: trainer database upgrade" in lines
    assert "trainer publish FOLDER" in lines
    assert "trainer serve" in lines
