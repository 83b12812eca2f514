"""Renders modules, quizzes and the course's other texts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final, TypeAlias

from trainer.curriculum.bibliography import PATH as BIBLIOGRAPHY_PATH
from trainer.curriculum.bibliography import plain
from trainer.curriculum.bibliography_citing import Citing, Where, citings_of
from trainer.curriculum.citations import Citations, citations_of
from trainer.curriculum.course import Course, Module, Section
from trainer.curriculum.course_file import PATH as COURSE_PATH
from trainer.curriculum.footnotes import take_footnotes
from trainer.curriculum.glossary_file import PATH as GLOSSARY_PATH
from trainer.curriculum.headings import read_heading
from trainer.curriculum.links import Links
from trainer.curriculum.markup import MarkdownEngine
from trainer.curriculum.rendered import (
    CitedIn,
    Gap,
    MarginNote,
    NoteKind,
    Piece,
    RenderedAbout,
    RenderedModule,
    RenderedReference,
    RenderedSection,
    RenderedTerm,
    RenderedTexts,
    SourceNote,
)
from trainer.curriculum.resolving import Numbering, Resolver, source_anchor
from trainer.curriculum.safe_html import Html
from trainer.curriculum.typesetting import Typesetter
from trainer.problem import Problem
from trainer.quizzes.cases.case import BranchingCase
from trainer.quizzes.questions.parts.gaps import gap_names
from trainer.quizzes.questions.question import Question
from trainer.quizzes.quiz import Quiz
from trainer.yaml_text import Report, SourceText

Problems: TypeAlias = tuple[Problem, ...]
_OPENING: Final = "_opening"
_SAFETY: Final = "[!safety]"


def render_module(course: Course, key: str, links: Links) -> tuple[RenderedModule, Problems]:
    """A module's page and the problems that rendering met. Raises KeyError for an unknown module."""
    return Renderer(course=course, links=links).module(key)


def render_quiz(course: Course, quiz: Quiz, links: Links) -> tuple[RenderedTexts, Problems]:
    """A quiz's texts and the problems that rendering met."""
    return Renderer(course=course, links=links).quiz(quiz)


def render_references(course: Course, links: Links) -> tuple[tuple[RenderedReference, ...], Problems]:
    """The page of references, sorted by names and year."""
    return Renderer(course=course, links=links).references()


def render_glossary(course: Course, links: Links) -> tuple[tuple[RenderedTerm, ...], Problems]:
    """The page of the glossary, sorted by term."""
    return Renderer(course=course, links=links).glossary()


def render_about(course: Course, links: Links) -> tuple[RenderedAbout, Problems]:
    """What course.yml says about the course."""
    return Renderer(course=course, links=links).about()


