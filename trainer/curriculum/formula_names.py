"""Lists the MathML that formulas may be made of."""

from types import MappingProxyType
from typing import Final

ELEMENTS: Final = MappingProxyType(
    {
        "math": None,
        "mfrac": 2,
        "mi": None,
        "mn": None,
        "mo": None,
        "mover": 2,
        "mroot": 2,
        "mrow": None,
        "mspace": 0,
        "msqrt": None,
        "msub": 2,
        "msubsup": 3,
        "msup": 2,
        "mtable": None,
        "mtd": None,
        "mtext": None,
        "mtr": None,
        "munder": 2,
        "munderover": 3,
    }
)
"""The elements of MathML that are shown, with how many parts each has (None: any number)."""
ATTRIBUTES: Final = MappingProxyType(
    {
        "math": frozenset({"display"}),
        "mi": frozenset({"mathvariant"}),
        "mo": frozenset({"stretchy", "fence", "form", "accent"}),
        "mover": frozenset({"accent"}),
        "mspace": frozenset({"width"}),
    }
)
"""The attributes that are kept, by element."""
