"""Turns formulas from LaTeX into MathML."""

from html import unescape
from typing import Final
from xml.etree.ElementTree import Element

from latex2mathml.converter import convert_to_element

from trainer.curriculum.formula_names import ATTRIBUTES, ELEMENTS

_REFUSED: Final = frozenset({"href", "style", "class", "id", "mathcolor", "mathbackground"})
_DEEPEST: Final = 40


def to_mathml(tex: str, *, is_display: bool) -> Element | str:
    """The formula as a `math` element of our own list, or a sentence that says why there is none."""
    try:
        converted = convert_to_element(tex, display="block" if is_display else "inline")
    except RecursionError:
        return "it is nested too deeply"
    except Exception as error:  # whatever a formula does to the library is the formula's problem
        words = type(error).__name__.removesuffix("Error")
        return f"it cannot be read ({words}); check its braces and commands"
    return _checked(converted, 0)


def _checked(found: Element, depth: int) -> Element | str:
    tag = found.tag.rpartition("}")[2]
    if tag == "mstyle":
        tag = "mrow"
    if tag not in ELEMENTS or depth > _DEEPEST:
        return "it uses something that is not shown here; write it more simply"
    if refused := _REFUSED.intersection(found.keys()):
        return f"links, colours and styles are not used in formulas; remove what sets '{min(refused)}'"
    text = unescape(found.text or "")
    if tag == "mi" and text.startswith("\\") and len(text) > 1:
        return f"the command '{text[:40]}' is not known; write the name in '\\mathrm{{...}}', or use another command"
    element = Element(tag, {name: value for name, value in found.items() if name in ATTRIBUTES.get(tag, ())})
    element.text = text
    for part in found:
        checked = _checked(part, depth + 1)
        if isinstance(checked, str):
            return checked
        element.append(checked)
    parts = ELEMENTS[tag]
    if parts is not None and len(element) != parts:
        return "a part of it is missing; check what stands after '^', '_' and '\\frac'"
    return element
