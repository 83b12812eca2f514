"""Sources that are pasted as BibTeX or RIS: how each is understood, which stand there already, what is hostile."""

import pytest

from trainer.curriculum.bibliography import PATH, parse_bibliography
from trainer.curriculum.bibliography_pasting import MOST, Alike, Likeness, Pasted, PastedSource, read_pasted

EXISTING = parse_bibliography(
    PATH,
    "@article{grant1981, author = {Grant, I. S.}, title = {Ketamine by mouth}, journal = {BJA}, year = {1981},"
    " doi = {10.1093/bja/53.8.805}}",
)[0]
RIS = """\
TY  - JOUR
AU  - Grünwald, Zoë
AU  - van der Berg, Jan, Jr.
TI  - Dose &amp; route: the <i>S</i> form
T2  - A Journal
PY  - 2020/03/01
VL  - 12
IS  - 3
SP  - 100
EP  - 110
DO  - https://doi.org/10.1000/ABC_d.
UR  - https://doi.org/10.1000/ABC_d
AB  - Long
ER  - \n"""
FROM_RIS = """\
@article{grunwald2020,
  author = {Grünwald, Zoë and van der Berg, Jr., Jan},
  title = {Dose \\& route: the S form},
  journal = {A Journal},
  year = {2020},
  volume = {12},
  number = {3},
  pages = {100--110},
  doi = {10.1000/ABC_d}
}
"""


def pasted(text: str, keys: dict[int, str] | None = None) -> Pasted:
    return read_pasted(text, EXISTING, keys)


def only(text: str) -> PastedSource:
    """The one source of what was pasted, with which nothing else is wrong."""
    found = pasted(text)
    assert found.problems == ()
    (source,) = found.sources
    return source


def messages(text: str) -> list[str]:
    """Everything that is wrong, as 'line: message'."""
    found = pasted(text)
    every = [*found.problems, *(each for source in found.sources for each in source.problems)]
    return [f"{each.line}: {each.message}" for each in every]


@pytest.mark.parametrize("text", [RIS, "\ufeff" + RIS, RIS.replace("\n", "\r\n"), RIS.replace("\n", "\r")])
def test_ris_becomes_an_entry_in_the_style_of_the_file(text: str) -> None:
    found = only(text)
    assert found.text == FROM_RIS
    assert (found.problems, found.left_out, found.alike, found.can_be_added) == ((), ("abstract",), (), True)


@pytest.mark.parametrize(
    ("lines", "entry"),
    [
        ("TY  - BOOK\nA1  - A, B\nT1  - T\nY1  - 1999\nPB  - P\nCY  - Oslo\nSN  - 978-3", "book"),
        ("TY  - CHAP\nAU  - A, B\nED  - E, F\nTI  - T\nT2  - B\nPY  - 1999\nSP  - 1-9", "incollection"),
        ("TY  - CPAPER\nAU  - A, B\nTI  - T\nT2  - C\nPY  - 1999", "inproceedings"),
        ("TY  - RPRT\nAU  - A, B\nTI  - T\nPB  - I\nPY  - 1999", "techreport"),
        ("TY  - THES\nAU  - A, B\nTI  - T\nPB  - U\nPY  - 1999", "phdthesis"),
        ("TY  - ELEC\nAU  - A, B\nTI  - T\nUR  - https://a.org/x_y\nPY  - 1999", "misc"),
        ("TY  - GEN\nAU  - A, B\nTI  - T\nPY  - 1999", "misc"),
    ],
)
def test_each_type_of_ris_is_known(lines: str, entry: str) -> None:
    fields = {
        "book": "publisher = {P},\n  address = {Oslo},\n  isbn = {978-3}",
        "incollection": "pages = {1--9}",
        "inproceedings": "booktitle = {C}",
        "techreport": "institution = {I}",
        "phdthesis": "school = {U}",
        "misc": "url = {https://a.org/x_y}" if "UR" in lines else "year = {1999}",
    }
    found = only(f"{lines}\nER  - \n")
    assert found.text.startswith(f"@{entry}{{a1999,\n  author = {{A, B}},\n")
    assert fields[entry] in found.text


