"""A page that holds an exercise loads what makes it livelier, and no other page does."""

import re

from flask import Flask, url_for
from flask.testing import FlaskClient

from tests.support.care_course import care_course, module_file
from tests.support.clinic import COURSE, MAREN, after, publish
from tests.web.conftest import As
from trainer.addresses import links_of
from trainer.curriculum.exercises import KINDS
from trainer.storage.database import Database

PATH = "curriculum/sessions/presence.md"
MODULE = f"/courses/{COURSE}/modules/sessions/presence"
PLAN, CURVES = (f"```{kind}\n{KINDS[kind].sample}```\n" for kind in ("safety-plan", "simulator"))


def publish_with(clinic: Database, *exercises: str, day: int = 0) -> None:
    """Publish the module with exercises in a section of its own."""
    text = module_file("Presence", "S1", "## The return {#return}\n\nStay.\n\n" + "\n".join(exercises))
    publish(clinic, care_course({PATH: text}), after(days=day))


def page_of(client: FlaskClient) -> str:
    return client.get(MODULE).get_data(as_text=True)


def test_a_module_without_exercises_loads_nothing_for_them(signed_in: As) -> None:
    page = page_of(signed_in(MAREN))
    assert "exercise" not in page


def test_a_module_with_exercises_names_their_stylesheet_and_scripts(clinic: Database, signed_in: As) -> None:
    publish_with(clinic, PLAN, CURVES)
    page = page_of(signed_in(MAREN))

    assert len(re.findall(r'<link rel="stylesheet" href="/static/exercises\.css\?v=[0-9a-f]{12}">', page)) == 1
    assert re.findall(r' data-([a-z-]+)="/static/scripts/exercise_([a-z_]+)\.js\?v=[0-9a-f]{12}"', page) == [
        ("safety-plan", "safety_plan")
    ]
    assert '<script type="module" src="/static/scripts/exercise' not in page


def test_a_figure_of_curves_needs_no_script(clinic: Database, signed_in: As) -> None:
    publish_with(clinic, CURVES)
    client = signed_in(MAREN)
    page = page_of(client)

    assert "scripts/exercise_" not in page
    (source,) = re.findall(r'src="(/simulator/chart\.svg[^"]+)"', page)
    assert client.get(source.replace("&amp;", "&")).mimetype == "image/svg+xml"
    assert f'href="/courses/{COURSE}/simulator?curve=' in page


def test_an_earlier_edition_shows_it_as_it_was(clinic: Database, signed_in: As) -> None:
    publish_with(clinic, PLAN)
    publish_with(clinic, CURVES, day=1)
    page = signed_in(MAREN).get(f"/courses/{COURSE}/editions/2/modules/sessions/presence").get_data(as_text=True)

    assert 'aria-label="Exercise: A safety plan"' in page
    assert "/static/exercises.css" in page


def test_search_finds_the_words_of_an_exercise(clinic: Database, signed_in: As) -> None:
    publish_with(clinic, PLAN)
    page = signed_in(MAREN).get(f"/courses/{COURSE}/search?q=crisis+line").get_data(as_text=True)
    assert "#section-return" in page


def test_curves_are_where_texts_say_they_are(app: Flask) -> None:
    with app.test_request_context():
        links = links_of("care")
        assert links.simulator == url_for("simulator.page", course="care")
        assert links.simulator_chart == url_for("simulator.picture")
