"""The stylesheet's colours: browsers that cannot choose between two get the light ones, the same as everybody else."""

import re

from tests.house.source import ROOT

_COLOUR = r"#[0-9a-f]{3,6}"


def test_the_light_colours_are_the_same_with_light_dark_and_without() -> None:
    css = (ROOT / "trainer/static/site.css").read_text(encoding="utf-8")
    tokens = css[css.index(":root {") : css.index(".accent-1")]
    alone, _, both = tokens.partition("@supports")
    light = dict(re.findall(rf"--([a-z-]+): ({_COLOUR});", alone))
    pairs = re.findall(rf"--([a-z-]+): light-dark\(({_COLOUR}), ({_COLOUR})\);", both)

    assert {name: colour for name, colour, _ in pairs} == light
    assert len(light) > 15
    assert [name for name, colour, dark in pairs if colour == dark] == []
