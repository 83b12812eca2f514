"""Finds what an author's text refers to, and makes the marks that stand for it on the page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, assert_never
from xml.etree.ElementTree import Element, SubElement

from trainer.curriculum.citations import Citations
from trainer.curriculum.course import Course
from trainer.curriculum.course_file import module_path
from trainer.curriculum.glossary_file import PATH as GLOSSARY_PATH
from trainer.curriculum.links import Links
from trainer.curriculum.media import FOLDER as MEDIA
from trainer.curriculum.media import TRANSCRIPT
from trainer.curriculum.media_players import player
from trainer.curriculum.media_use import RECORDINGS, captions_of, transcripts_of
from trainer.curriculum.rendered import NoteKind
from trainer.curriculum.suggestions import suggestion
from trainer.curriculum.targets import Nowhere, Outside, ToHandout, ToModule, ToTerm, read_target
from trainer.quizzes.paths import from_root
from trainer.yaml_text import Report, SourceText

NUMBERS: Final = "cites"
NAMES: Final = "cites-by-name"
"""The classes of a group of sources, cited by number in a module and by name elsewhere."""
_MOST_SUGGESTIONS: Final = 50


@dataclass(slots=True, kw_only=True)
class Numbering:
    """The numbers of a module's sources, by first use."""

    numbers: dict[str, int] = field(default_factory=dict)

    def number(self, key: str) -> int:
        """The number of a source, a new one at its first use."""
        return self.numbers.setdefault(key, len(self.numbers) + 1)


