"""The concentration simulator in a browser: curves, their pictures and files, always under the label."""

import re
from html import unescape

import pytest

from tests.support.clinic import COURSE, MAREN
from tests.web.conftest import As
from trainer.kinetics.label import LABEL

PAGE = f"/courses/{COURSE}/simulator"


def test_two_curves_stand_there_to_begin_with(signed_in: As) -> None:
    page = unescape(signed_in(MAREN).get(PAGE).get_data(as_text=True))

    assert page.count("checked><span>Clements and Nimmo 1981") == 2
    assert " ".join(LABEL) in page
    assert "Infusion into a vein, 0.5 mg/kg over 40 minutes" in page
    assert "highest after 40 minutes at 177 ng/mL" in page
    assert '<th scope="row">240</th>' in page


def test_the_curves_of_an_address_are_drawn_four_at_most(signed_in: As) -> None:
    asked = "&".join(f"curve={each}" for each in ("sl-25mg", "po-25mg", "in-28mg", "im-0.5mgkg", "in-84mg"))

    page = unescape(signed_in(MAREN).get(f"{PAGE}?{asked}").get_data(as_text=True))

    assert "These are the first 4 that you chose" in page
    assert "A dotted line is noresketamine" in page
    assert re.search(r'src="/simulator/chart\.svg\?curve=sl-25mg(/|%2F)clements&', page)
    assert "in-84mg/perez-ruixo" not in page.split("Compare others")[0]


def test_no_curve_is_an_empty_page_that_says_what_to_do(signed_in: As) -> None:
    page = signed_in(MAREN).get(f"{PAGE}?asked=1").get_data(as_text=True)

    assert "No curve is chosen" in page
    assert "<img" not in page.partition("<main")[2].partition("</main>")[0]


def test_nothing_but_a_choice_of_published_curves_can_be_entered(signed_in: As) -> None:
    main = signed_in(MAREN).get(PAGE).get_data(as_text=True).partition("<main")[2].partition("</main>")[0]

    assert set(re.findall(r'<input[^>]* type="([a-z]+)"', main)) == {"checkbox", "hidden"}
    assert "<textarea" not in main
    assert "<select" not in main


def test_a_picture_is_an_svg_that_runs_nothing(signed_in: As) -> None:
    answer = signed_in(MAREN).get("/simulator/chart.svg?curve=im-0.5mgkg&curve=in-28mg")

    assert (answer.status_code, answer.mimetype) == (200, "image/svg+xml")
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    text = answer.get_data(as_text=True)
    assert (text.count("<polygon"), text.count('class="metabolite')) == (2, 1)
    assert "<script" not in text


@pytest.mark.parametrize("query", ["", "?curve=nonsense", "?curve=im-2mgkg", "?curve=" + "x" * 3000])
def test_what_there_is_not_is_not_found(signed_in: As, query: str) -> None:
    client = signed_in(MAREN)

    assert client.get(f"/simulator/chart.svg{query}").status_code == 404
    assert client.get(f"/simulator/curve.csv{query}").status_code == 404
    assert client.get(f"{PAGE}{query}").status_code == 200


def test_a_file_holds_the_label_and_a_row_for_each_minute(signed_in: As) -> None:
    answer = signed_in(MAREN).get("/simulator/curve.csv?curve=po-25mg/clements/grapefruit")

    lines = answer.get_data(as_text=True).splitlines()
    assert answer.headers["Content-Disposition"] == 'attachment; filename="po-25mg-clements-grapefruit.csv"'
    assert lines[0] == f"# {LABEL[0]}"
    assert lines[-1].startswith("240,")


def test_the_page_about_a_course_leads_there(signed_in: As) -> None:
    assert f'href="{PAGE}"' in signed_in(MAREN).get(f"/courses/{COURSE}/about").get_data(as_text=True)
