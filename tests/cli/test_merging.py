"""`trainer publish --merge` brings a folder that has fallen behind up to what is published, and publishes it."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.cli.conftest import Trainer
from tests.support.courses import SECTIONS, module_text, tiny_course
from tests.support.days import november
from tests.support.publications import publish, rows
from trainer.actions.editions import Options, Origin
from trainer.course_folder import read_folder
from trainer.queries.editions import edition_files
from trainer.storage.database import Database

Lay = Callable[[Mapping[str, bytes]], Path]
FIRST, SECOND = "curriculum/basics/first.md", "curriculum/basics/second.md"
FIGURE = "curriculum/figures/dot.png"
STOPPED = "The folder holds edition 2 now. Nothing was published: decide where both changed the same, "
STOPPED += "then publish with --based-on 2.\n"


def first(begin: str = SECTIONS["begin"], end: str = SECTIONS["end"]) -> dict[str, str | bytes | None]:
    """The first module with other words."""
    return {FIRST: module_text("first", {"begin": begin, "end": end})}


def written_in_browser(database: Database, files: Mapping[str, str | bytes | None], *, retire: bool = False) -> None:
    """Somebody publishes in the browser."""
    outcome = publish(database, tiny_course(files=files), november(2), Options(origin=Origin.BROWSER, retire=retire))
    assert outcome.number is not None, outcome


def test_what_both_changed_at_different_places_is_merged_into_the_folder_and_published(
    site: Trainer, published: Database, lay: Lay
) -> None:
    written_in_browser(published, first(end="Ended by the browser."))
    folder = lay(tiny_course(files=first(begin="Begun by the folder.")))

    ran = site("publish", folder, "--merge", "--based-on", "1")

    both = tiny_course(files=first(begin="Begun by the folder.", end="Ended by the browser."))
    assert (ran.status, ran.err) == (0, "")
    assert ran.lines[:3] == [f"merged: {FIRST}", "Published edition 3.", f"changed: {FIRST}"]
    assert read_folder(folder) == (both, ())
    assert edition_files(published, "tiny").files == both


def test_a_folder_that_changed_nothing_is_brought_up_and_there_is_nothing_to_publish(
    site: Trainer, published: Database, lay: Lay
) -> None:
    written_in_browser(published, first(end="Ended by the browser."))
    folder = lay(tiny_course())

    ran = site("publish", folder, "--merge")

    assert (ran.status, ran.lines) == (
        0,
        [f"merged: {FIRST}", "Nothing differs from what is published; there is no new edition."],
    )
    assert read_folder(folder)[0] == edition_files(published, "tiny").files


def test_what_both_changed_at_the_same_place_is_marked_in_the_folder_and_publishes_nothing(
    site: Trainer, published: Database, lay: Lay
) -> None:
    written_in_browser(published, first(end="Ended by the browser."))
    folder = lay(tiny_course(files=first(end="Ended by the folder.")))
    before = rows(published)

    ran = site("publish", folder, "--merge", "--based-on", "1")

    assert (ran.status, ran.err) == (1, STOPPED)
    assert ran.lines == [
        f"merged: {FIRST}",
        f"{FIRST}:17: error: the folder and edition 2 both changed this place since edition 1; "
        "keep what belongs here, then publish with --based-on 2",
    ]
    assert (folder / FIRST).read_text().splitlines()[16:21] == [
        "<<<<<<< folder",
        "Ended by the folder.",
        "=======",
        "Ended by the browser.",
        ">>>>>>> edition 2",
    ]
    assert rows(published) == before


def test_after_a_person_decided_it_is_published_on_the_edition_that_was_merged(
    site: Trainer, published: Database, lay: Lay
) -> None:
    written_in_browser(published, first(end="Ended by the browser."))
    folder = lay(tiny_course(files=first(end="Ended by the folder.")))
    site("publish", folder, "--merge", "--based-on", "1")

    marked = site("publish", folder, "--based-on", "2")
    merged_again = site("publish", folder, "--merge", "--based-on", "1")
    lay(tiny_course(files=first(end="Ended by both.")))
    decided = site("publish", folder, "--based-on", "2")

    assert (marked.status, merged_again.status, decided.status) == (1, 1, 0)
    assert "two texts stand here since they were merged" in marked.lines[0]
    assert "two texts stand here since they were merged" in merged_again.lines[0]
    assert merged_again.err == "Nothing was merged or published: mend the errors above.\n"
    assert decided.lines[:2] == ["Published edition 3.", f"changed: {FIRST}"]


def test_where_nobody_knows_what_a_file_was_made_from_nothing_is_written(
    site: Trainer, published: Database, lay: Lay
) -> None:
    written_in_browser(published, first(end="Ended by the browser."))
    mine = tiny_course(files=first(end="Ended by the folder."))
    folder = lay(mine)

    ran = site("publish", folder, "--merge")

    assert (ran.status, ran.err) == (1, "Nothing was merged or published: mend the errors above.\n")
    assert ran.lines == [
        f"{FIRST}:1: error: this file was changed in the folder, and in the browser too; "
        "say with --based-on from which edition the folder was made"
    ]
    assert read_folder(folder)[0] == mine


def test_figures_that_both_changed_are_left_as_they_are_and_named(site: Trainer, published: Database, lay: Lay) -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} {0}"><title>A dot</title></svg>'
    dot = "curriculum/figures/dot.svg"
    shown = first(begin="![A dot](../figures/dot.svg)")
    site("publish", lay(tiny_course(files={**shown, dot: svg.format(10)})))
    written_in_browser(published, {**shown, dot: svg.format(20)})
    folder = lay(tiny_course(files={**shown, dot: svg.format(30)}))

    ran = site("publish", folder, "--merge", "--based-on", "2")

    assert ran.status == 1
    assert len(ran.lines) == 1
    assert ran.lines[0].startswith(f"{dot}:1: error: both changed this file since edition 2: the folder has ")
    assert (folder / dot).read_text() == svg.format(30)
    assert site("publish", folder, "--based-on", "3").lines[0] == "Published edition 4."


def test_what_was_retired_leaves_the_folder_and_what_is_new_comes_into_it(
    site: Trainer, published: Database, lay: Lay
) -> None:
    new = {"quizzes/second.yml": None, FIRST: first(begin="![A dot](../figures/dot.svg)")[FIRST]}
    dot = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><title>A dot</title></svg>'
    written_in_browser(published, {**new, "curriculum/figures/dot.svg": dot}, retire=True)
    folder = lay(tiny_course())

    ran = site("publish", folder, "--merge", "--based-on", "1")

    assert ran.lines == [
        f"merged: {FIRST}",
        "brought: curriculum/figures/dot.svg",
        "removed: quizzes/second.yml",
        "Nothing differs from what is published; there is no new edition.",
    ]
    assert read_folder(folder)[0] == edition_files(published, "tiny").files


def test_a_file_that_was_taken_away_on_one_side_and_changed_on_the_other_is_named(
    site: Trainer, published: Database, lay: Lay
) -> None:
    site("publish", lay(tiny_course(areas={"basics": ("first", "second"), "practice": ()}, files={
        "curriculum/practice/third.md": None, "quizzes/third.yml": None})))  # fmt: skip
    written_in_browser(published, {"quizzes/second.yml": None}, retire=True)
    changed = tiny_course()
    changed["quizzes/second.yml"] += b"# A remark.\n"
    folder = lay(changed)

    ran = site("publish", folder, "--merge", "--based-on", "1")

    assert ran.status == 1
    assert ran.lines == [
        "quizzes/second.yml:1: error: edition 3 took this file away and the folder changed it since edition 1; "
        "put it back or leave it away, then publish with --based-on 3"
    ]
    assert (folder / "quizzes/second.yml").read_bytes() == changed["quizzes/second.yml"]


def test_an_edition_that_is_not_there_merges_nothing(site: Trainer, lay: Lay) -> None:
    ran = site("publish", lay(tiny_course()), "--merge", "--based-on", "7")

    assert (ran.status, ran.err) == (1, "trainer: There is no edition 7 to be based on; this is 1.\n")


def test_a_first_edition_has_nothing_to_be_merged_with(trainer: Trainer, lay: Lay) -> None:
    trainer("database", "upgrade")

    assert trainer("publish", lay(tiny_course()), "--merge").lines[0] == "Published edition 1."


def test_an_error_that_merging_did_not_make_is_told_with_the_way_on(
    site: Trainer, published: Database, lay: Lay
) -> None:
    written_in_browser(published, first(end="Ended by the browser."))
    folder = lay(tiny_course(files={SECOND: "Not a module.\n"}))

    ran = site("publish", folder, "--merge")

    assert ran.status == 1
    assert ran.err == "Nothing was published: mend the errors above, and publish with --based-on 2.\n"
    assert b"Ended by the browser." in (folder / FIRST).read_bytes()


def test_a_link_inside_the_course_stays_a_link(site: Trainer, published: Database, lay: Lay) -> None:
    written_in_browser(published, first(end="Ended by the browser."))
    folder = lay(tiny_course())
    (folder / FIRST).rename(folder / "curriculum/basics/.first~")
    (folder / FIRST).symlink_to(".first~")

    assert site("publish", folder, "--merge").status == 0

    assert (folder / FIRST).is_symlink()
    assert b"Ended by the browser." in (folder / FIRST).read_bytes()


@pytest.mark.parametrize("mode", [0o640, 0o444])
def test_a_merged_file_keeps_its_permissions(site: Trainer, published: Database, lay: Lay, mode: int) -> None:
    written_in_browser(published, first(end="Ended by the browser."))
    folder = lay(tiny_course())
    (folder / FIRST).chmod(mode)

    assert site("publish", folder, "--merge").status == 0

    assert (folder / FIRST).stat().st_mode & 0o777 == mode
    assert sorted(path.name for path in (folder / "curriculum/basics").iterdir()) == ["first.md", "second.md"]
