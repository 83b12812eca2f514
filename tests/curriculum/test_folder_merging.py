"""A folder is merged with what was published since, file by file."""

from collections.abc import Mapping, Set
from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from trainer.curriculum.folder_merging import Ground, MergedFolder, merge_folder
from trainer.curriculum.media_pointers import Pointer, write_pointer

MODULE = "curriculum/basics/first.md"
OTHER = "curriculum/basics/second.md"
FIGURE = "curriculum/figures/dot.png"
Files = Mapping[str, bytes]

TEXTS = st.lists(st.sampled_from(["a", "b", "c", "", "<<<<<<<", "="]), max_size=6).map(
    lambda lines: "".join(f"{each}\n" for each in lines).encode()
)
FOLDERS = st.dictionaries(st.sampled_from([MODULE, OTHER, FIGURE, "quizzes/first.yml"]), TEXTS)


def digest(content: bytes) -> str:
    """The digest of some bytes."""
    return sha256(content).hexdigest()


def since(base: Files, published: Files) -> Ground:
    """What is known where the folder was made from edition 5, and edition 7 is published now."""
    return Ground(number=7, published=published, base=5, based_on=base, digests={})


def unnamed(published: Files, *earlier: Files, from_browser: Set[str] = frozenset()) -> Ground:
    """What is known where no edition is named."""
    every = (published, *earlier)
    paths = {path for files in every for path in files}
    digests = {path: frozenset(digest(files[path]) for files in every if path in files) for path in paths}
    return Ground(number=7, published=published, digests=digests, from_browser=from_browser)


def told(merged: MergedFolder) -> list[str]:
    """The problems as they are shown."""
    return [str(problem) for problem in merged.problems]


def test_what_only_the_database_changed_comes_into_the_folder() -> None:
    merged = merge_folder({MODULE: b"old\n"}, since({MODULE: b"old\n"}, {MODULE: b"new\n"}))

    assert merged == MergedFolder(changes={MODULE: b"new\n"}, problems=())


def test_what_only_the_folder_changed_stays() -> None:
    merged = merge_folder({MODULE: b"mine\n"}, since({MODULE: b"old\n"}, {MODULE: b"old\n"}))

    assert merged == MergedFolder(changes={}, problems=())


def test_what_both_changed_at_different_places_is_merged() -> None:
    old, mine, theirs = b"one\ntwo\nthree\n", b"ONE\ntwo\nthree\n", b"one\ntwo\nTHREE\n"

    merged = merge_folder({MODULE: mine}, since({MODULE: old}, {MODULE: theirs}))

    assert merged == MergedFolder(changes={MODULE: b"ONE\ntwo\nTHREE\n"}, problems=())


def test_what_both_changed_at_the_same_place_stands_between_marks_and_is_named() -> None:
    old, mine, theirs = b"one\ntwo\nthree\n", b"one\nmine\nthree\n", b"one\ntheirs\nthree\n"

    merged = merge_folder({MODULE: mine}, since({MODULE: old}, {MODULE: theirs}))

    assert merged.changes == {
        MODULE: b"one\n<<<<<<< folder\nmine\n=======\ntheirs\n>>>>>>> edition 7\nthree\n",
    }
    assert told(merged) == [
        f"{MODULE}:2: error: the folder and edition 7 both changed this place since edition 5; "
        "keep what belongs here, then publish with --based-on 7"
    ]


def test_what_was_published_anew_is_brought_and_what_was_retired_goes() -> None:
    merged = merge_folder({MODULE: b"old\n"}, since({MODULE: b"old\n"}, {OTHER: b"new\n"}))

    assert merged == MergedFolder(changes={MODULE: None, OTHER: b"new\n"}, problems=())


def test_what_the_folder_took_away_is_not_brought_back() -> None:
    merged = merge_folder({}, since({MODULE: b"old\n"}, {MODULE: b"old\n"}))

    assert merged == MergedFolder(changes={}, problems=())


def test_what_one_took_away_and_the_other_changed_is_for_a_person_to_decide() -> None:
    gone_here = merge_folder({}, since({MODULE: b"old\n"}, {MODULE: b"new\n"}))
    gone_there = merge_folder({MODULE: b"mine\n"}, since({MODULE: b"old\n"}, {}))

    cure = "put it back or leave it away, then publish with --based-on 7"
    assert gone_here.changes == gone_there.changes == {}
    assert told(gone_here) == [
        f"{MODULE}:1: error: the folder took this file away and edition 7 changed it since edition 5; {cure}"
    ]
    assert told(gone_there) == [
        f"{MODULE}:1: error: edition 7 took this file away and the folder changed it since edition 5; {cure}"
    ]


