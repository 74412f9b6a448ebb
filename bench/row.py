"""One line of the table: what was measured, what it came to, the limit of the same run, and whether the budget is met."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Row:
    """A measurement. `limit` is what this machine can do at best, measured in the same run; with `of` "limit" the budget is a share of
    it or so many times it, with "ours" it is in the same unit as `ours`."""

    what: str
    ours: float
    unit: str
    #: None for what is only told.
    budget: float | None = None
    #: "most": ours, or the ratio, may not be above the budget; "least": not below.
    must: Literal["most", "least"] = "most"
    of: Literal["ours", "limit"] = "ours"
    limit: float | None = None
    limit_is: str = ""
    #: Of what the cost is told for several sizes, and this one (bench/growth.py).
    curve: str = ""
    size: int = 0

    @property
    def ratio(self) -> float | None:
        """Ours in units of the limit."""
        return self.ours / self.limit if self.limit else None

    @property
    def used(self) -> float:
        """How much of the budget is used: 1 is all of it."""
        value = self.ours if self.of == "ours" else self.ratio
        if self.budget is None:
            return 0.0
        if value is None:
            return math.inf
        if self.budget == 0:
            return 0.0 if value <= 0 else math.inf
        return value / self.budget if self.must == "most" else self.budget / max(value, 1e-9)

    @property
    def met(self) -> bool:
        """Whether the budget is met."""
        return self.used <= 1

    def cells(self) -> tuple[str, ...]:
        """What, ours, limit, ratio, budget, verdict: as one reads them."""
        limit = f"{shown(self.limit)} ({self.limit_is})" if self.limit else ""
        ratio = f"{self.ratio:.3g}" if self.ratio else ""
        what = f"{self.what}, {self.curve}: {self.size:,}" if self.curve else self.what
        return what, f"{shown(self.ours)} {self.unit}", limit, ratio, *self._verdict()

    def _verdict(self) -> tuple[str, str]:
        if self.budget is None:
            return "", ""
        sign = "≤" if self.must == "most" else "≥"
        budget = f"{sign} {shown(self.budget)} {self.unit}" if self.of == "ours" else f"{sign} {self.budget:g} of the limit"
        return budget, "met" if self.met else "NOT MET"


HEADINGS = ("what", "ours", "limit of this run", "ratio", "budget", "")


def shown(number: float) -> str:
    """With as many digits as mean something: `12,345`, `0.61`."""
    return f"{number:,.0f}" if number >= 100 or number == int(number) else f"{number:.3g}"


def lines(rows: Iterable[Row]) -> list[str]:
    """The table for a terminal."""
    table = [HEADINGS, *(row.cells() for row in rows)]
    widths = [max(len(cells[place]) for cells in table) for place in range(len(HEADINGS))]
    return ["  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip() for cells in table]