@dataclass(slots=True, kw_only=True)
class Renderer:
    """Renders many documents of one course; not to be shared between threads.

    `used_figures` are the paths of the figures met so far; `unreadable` those of files that exist
    but cannot be read.
    """

    course: Course
    links: Links
    unreadable: frozenset[str] = frozenset()
    used_figures: set[str] = field(default_factory=set)
    _markup: MarkdownEngine = field(default_factory=MarkdownEngine)
    _definitions: dict[str, Html] = field(default_factory=dict)
    _references: dict[str, Html] = field(default_factory=dict)

    @property
    def _citations(self) -> Citations:
        return citations_of(self.course.bibliography)

    def module(self, key: str) -> tuple[RenderedModule, Problems]:
        """See `render_module`."""
        module = self.course.modules[key]
        report = Report(module.path)
        work = _ModuleWork(module=module, report=report)
        work.take_footnotes()
        opening = self._typesetter(report, work, _OPENING)
        opening_parts = opening.parts(work.texts[_OPENING], work.checks)
        opening_notes = self._notes(opening.resolver)
        work.note_footnotes(opening.resolver)
        sections = tuple(self._section(section, work) for section in module.sections)
        work.warn_of_unused_footnotes()
        note = self._texts_typesetter(report).blocks(module.content_note) if module.content_note else None
        rendered = RenderedModule(
            content_note=note,
            opening=opening_parts,
            opening_notes=opening_notes,
            sections=sections,
            sources=tuple(self._source(key, number) for key, number in work.numbering.numbers.items()),
            texts=self._texts(module.checks.values(), report),
        )
        return rendered, _sorted(report)

    def safety_callouts(self, key: str) -> tuple[Html, ...]:
        """The safety callouts of a module, each on its own: its sources by names and years, as elsewhere than there.

        Their problems are those of the module's page.
        """
        module = self.course.modules[key]
        work = _ModuleWork(module=module, report=Report(module.path))
        work.take_footnotes()
        typesetter = self._texts_typesetter(work.report)
        texts = [text for text in work.texts.values() if _SAFETY in text.text.casefold()]
        return tuple(html for text in texts for html in typesetter.callouts(text, "safety"))

    def _typesetter(self, report: Report, work: "_ModuleWork", place: str) -> Typesetter:
        """For a section: numbers, notes and footnotes."""
        resolver = replace(self._resolver(report), numbering=work.numbering, place=place, footnotes=work.footnotes)
        return Typesetter(markup=self._markup, resolver=resolver)

    def _texts_typesetter(self, report: Report) -> Typesetter:
        """For a text on its own: names and years."""
        return Typesetter(markup=self._markup, resolver=self._resolver(report))

    def _resolver(self, report: Report) -> Resolver:
        return Resolver(
            course=self.course,
            links=self.links,
            citations=self._citations,
            report=report,
            unreadable=self.unreadable,
            figures=self.used_figures,
        )

    def _section(self, section: Section, work: "_ModuleWork") -> RenderedSection:
        typesetter = self._typesetter(work.report, work, section.id)
        heading = read_heading(section.source.text.split("\n", 1)[0])
        words = heading.words if heading else section.title
        title = typesetter.title(words, section.title, section.source.line)
        parts = typesetter.parts(work.texts[section.id], work.checks)
        work.note_footnotes(typesetter.resolver)
        return RenderedSection(id=section.id, title=title, parts=parts, notes=self._notes(typesetter.resolver))

    def _notes(self, resolver: Resolver) -> tuple[MarginNote, ...]:
        return tuple(self._note(kind, key, resolver) for kind, key in resolver.notes)

    def _note(self, kind: NoteKind, key: str, resolver: Resolver) -> MarginNote:
        if kind is NoteKind.TERM:
            anchor = f"note-{resolver.place}-term-{key}"
            return MarginNote(
                kind=kind, label=self.course.glossary[key].term, anchor=anchor, html=self._definition(key)
            )
        number = resolver.numbering.number(key) if resolver.numbering else 0
        return MarginNote(kind=kind, label=str(number), anchor=None, html=self._reference(key))

    def _source(self, key: str, number: int) -> SourceNote:
        return SourceNote(
            number=number,
            key=key,
            anchor=source_anchor(key),
            short=self._citations.short(key),
            html=self._reference(key),
        )

    def _reference(self, key: str) -> Html:
        if key not in self._references:
            self._references[key] = self._markup.clean(self._citations.reference(key))
        return self._references[key]

    def _definition(self, key: str) -> Html:
        """A definition for a margin; its own problems belong to the glossary, not to who links to it."""
        if key not in self._definitions:
            typesetter = self._texts_typesetter(Report(GLOSSARY_PATH))
            self._definitions[key] = typesetter.text(self.course.glossary[key].definition)
        return self._definitions[key]

    def quiz(self, quiz: Quiz) -> tuple[RenderedTexts, Problems]:
        """See `render_quiz`."""
        report = Report(quiz.path)
        return self._texts(quiz.questions, report), _sorted(report)

    def case(self, case: BranchingCase) -> tuple[RenderedTexts, Problems]:
        """A branching case's texts: paragraphs, and what stands within a line."""
        report = Report(case.path)
        typesetter = self._texts_typesetter(report)
        by_source = {text.text: typesetter.blocks(text) for text in case.blocks()}
        by_source |= {text.text: typesetter.text(text) for text in case.phrases()}
        return RenderedTexts(by_source=by_source, pieces={}, sources={}), _sorted(report)

    def _texts(self, questions: Iterable[Question], report: Report) -> RenderedTexts:
        typesetter = self._texts_typesetter(report)
        by_source: dict[str, Html] = {}
        pieces: dict[str, tuple[Piece, ...]] = {}
        sources: dict[str, Html] = {}
        for question in questions:
            prompt = question.common.prompt
            for text in question.gapped():
                pieces[text.text] = self._pieces(text, typesetter)
            by_source[prompt.text] = typesetter.text(prompt)
            for text in (*question.texts(), *question.common.hints):
                by_source[text.text] = typesetter.text(text)
            for key in question.common.cite:
                mark = typesetter.resolver.source(key.text, key.line)
                if mark is not None:
                    sources[key.text] = self._markup.html(mark)
        return RenderedTexts(by_source=by_source, pieces=pieces, sources=sources)

    @staticmethod
    def _pieces(text: SourceText, typesetter: Typesetter) -> tuple[Piece, ...]:
        pieces = typesetter.pieces(text)
        shown = {piece.name for piece in pieces if isinstance(piece, Gap)}
        for name in gap_names(text.text):
            if name not in shown:
                cure = "move it into plain words"
                typesetter.report.error(text.line, f"the gap '{name}' stands in code, a formula or a link; {cure}")
        return pieces

    def references(self) -> tuple[tuple[RenderedReference, ...], Problems]:
        """See `render_references`."""
        report = Report(BIBLIOGRAPHY_PATH)
        keys, citings = self._citations.in_order(), citings_of(self.course)
        for key in keys:
            if self._citations.is_odd(key):
                report.warn(
                    self._citations.line(key), f"the entry '{key}' cannot be written in APA style; check its fields"
                )
        entries = tuple(
            RenderedReference(
                key=key,
                anchor=f"ref-{key}",
                short=self._citations.short(key),
                html=self._reference(key),
                checked=plain(self._citations.source(key).fields.get("note", "")),
                cited=tuple(dict.fromkeys(map(_cited_in, _in_sections(citings.get(key, ()))))),
            )
            for key in keys
        )
        return entries, _sorted(report)

    def glossary(self) -> tuple[tuple[RenderedTerm, ...], Problems]:
        """See `render_glossary`."""
        report = Report(GLOSSARY_PATH)
        typesetter = self._texts_typesetter(report)
        terms = tuple(
            RenderedTerm(
                key=term.key,
                anchor=f"term-{term.key}",
                term=term.term,
                also=term.also,
                html=typesetter.text(term.definition),
            )
            for term in sorted(self.course.glossary.values(), key=lambda term: (term.term.casefold(), term.key))
        )
        return terms, _sorted(report)

    def about(self) -> tuple[RenderedAbout, Problems]:
        """See `render_about`."""
        report = Report(COURSE_PATH)
        typesetter = self._texts_typesetter(report)
        about = self.course.file.about
        rendered = RenderedAbout(
            is_not=typesetter.blocks(about.is_not) if about.is_not else None,
            help=typesetter.blocks(about.help) if about.help else None,
        )
        return rendered, _sorted(report)


