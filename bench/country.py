"""A country of 13,600 kitchens with three years of figures: its questions and its workbooks, asked of one installation."""

from collections.abc import Iterator

from bench import national_question, workbook
from bench.figures import fill, periods
from bench.row import Row
from bench.stage import found, installation

KITCHENS, QUICK_KITCHENS = 13_600, 680


def measure(quick: bool) -> Iterator[Row]:
    """The rows of both."""
    kitchens = QUICK_KITCHENS if quick else KITCHENS
    with installation() as stage:
        fill(stage.app, found(stage.app, kitchens), periods(national_question.MONTHS))
        yield from national_question.rows(stage, kitchens)
        yield from workbook.rows(stage, kitchens)
