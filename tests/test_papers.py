"""Certificates as PDF, as far as reading the file tells."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from trainer.curriculum.certificate import Certified, Paper, Signed, Size, paper_of
from trainer.papers import CannotMake, made_beside

NAME = "Zoë Łódź-Šimić & <b>Sons</b>"
CERTIFIED = Certified(
    course="Foundations of ketamine-assisted psychotherapy",
    edition=2,
    completed_on=date(2026, 11, 20),
    study=340,
    practicum=2400,
    meetings=600,
    is_reviewed=False,
)


def paper(name: str) -> Paper:
    return paper_of(
        CERTIFIED,
        serial="2345-6789-ABCD-EFGH",
        name=name,
        signed=Signed(name="Dr Tomás Rey", function="supervising psychotherapist"),
        issued_on=date(2026, 11, 23),
        site="https://training.example.org",
    )


@pytest.fixture(scope="module")
def files() -> dict[Size, PdfReader]:
    return {size: PdfReader(BytesIO(body)) for size, body in made_beside(paper(NAME)).items()}


def tags(node: Any) -> Iterator[Any]:  # a PDF's values are of every type
    """Every tag below one, in order."""
    below = resolved(node.get("/K", []))
    for each in below if isinstance(below, list) else [below]:
        tag = resolved(each)
        if isinstance(tag, DictionaryObject) and "/S" in tag:
            yield tag
            yield from tags(tag)


def resolved(value: Any) -> Any:  # as above
    """What a reference of a PDF refers to."""
    return value.get_object() if hasattr(value, "get_object") else value


def test_it_is_one_sheet_of_either_size(files: dict[Size, PdfReader]) -> None:
    sizes = {
        size: [(round(page.mediabox.width), round(page.mediabox.height)) for page in file.pages]
        for size, file in files.items()
    }
    assert sizes == {Size.A4: [(595, 842)], Size.LETTER: [(612, 792)]}


def test_it_says_what_the_paper_says(files: dict[Size, PdfReader]) -> None:
    text = " ".join(files[Size.A4].pages[0].extract_text().split())
    for words in (
        "Certificate of completion",
        NAME,
        "Foundations of ketamine-assisted psychotherapy",
        "Edition 2 · completed on 20 November 2026",
        "Content not clinically reviewed",
        "5 h 40 min",
        "55 h 40 min",
        "Dr Tomás Rey, supervising psychotherapist",
        "2345-6789-ABCD-EFGH",
        "It is not a licence and not a right to practise.",
        "https://training.example.org/certificates/2345-6789-ABCD-EFGH",
    ):
        assert words in text


def test_a_screen_reader_finds_title_language_and_tags_as_pdf_ua_asks(files: dict[Size, PdfReader]) -> None:
    for file in files.values():
        root: Any = file.root_object  # as above
        assert root["/Lang"] == "en"
        assert root["/MarkInfo"]["/Marked"]
        assert root["/ViewerPreferences"]["/DisplayDocTitle"]
        assert file.metadata is not None
        assert file.metadata.title == "Certificate of completion 2345-6789-ABCD-EFGH"
        xmp = root["/Metadata"].get_object().get_data().decode()
        assert "<pdfuaid:part>1</pdfuaid:part>" in xmp or 'pdfuaid:part="1"' in xmp
        assert all(str(page["/Tabs"]) == "/S" for page in file.pages)


def test_headings_lists_and_the_code_are_tagged_as_what_they_are(files: dict[Size, PdfReader]) -> None:
    found = list(tags(resolved(files[Size.A4].root_object["/StructTreeRoot"])))
    kinds = [str(tag["/S"]) for tag in found]
    assert kinds.count("/H1") == 1
    assert (kinds.count("/L"), kinds.count("/LI")) == (2, 8)
    assert {str(tag["/P"].get_object()["/S"]) for tag in found if tag["/S"] == "/LI"} == {"/L"}
    [figure] = [tag for tag in found if tag["/S"] == "/Figure"]
    assert figure["/Alt"] == "QR code of the address at which this certificate can be checked"


def test_every_font_is_embedded(files: dict[Size, PdfReader]) -> None:
    resources: Any = files[Size.A4].pages[0]["/Resources"]  # as above
    for font in resources["/Font"].values():
        [below] = font.get_object()["/DescendantFonts"]
        descriptor = below.get_object()["/FontDescriptor"].get_object()
        assert {"/FontFile2", "/FontFile3"} & set(descriptor)


def test_a_name_that_no_font_has_is_not_printed_as_boxes() -> None:
    with pytest.raises(CannotMake, match="no font of the system has every letter"):
        made_beside(paper("\U0010fffd"))


def test_a_system_without_pango_is_told_from_any_other_trouble(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lacking = tmp_path / "weasyprint"
    lacking.mkdir()
    (lacking / "__init__.py").write_text("raise OSError(\"cannot load library 'libpango-1.0-0'\")\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with pytest.raises(CannotMake, match="the system has no Pango"):
        made_beside(paper(NAME))


def test_a_worker_and_the_sweep_load_nothing_of_it() -> None:
    program = "import sys, trainer.serving; print(*sorted(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split()
    assert "trainer.papers" in loaded
    assert "weasyprint" not in loaded
