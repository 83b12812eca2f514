"""Publishes a folder of course files as the next edition, all of it or nothing."""

import difflib
from collections.abc import Mapping
from dataclasses import dataclass

from trainer.access import Actor
from trainer.actions.editions import Before, Draft, Options, fingerprint, write_edition
from trainer.actions.rules import Reach
from trainer.addresses import links_of
from trainer.clock import Now
from trainer.curriculum.checking import check_course
from trainer.curriculum.course import Kind
from trainer.curriculum.documents import reached, slug_in
from trainer.problem import Problem, is_blocking
from trainer.quizzes.parsing import parse_quiz
from trainer.quizzes.revising import may_replace
from trainer.storage.database import Database
from trainer.storage.editions import PublishedDocument, documents_of, edition_numbered, histories_of, newest_edition


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of it. `number` is None where nothing was published: `problems` or `is_unchanged` say why."""

    number: int | None
    problems: tuple[Problem, ...]
    is_unchanged: bool = False
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    retired: tuple[str, ...] = ()
    rules: tuple[Reach, ...] = ()


def publish(
    database: Database, actor: Actor, files: Mapping[str, bytes], found: tuple[Problem, ...], options: Options, now: Now
) -> Outcome:
    """Publish the files of a folder, by root-relative path, with the problems met while reading them.

    Any blocking problem stops all of it. Raises Stale where somebody else published meanwhile, and
    NotAllowed where the actor may not author the course.
    """
    slug = slug_in(files)
    before = _read_before(database, slug, options)
    draft = _draft(files, before, options)
    problems = (*found, *_refusals(draft, before, options))
    checked = check_course(reached(draft.files, frozenset(draft.kept)), links_of(slug))
    problems += checked.problems
    if not any(map(is_blocking, problems)):
        problems += _unreplaceable(draft, before)
    problems = tuple(sorted(set(problems)))
    if checked.course is None or any(map(is_blocking, problems)):
        return Outcome(number=None, problems=problems)
    if before.head and not draft.fresh and not draft.retired:
        return Outcome(number=None, problems=problems, is_unchanged=True, kept=draft.kept)
    number = before.head.number + 1 if before.head else 1
    rules = write_edition(database, actor, checked.course, draft, before, number, problems, options, now)
    return Outcome(
        number=number,
        problems=problems,
        added=tuple(path for path in draft.fresh if path not in before.documents),
        changed=tuple(path for path in draft.fresh if path in before.documents),
        kept=draft.kept,
        retired=draft.retired,
        rules=rules,
    )


def _read_before(database: Database, slug: str, options: Options) -> Before:
    with database.reading() as session:
        head = newest_edition(session, slug)
        if head is None:
            return Before(head=None, documents={}, histories={}, based_on={})
        named = edition_numbered(session, slug, options.based_on) if options.based_on else None
        return Before(
            head=head,
            documents=documents_of(session, head.edition_id),
            histories=histories_of(session, head.course_id),
            based_on=documents_of(session, named.edition_id) if named else {},
        )


def _draft(files: Mapping[str, bytes], before: Before, options: Options) -> Draft:
    missing = {path: document for path, document in before.documents.items() if path not in files}
    kept = {} if options.retire else {path: document.content for path, document in missing.items()}
    fresh = [
        path
        for path, content in files.items()
        if path not in before.documents or before.documents[path].fingerprint != fingerprint(content)
    ]
    return Draft(
        files={**files, **kept},
        fresh=tuple(sorted(fresh)),
        kept=tuple(sorted(kept)),
        retired=tuple(sorted(missing)) if options.retire else (),
    )


def _refusals(draft: Draft, before: Before, options: Options) -> tuple[Problem, ...]:
    problems = []
    if options.based_on and not before.based_on:
        problems.append(Problem("curriculum/course.yml", 1, f"there is no edition {options.based_on} to be based on"))
    for path in draft.fresh:
        current = before.documents.get(path)
        if current is None:
            continue
        named = before.based_on.get(path)
        if named and named.revision_id == current.revision_id:
            continue
        history = before.histories[(current.kind, path)]
        is_older = fingerprint(draft.files[path]) in history.fingerprints
        if is_older or current.origin == "browser":
            why = "is an older revision" if is_older else "was edited in the browser since"
            problems.append(Problem(path, 1, _refusal(why, current, draft.files[path], before)))
    return tuple(problems)


def _refusal(why: str, current: PublishedDocument, content: bytes, before: Before) -> str:
    number = before.head.number if before.head else 1
    cure = f"export edition {number} and merge, or publish with --based-on {number} to replace it"
    try:
        old, new = current.content.decode().splitlines(), content.decode().splitlines()
    except UnicodeDecodeError:
        return f"this file {why}; {cure}"
    lines = difflib.unified_diff(old, new, "published", "folder", lineterm="", n=1)
    difference = "\n    ".join(list(lines)[:40])
    return f"this file {why}; {cure}\n    {difference}"


def _unreplaceable(draft: Draft, before: Before) -> tuple[Problem, ...]:
    problems: list[Problem] = []
    for path in draft.fresh:
        current = before.documents.get(path)
        if current is None or current.kind != Kind.QUIZ:
            continue
        old, _ = parse_quiz(path, current.content.decode())
        new, _ = parse_quiz(path, draft.files[path].decode())
        if old and new:
            problems += may_replace(old, new)
    return tuple(problems)
