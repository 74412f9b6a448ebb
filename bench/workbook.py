"""The month's consolidado as a workbook and on paper: of the 4,500 kitchens of CONAMOVIDI, and of the 13,600 of the country."""

from collections.abc import Iterator

from bench.row import Row
from bench.stage import FIRST, Stage
from bench.taking import take

NAME = "consolidado-mensual"


def rows(stage: Stage, kitchens: int) -> Iterator[Row]:
    """Seconds and memory, in an installation that has its figures."""
    some = take(stage, NAME, "P-00", "xlsx")
    yield Row(f"workbook of {min(FIRST, kitchens):,} kitchens", some.seconds, "s", 1)
    paper = take(stage, NAME, "P-00", "pdf")
    yield Row(f"PDF of {min(FIRST, kitchens):,} kitchens", paper.seconds, "s", 4)
    nation = take(stage, NAME, "national", "xlsx")
    yield Row(f"workbook of {kitchens:,} kitchens", nation.seconds, "s", 3)
    yield Row("… memory it takes", nation.grown, "MiB", 100)