def test_ris_that_breaks_off_is_taken_as_far_as_it_goes() -> None:
    text = "TY  - JOUR\nAU  - A, B\nTI  - A title that\n goes on\nPY  - 1999\nTY  - JOUR\nAU  - Who\nTI  - T\nPY  - 1\n"
    found = pasted(text)
    assert [each.source.fields["title"] for each in found.sources] == ["A title that goes on", "T"]
    assert messages(text) == [
        "6: a new source begins before 'ER  -' ended the one above; that one is taken as whole",
        "6: the last source has no line 'ER  -' at its end; it is taken as whole",
        "6: 'Who' has no comma, so it is taken as an institution; a person is “Family, Given”",
        "6: the entry 'whond' has no year and will read 'n.d.'; add 'year = {...}'",
    ]


def test_bibtex_is_written_anew_with_the_same_words() -> None:
    text = (
        '@string{bja = "Brit. J."}\n@Article{x,\n author = "M{\\"u}ller, A. and {World Health Organization}",\n'
        " title = {The {CI} \\& more}, journaltitle = bja, date = {2001-05-01}, Pages = 1, month = may,\n"
        " howpublished = {\\url{https://a.org/b}}, keywords = {k}, status = {Published}\n}"
    )
    found = only(text)
    assert found.text == (
        "@article{muller2001,\n"
        '  author = {M{\\"u}ller, A. and {World Health Organization}},\n'
        "  title = {The {CI} \\& more},\n"
        "  journal = {Brit. J.},\n"
        "  year = {2001},\n"
        "  pages = {1},\n"
        "  url = {https://a.org/b}\n"
        "}\n"
    )
    assert found.source.fields["title"] == "The CI & more"
    assert found.left_out == ("month", "keywords", "status")


@pytest.mark.parametrize(
    "doi",
    [
        "10.1093/BJA/53.8.805",
        "https://doi.org/10.1093/bja/53.8.805",
        "doi: 10.1093/bja/53.8.805.",
        "dx.doi.org/10.1093/bja/53.8.805",
    ],
)
def test_the_same_doi_is_found_however_it_is_written(doi: str) -> None:
    found = only(f"@misc{{x, title = {{Other}}, author = {{A, B}}, year = 2000, doi = {{{doi}}}}}")
    assert found.alike == (Alike(why=Likeness.DOI, key="grant1981"),)


def test_the_same_title_and_year_are_found() -> None:
    same = "@misc{x, title = {{Ketamine}, by mouth.}, author = {A, B}, year = 1981}"
    assert only(same).alike == (Alike(why=Likeness.TITLE, key="grant1981"),)
    assert only(same.replace("1981", "1982")).alike == ()


def test_what_is_pasted_twice_is_told_and_gets_two_keys() -> None:
    one = "@misc{x, title = {New}, author = {Otto, J.}, year = 2000}\n"
    found = pasted(one + one)
    assert [each.key for each in found.sources] == ["otto2000", "otto2000b"]
    assert found.sources[1].alike == (Alike(why=Likeness.PASTED, number=1),)


@pytest.mark.parametrize(
    ("entry", "key"),
    [
        ("author = {Grant, I. S.}, year = 1981", "grant1981b"),
        ("author = {van der Schrier, Rutger}, year = 2000", "vanderschrier2000"),
        ("author = {Ødegård, Åse}, year = 2000", "odegard2000"),
        ("author = {{U.S. Food and Drug Administration}}, year = 2000", "ufda2000"),
        ("institution = {Janssen}, year = 2000", "janssen2000"),
        ("year = 2000", "ketamine2000"),
        ("author = {Grant, I. S.}", "grantnd"),
    ],
)
def test_a_key_is_proposed_in_the_style_of_the_file(entry: str, key: str) -> None:
    assert pasted(f"@misc{{x, title = {{On ketamine}}, {entry}}}").sources[0].key == key


