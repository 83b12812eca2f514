"""Tables as PDF, as far as they are parted and refused."""

import pytest

from trainer.curriculum.sheets import Sheet
from trainer.papers import CannotMake
from trainer.sheet_papers import Tables, made_beside, parted


def test_columns_that_do_not_fit_follow_beside_the_first_one_again() -> None:
    sheet = Sheet(
        title="Standing",
        headings=("Person", *(f"M{number}" for number in range(11))),
        rows=(("Ann", *range(11)),),
    )

    first, second = parted(sheet)

    assert first.headings == ("Person", *(f"M{number}" for number in range(9)))
    assert second.headings == ("Person", "M9", "M10")
    assert second.rows == (("Ann", 9, 10),)


def test_a_table_of_one_column_stays_as_it_is() -> None:
    sheet = Sheet(title="Names", headings=("Person",), rows=(("Ann",),))

    assert list(parted(sheet)) == [sheet]


def test_tables_too_large_for_paper_are_refused_with_what_to_do() -> None:
    sheet = Sheet(title="Standing", headings=("Person", "Done"), rows=(("Ann", 1),) * 3_001)

    with pytest.raises(CannotMake, match="more than 6,000 cells; show fewer people or one area"):
        made_beside(Tables(title="Evening", about="", sheets=(sheet,)))
