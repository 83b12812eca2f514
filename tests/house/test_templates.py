"""Every template compiles, with the filters and globals of the real application."""

from jinja2 import DictLoader, Environment

from tests.support import compile_templates


def test_every_template_compiles() -> None:
    assert compile_templates.main() == 0


def test_a_template_that_does_not_compile_is_named_with_its_line() -> None:
    environment = Environment(
        autoescape=True, loader=DictLoader({"a.html": "\n{{ x|unheard_of }}", "b.html": "{% if %}", "c.html": "fine"})
    )
    found = compile_templates.problems(environment)
    assert [line.partition(": ")[0] for line in found] == ["templates/a.html:2", "templates/b.html:1"]