def _in_sections(citings: Iterable[Citing]) -> Iterable[Citing]:
    """What learners can go to; questions keep to themselves what they ask."""
    return (citing for citing in citings if citing.where is Where.SECTION)


def _cited_in(citing: Citing) -> CitedIn:
    module = citing.path.removeprefix("curriculum/").removesuffix(".md")
    return CitedIn(module=module, title=citing.title, section=citing.part, section_title=citing.part_title)


def _sorted(report: Report) -> Problems:
    """The problems, each once: a prompt with gaps is typeset whole and in pieces."""
    return tuple(sorted(set(report.problems)))


@dataclass(slots=True, kw_only=True)
class _ModuleWork:
    """What the sections of a module share while it is rendered."""

    module: Module
    report: Report
    numbering: Numbering = field(default_factory=Numbering)
    texts: dict[str, SourceText] = field(default_factory=dict)
    footnotes: dict[str, SourceText] = field(default_factory=dict)
    _called: set[str] = field(default_factory=set)

    @property
    def checks(self) -> Mapping[int, str]:
        """The ids of the module's knowledge checks by the lines on which they begin."""
        return {question.common.line: check_id for check_id, question in self.module.checks.items()}

    def take_footnotes(self) -> None:
        """Part the texts of all sections from the footnotes defined in them, which serve the whole module."""
        self._take(_OPENING, self.module.opening)
        for section in self.module.sections:
            below = section.source.text.partition("\n")[2]
            self._take(section.id, SourceText(below, section.source.line + 1))

    def _take(self, place: str, source: SourceText) -> None:
        taken = take_footnotes(source, self.footnotes, self.report)
        self.texts[place] = taken.text
        self.footnotes.update(taken.definitions)

    def note_footnotes(self, resolver: Resolver) -> None:
        """Remember which footnotes a section has called."""
        self._called.update(resolver.footnote_letters)

    def warn_of_unused_footnotes(self) -> None:
        """Report the footnotes that no section calls."""
        for footnote_id, definition in self.footnotes.items():
            if footnote_id not in self._called:
                cure = f"write '[^{footnote_id}]' where it belongs"
                self.report.warn(definition.line, f"nothing calls the footnote '{footnote_id}'; {cure}")
