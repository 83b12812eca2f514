"""Lists every source of a course as its authors need it: in APA style, where it is cited, what is wrong with it."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from trainer.curriculum.assembling import assemble
from trainer.curriculum.bibliography import PATH, Source, is_doi
from trainer.curriculum.bibliography_citing import Citing, citings_of
from trainer.curriculum.bibliography_marks import Mark
from trainer.curriculum.citations import Citations, citations_of
from trainer.curriculum.markup import MarkdownEngine
from trainer.curriculum.safe_html import Html
from trainer.problem import Problem, Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedSource:
    """A source with its entry as readers get it; `doi` is bare, and empty where there is none."""

    key: str
    kind: str
    line: int
    short: str
    title: str
    html: Html
    doi: str
    mark: Mark | None
    citings: tuple[Citing, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """The sources in the order of a list of references; `problems` are those of the text that belong to none."""

    sources: tuple[ListedSource, ...]
    problems: tuple[Problem, ...]

    def source(self, key: str) -> ListedSource | None:
        """A source by its key."""
        return next((source for source in self.sources if source.key == key), None)


@dataclass(slots=True, kw_only=True)
class Written:
    """Writes entries for a page; those that read as they were published are taken from there.

    `published` is the text of the bibliography from which `rendered` was made, by key.
    """

    published: str
    rendered: Mapping[str, Html]
    _markup: MarkdownEngine | None = field(default=None)

    def html(self, citations: Citations, key: str) -> Html:
        """An entry in APA style: some milliseconds where it is new."""
        before = citations_of(self.published)
        if key in self.rendered and key in before and before.says_the_same(key, citations):
            return self.rendered[key]
        if self._markup is None:
            self._markup = MarkdownEngine()
        return self._markup.clean(citations.reference(key))


def list_sources(files: Mapping[str, bytes], written: Written) -> Listing:
    """Every source of the course that the files make."""
    assembled = assemble(files)
    text = assembled.texts.get(PATH, "")
    citations, citings = citations_of(text), citings_of(assembled.course())
    of_entries, others = _problems(citations, [problem for problem in assembled.problems if problem.file == PATH])
    return Listing(
        sources=tuple(
            _listed(citations, key, written, citings.get(key, ()), of_entries.get(key, []))
            for key in citations.in_order()
        ),
        problems=tuple(others),
    )


def _listed(
    citations: Citations, key: str, written: Written, citings: tuple[Citing, ...], problems: list[Problem]
) -> ListedSource:
    source = citations.source(key)
    html = written.html(citations, key)
    return ListedSource(
        key=key,
        kind=source.kind,
        line=source.line,
        short=citations.short(key),
        title=citations.title(key),
        html=html,
        doi=_doi(source),
        mark=source.mark,
        citings=citings,
        problems=tuple(problems),
    )


def _doi(source: Source) -> str:
    doi = source.fields.get("doi", "")
    return doi if is_doi(doi) else ""


def _problems(citations: Citations, problems: list[Problem]) -> tuple[Mapping[str, list[Problem]], list[Problem]]:
    """The problems by the entry in whose lines they are, and those of no entry that could be read."""
    lines = sorted((citations.line(key), key) for key in citations.in_order())
    found: dict[str, list[Problem]] = defaultdict(list)
    others: list[Problem] = []
    for problem in problems:
        place = bisect_right(lines, (problem.line, "\uffff")) - 1
        is_of_entry = place >= 0 and (problem.severity is Severity.WARNING or lines[place][1] in problem.message)
        (found[lines[place][1]] if is_of_entry else others).append(problem)
    return found, others