def test_a_figure_that_both_changed_is_left_and_named_by_both_digests() -> None:
    merged = merge_folder({FIGURE: b"mine"}, since({FIGURE: b"old"}, {FIGURE: b"theirs"}))

    assert merged.changes == {}
    assert told(merged) == [
        f"{FIGURE}:1: error: both changed this file since edition 5: the folder has {digest(b'mine')}, "
        f"edition 7 has {digest(b'theirs')}; put the right one into the folder, then publish with --based-on 7"
    ]


def test_a_figure_that_is_published_by_a_pointer_is_the_same_as_its_bytes() -> None:
    pointer = write_pointer(Pointer(digest=digest(b"dot"), media_type="image/png", size=3))

    same = merge_folder({FIGURE: b"dot"}, since({FIGURE: pointer}, {FIGURE: pointer}))
    theirs = merge_folder({FIGURE: b"dot"}, since({FIGURE: pointer}, {FIGURE: b"new dot"}))

    assert same == MergedFolder(changes={}, problems=())
    assert theirs == MergedFolder(changes={FIGURE: b"new dot"}, problems=())


def test_a_file_that_was_published_once_tells_by_its_bytes_what_it_was_made_from() -> None:
    merged = merge_folder({MODULE: b"old\n"}, unnamed({MODULE: b"new\n"}, {MODULE: b"old\n"}))

    assert merged == MergedFolder(changes={MODULE: b"new\n"}, problems=())


def test_without_an_edition_a_folder_goes_on_from_what_a_folder_published() -> None:
    merged = merge_folder({MODULE: b"mine\n"}, unnamed({MODULE: b"new\n"}, {MODULE: b"old\n"}))

    assert merged == MergedFolder(changes={}, problems=())


def test_without_an_edition_nobody_knows_what_a_file_was_made_from_that_both_changed() -> None:
    ground = unnamed({MODULE: b"new\n", OTHER: b"new\n"}, {OTHER: b"old\n"}, from_browser={MODULE})

    merged = merge_folder({MODULE: b"mine\n", OTHER: b"old\n"}, ground)

    assert (merged.changes, merged.is_ready) == ({}, False)
    assert told(merged) == [
        f"{MODULE}:1: error: this file was changed in the folder, and in the browser too; "
        "say with --based-on from which edition the folder was made"
    ]


def test_without_an_edition_only_what_the_browser_wrote_is_brought() -> None:
    merged = merge_folder({}, unnamed({MODULE: b"by hand\n", OTHER: b"by browser\n"}, from_browser={OTHER}))

    assert merged == MergedFolder(changes={OTHER: b"by browser\n"}, problems=())


def test_a_file_that_cannot_be_read_is_not_merged() -> None:
    for content, line, words in (
        (b"one\r\ntwo\r\n", 1, "lines end with carriage returns"),
        (b"one\n\xff\n", 2, "the file is not UTF-8 from here on"),
        (b"one\n<<<<<<< folder\n", 2, "two texts stand here since they were merged"),
        (b"one\n>>>>>>> edition 7\n", 2, "two texts stand here since they were merged"),
    ):
        merged = merge_folder({MODULE: content}, since({MODULE: b"one\n"}, {MODULE: b"two\n"}))

        assert (merged.changes, merged.is_ready) == ({}, False)
        assert merged.problems[0].line == line
        assert words in merged.problems[0].message


@given(FOLDERS, FOLDERS)
def test_where_only_one_side_changed_the_folder_becomes_that_side(base: Files, changed: Files) -> None:
    ours = merge_folder(changed, since(base, base))
    theirs = merge_folder(base, since(base, changed))

    assert after(changed, ours) == changed or not ours.is_ready
    assert after(base, theirs) == changed or not theirs.is_ready


@given(FOLDERS, FOLDERS, FOLDERS)
def test_merging_what_was_merged_without_conflict_changes_nothing_more(base: Files, mine: Files, theirs: Files) -> None:
    once = merge_folder(mine, since(base, theirs))
    if once.problems:
        return

    merged = after(mine, once)
    again = merge_folder(merged, since(base, theirs))

    # A line that stands twice can be taken for either: who merges again is then asked, and loses nothing.
    if any(_has_repeats(text) for text in merged.values()):
        assert {problem.file for problem in again.problems} <= {path for path in merged if _has_repeats(merged[path])}
    else:
        assert again.problems == ()
        assert after(merged, again) == merged


def _has_repeats(text: bytes) -> bool:
    lines = text.splitlines()
    return len(set(lines)) < len(lines)


def after(files: Files, merged: MergedFolder) -> Files:
    """A folder with what merging changes."""
    return {path: content for path, content in {**files, **merged.changes}.items() if content is not None}