@pytest.mark.parametrize(
    ("key", "message"),
    [
        ("grant1981", "1: the key 'grant1981' is taken; choose another one"),
        ("GRANT1981", "1: the key 'GRANT1981' is taken; choose another one"),
        ("a b", "1: 'a b' is no key; use letters, digits, '-', '_', '.' and ':'"),
    ],
)
def test_a_key_that_somebody_chose_must_be_free_and_citable(key: str, message: str) -> None:
    (found,) = pasted("@misc{x, title = {New}, author = {Otto, J.}, year = 2000}", {1: key}).sources
    assert ([f"{each.line}: {each.message}" for each in found.problems], found.can_be_added) == ([message], False)
    assert pasted("@misc{x, title = {New}, author = {Otto, J.}, year = 2000}", {1: "mine"}).sources[0].key == "mine"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "1: there is no source here; paste BibTeX ('@article{...}') or RIS ('TY  - JOUR')"),
        ("10.1093/bja/53.8.805", "1: there is no source here; paste BibTeX ('@article{...}') or RIS ('TY  - JOUR')"),
        ("x" * 200_001, "1: this has 200,001 characters, more than 200,000; paste it in parts"),
        (
            "@misc{a, title = {T}, author = {A, B}, year = 2000\n\n@misc{b, title = {U}, author = {A, B}, year = 2000}",
            "1: this source breaks off; mend its braces, quotes and commas, then look again",
        ),
        (
            "@misc{a, title = {T}, journal = jama, author = {A, B}, year = 2000}",
            "1: this is not valid BibTeX (undefined string: jama); check braces, quotes and commas here and above",
        ),
        ("@misc{a, author = {A, B}, year = 2000}", "1: the entry 'a2000' has no title; add 'title = {...}'"),
        (
            "@string{a = {xxxxxxxxxx}}"
            + "".join(f"@string{{a{'a' * n} = {'a' * n} # {'a' * n}}}" for n in range(1, 40)),
            "1: this is not valid BibTeX (syntax error: strings make this text too long); "
            "check braces, quotes and commas here and above",
        ),
    ],
)
def test_what_cannot_be_added_is_told_with_its_line(text: str, message: str) -> None:
    assert message in messages(text)


def test_only_so_many_are_taken_at_a_time() -> None:
    found = pasted("@misc{a, title = {T}, author = {A, B}, year = 2000}\n" * (MOST + 2))
    assert len(found.sources) == 50
    assert [str(each) for each in found.problems] == [
        "pasted:51: warning: only the first 50 of 52 sources are taken; paste the others then"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "@" * 50_000,
        "@a{" * 20_000,
        "@a{b, title={" + "{" * 50_000,
        "@a{b, title={" + "{}" * 20_000 + "}}",
        '@a{b, title="' + '"' * 50_000,
        "TY  - \n" * 9_000,
        "TY  - JOUR\n" + "x\n" * 50_000,
        "TY  - JOUR\nTI  - T\n" + "AU  - Smith, J\n" * 5_000,
        "@misc{a, title = {" + "\\" * 4_999 + "}}",
        "@misc{a, author = {" + " and ".join(["A, B"] * 700) + "}}",
        "@misc{a, title = {x\x00\x07\u202e\ud800\ue000y}}",
        "@a<script>{<b>, title = {<script>alert(1)</script>}}",
    ],
)
def test_hostile_text_is_answered(text: str) -> None:
    found = pasted(text)
    assert len(found.problems) <= 20
    assert not any(sign in each.text for each in found.sources for sign in "\x00\x07\u202e\ud800\ue000")
    for each in found.sources:
        if each.can_be_added:
            assert parse_bibliography(PATH, each.text)[0] == {each.key: each.source}
