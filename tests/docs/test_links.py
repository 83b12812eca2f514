"""Every link of README.md and docs/ leads to something, and every command shown there exists."""

import re
import shlex
from collections.abc import Iterable

import click
import pytest

from tests.docs.documents import Document, all_documents, resolved
from tests.house.source import ROOT
from trainer.cli.commands import trainer

DOCUMENTS = all_documents()
CALL = re.compile(r"(?:sudo )?(?:\.venv/bin/)?(?P<command>(?:make|trainer)(?: .*)?)")
MAKE_TARGETS = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


def dead_links(document: Document) -> list[str]:
    """The links within the project that lead nowhere."""
    return [target for target in document.links() if ":" not in target and not _leads_somewhere(document, target)]


def _leads_somewhere(document: Document, target: str) -> bool:
    file, fragment = resolved(document, target)
    if not file.exists():
        return False
    is_document = file.suffix == ".md"
    return not fragment or (is_document and fragment in Document(file.relative_to(ROOT).as_posix()).anchors())


def lines_in(document: Document) -> list[str]:
    """The lines of its shell blocks that call make or trainer; each could be run."""
    shell = [fence.text for fence in document.fences() if fence.language == "sh"]
    return _calls(line.strip() for text in shell for line in text.splitlines())


def mentions_in(document: Document) -> list[str]:
    """The commands between backticks, which need not be whole."""
    return _calls(re.findall(r"`([^`\n]+)`", document.prose))


def _calls(texts: Iterable[str]) -> list[str]:
    return [found["command"] for text in texts if (found := CALL.fullmatch(text))]


def complaint(command: str, *, is_whole: bool) -> str | None:
    """What is wrong with a command; None where it could be run, or, where it need not be whole, exists."""
    words = shlex.split(command)
    if words[0] == "make":
        unknown = {word for word in words[1:] if re.fullmatch(r"[a-z]+", word)} - MAKE_TARGETS
        return f"{command}: no target {unknown}" if unknown else None
    return _complaint_of_trainer(command, words[1:], is_whole=is_whole)


def _complaint_of_trainer(command: str, words: list[str], *, is_whole: bool) -> str | None:
    called: click.Command = trainer
    while words and isinstance(called, click.Group) and words[0] in called.commands:
        called, words = called.commands[words[0]], words[1:]
    try:
        given, left, _ = called.make_parser(click.Context(called)).parse_args(words)
    except click.UsageError as error:
        return f"{command}: {error.format_message()}"
    asked = [param.name for param in called.params if param.required and param.name]
    missing = [name for name in asked if not isinstance(given.get(name), str)]
    return f"{command}: {left or missing}" if left or (is_whole and missing) else None


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.path)
def test_links_lead_somewhere(document: Document) -> None:
    assert dead_links(document) == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.path)
def test_the_lines_of_a_shell_block_can_be_run(document: Document) -> None:
    assert [complaint(line, is_whole=True) for line in lines_in(document)] == [None] * len(lines_in(document))


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.path)
def test_the_commands_that_are_mentioned_exist(document: Document) -> None:
    assert [found for words in mentions_in(document) if (found := complaint(words, is_whole=False))] == []


def test_the_two_commands_of_the_readme_are_found() -> None:
    assert {"make demo", "make test"} <= set(lines_in(Document("README.md")))


@pytest.mark.parametrize(
    "command",
    [
        "make demonstration",
        "trainer backup",
        "trainer publish --quickly",
        "trainer publish a b",
        "trainer cohorts add",
        'trainer cohorts add "Autumn 2026" --course a --starts 2026-09-14',
        "trainer people invite --role trainee",
    ],
)
def test_a_command_that_would_not_run_is_found(command: str) -> None:
    assert complaint(command, is_whole=True) is not None


@pytest.mark.parametrize(
    "command",
    [
        "make demo FRESH=1",
        "make -C /srv/trainer/app install",
        "trainer check .",
        'trainer cohorts add "Autumn 2026" --course a --starts 2026-09-14 --ends 2027-03-12',
    ],
)
def test_a_command_that_would_run_is_not_complained_of(command: str) -> None:
    assert complaint(command, is_whole=True) is None


def test_a_dead_link_is_found() -> None:
    glossary = Document("docs/operating.md")
    assert _leads_somewhere(glossary, "authoring.md#publishing")
    assert not _leads_somewhere(glossary, "authoring.md#printing")
    assert not _leads_somewhere(glossary, "writing.md")


def test_a_command_that_is_only_mentioned_need_not_be_whole() -> None:
    assert complaint("trainer people invite", is_whole=False) is None
    assert complaint("trainer people invent", is_whole=False) is not None