@dataclass(slots=True, kw_only=True)
class Resolver:
    """Resolves the references of one text, or of one section, and remembers what was used.

    `numbering` None names sources by author and year instead of by number; `place` makes ids unique
    among the sections of a page; `footnotes` None means that footnotes are not used here. `unreadable` are
    paths of files that exist but cannot be read: a reference to one is no second problem.
    """

    course: Course
    links: Links
    citations: Citations
    report: Report
    numbering: Numbering | None = None
    place: str = ""
    footnotes: Mapping[str, SourceText] | None = None
    unreadable: frozenset[str] = frozenset()
    notes: dict[tuple[NoteKind, str], None] = field(default_factory=dict)
    footnote_letters: dict[str, str] = field(default_factory=dict)
    figures: set[str] = field(default_factory=set)

    def citation(self, keys: tuple[str, ...], line: int) -> Element | None:
        """The marks for sources cited together; None where none of them is known."""
        known = [key for key in keys if self._is_known(key, line)]
        if not known:
            return None
        return self._numbers(known, self.numbering) if self.numbering else self._names(known)

    def source(self, key: str, line: int) -> Element | None:
        """A link to one source on the page of references; None, with a problem, where it is not known."""
        return self._name(key) if self._is_known(key, line) else None

    def _is_known(self, key: str, line: int) -> bool:
        if key in self.citations:
            return True
        cure = self._suggest(key, self.citations.in_order(), "add an entry to curriculum/references.bib")
        self.report.error(line, f"the bibliography has no '{key[:80]}'; {cure}")
        return False

    def _suggest(self, word: str, known: Iterable[str], otherwise: str) -> str:
        """The known word that was meant; the search is dear, so a hopeless file is not searched for ever."""
        if len(self.report.problems) > _MOST_SUGGESTIONS:
            return otherwise
        return suggestion(word, sorted(known), otherwise)

    def _numbers(self, keys: list[str], numbering: Numbering) -> Element:
        group = Element("span", {"class": NUMBERS})
        for key in keys:
            number = str(numbering.number(key))
            self.notes.setdefault((NoteKind.SOURCE, key))
            mark = SubElement(
                group,
                "a",
                {
                    "class": "cite",
                    "href": f"#{source_anchor(key)}",
                    "aria-label": f"Source {number}: {self.citations.in_text(key)}",
                },
            )
            mark.text = number
            mark.tail = ", "
        group[-1].tail = None
        return group

    def _names(self, keys: list[str]) -> Element:
        group = Element("span", {"class": NAMES})
        group.text = "("
        for key in keys:
            mark = self._name(key)
            mark.tail = "; "
            group.append(mark)
        group[-1].tail = ")"
        return group

    def _name(self, key: str) -> Element:
        mark = Element("a", {"class": "cite", "href": self.links.reference_url(key)})
        mark.text = self.citations.in_text(key)
        return mark

    def link(self, target: str, line: int) -> dict[str, str] | None:
        """The attributes of a link; None, with a problem, where it leads nowhere."""
        destination = read_target(self.report.file, target)
        match destination:
            case Outside():
                rel = {} if destination.url.startswith("mailto:") else {"rel": "noopener noreferrer"}
                return {"href": destination.url, **rel}
            case ToModule():
                return self._module_link(destination, line)
            case ToTerm():
                return self._term_link(destination, line)
            case ToHandout():
                return self._handout_link(destination.path, line)
            case Nowhere():
                self.report.error(line, destination.message)
                return None
            case _:
                assert_never(destination)

    def _module_link(self, destination: ToModule, line: int) -> dict[str, str] | None:
        module = self.course.modules.get(destination.key)
        if module is None and module_path(destination.key) in self.unreadable:
            return None
        if module is None:
            known = self._suggest(destination.key, self.course.modules, "check the path")
            self.report.error(line, f"there is no module '{destination.key}'; {known}")
            return None
        if destination.section is None:
            return {"href": self.links.module_url(module.key)}
        sections = [section.id for section in module.sections]
        if destination.section not in sections:
            known = self._suggest(destination.section, sections, "link to the whole module, or to a section it has")
            self.report.error(line, f"the module '{module.key}' has no section '{destination.section[:80]}'; {known}")
            return {"href": self.links.module_url(module.key)}
        return {"href": self.links.section_url(module.key, destination.section)}

    def _term_link(self, destination: ToTerm, line: int) -> dict[str, str] | None:
        if destination.key not in self.course.glossary and GLOSSARY_PATH in self.unreadable:
            return None
        if destination.key not in self.course.glossary:
            known = self._suggest(destination.key, self.course.glossary, "add it to curriculum/glossary.yml")
            self.report.error(line, f"the glossary has no '{destination.key[:80]}'; {known}")
            return None
        if self.numbering:
            self.notes.setdefault((NoteKind.TERM, destination.key))
        return {"class": "term", "href": self.links.term_url(destination.key)}

    def _handout_link(self, path: str, line: int) -> dict[str, str] | None:
        handout = self.course.media.get(path)
        if handout is None and path in self.unreadable:
            return None
        if handout is None:
            name = path.rpartition("/")[2]
            known = self._suggest(name, self._names_of_media(), "put the file into curriculum/media")
            self.report.error(line, f"there is no handout '{name[:80]}'; {known}")
            return None
        self.figures.add(path)
        return {"href": self.links.media_url(handout.digest, handout.media_type)}

    def _names_of_media(self) -> list[str]:
        return [path.rpartition("/")[2] for path in self.course.media]

    def image(self, target: str, alt: str, line: int) -> Element | None:
        """A picture or a recording; None, with a problem, where there is none, or where no words stand for it."""
        if not alt.strip():
            self.report.error(
                line, "this picture says nothing to people who do not see it; write what it shows between the brackets"
            )
        if TRANSCRIPT.fullmatch(self.report.file):
            self.report.error(line, "a transcript holds words; take the picture or recording out")
            return None
        path = from_root(self.report.file, target) or ""
        if path.startswith(MEDIA):
            return self._recording(path, alt, line)
        figure = self.course.figures.get(path)
        if figure is None and path in self.unreadable:
            return None
        if figure is None:
            names = [each.rpartition("/")[2] for each in self.course.figures]
            known = self._suggest(target.rpartition("/")[2], names, "put the file into curriculum/figures")
            self.report.error(line, f"there is no figure '{target[:80]}'; {known}")
            return None
        self.figures.add(path)
        return Element(
            "img",
            {
                "src": self.links.media_url(figure.digest, figure.media_type),
                "width": str(figure.width),
                "height": str(figure.height),
                "alt": alt,
                "loading": "lazy",
            },
        )

    def _recording(self, path: str, alt: str, line: int) -> Element | None:
        medium = self.course.media.get(path)
        if medium is None and path in self.unreadable:
            return None
        if medium is None or not path.endswith(RECORDINGS):
            name = path.rpartition("/")[2]
            known = self._suggest(name, self._names_of_media(), "put the file into curriculum/media")
            cure = "write '[its title](...)' without '!'" if medium else known
            self.report.error(line, f"there is no recording '{name[:80]}'; {cure}")
            return None
        return player(self.course, medium, alt, self.links)

    def transcript(self, path: str) -> tuple[str, SourceText] | None:
        """What is said in the recording that a text shows, and where that is written; None where it is not."""
        self.figures.add(path)
        self.figures.add(captions_of(path))
        for beside in transcripts_of(path):
            if beside in self.course.transcripts:
                self.figures.add(beside)
                return beside, self.course.transcripts[beside]
        return None

    def footnote(self, footnote_id: str, line: int) -> Element | None:
        """The mark of a footnote; None, with a problem, where there is no such footnote."""
        if self.footnotes is None:
            self.report.error(line, "a footnote stands only in the text of a section; put its words here in brackets")
            return None
        if footnote_id not in self.footnotes:
            cure = f"add a line '[^{footnote_id}]: ...' below this paragraph"
            self.report.error(line, f"the footnote '{footnote_id}' is not written; {cure}")
            return None
        is_first = footnote_id not in self.footnote_letters
        letter = self.footnote_letters.setdefault(footnote_id, _letter(len(self.footnote_letters)))
        mark = Element("sup", {"class": "footnote-mark"})
        link = SubElement(mark, "a", {"href": f"#fn-{self.place}-{letter}", "aria-label": f"Footnote {letter}"})
        if is_first:
            link.set("id", f"fnref-{self.place}-{letter}")
        link.text = letter
        return mark


def source_anchor(key: str) -> str:
    """The id of a source in a module's list of sources."""
    return f"source-{key}"


def _letter(place: int) -> str:
    """0 is 'a', 25 'z', 26 'aa'."""
    first, last = divmod(place, 26)
    return (_letter(first - 1) if first else "") + chr(ord("a") + last)
