"""How whole numbers leave the house: centimos as soles, grams as kilos, millilitres as litres, thousandths as per cent."""

from collections.abc import Callable
from typing import Any

#: Unit of measure → how many of it make one that is shown, and Excel's format for it. `qty` is grams or millilitres, as the row says;
#: `permille` is shown in per cent.
SHOWN = {"centimos": (100, '"S/" #,##0.00'), "g": (1000, "#,##0.000"), "ml": (1000, "#,##0.000"), "qty": (1000, "#,##0.000")}
SHOWN |= {"permille": (10, "0.0")}
WHOLE = "#,##0"


def written(unit: str) -> Callable[[Any], str]:
    """How a whole number of this unit is written: exact decimals, with a point and no thousands."""
    size, _ = SHOWN.get(unit, (1, WHOLE))
    return str if size == 1 else lambda value: shown(value, unit)


def grouped(unit: str) -> Callable[[int], str]:
    """The same as a person reads it, with thousands as in Peru: `4,600.50`."""
    return lambda value: shown(value, unit, ",")


def shown(value: int, unit: str, thousands: str = "") -> str:
    """`4600.50` of 460050 centimos, `12.5` of 12500 grams, `7` of 7 people."""
    size, _ = SHOWN.get(unit, (1, WHOLE))
    whole, rest = divmod(abs(value), size)
    if size == 1:
        return f"{value:{thousands}}"
    decimals = f"{rest:0{len(str(size)) - 1}d}"
    # Money keeps its two decimals; three of kilos could be taken for thousands, so what is not needed goes.
    tail = f".{decimals}" if unit == "centimos" else f".{decimals}".rstrip("0").rstrip(".")
    return f"{'-' if value < 0 else ''}{whole:{thousands}}{tail}"


def decimals(unit: str) -> Callable[[int], float]:
    """The number of a typed cell of a unit that is not shown in its own size."""
    size, _ = SHOWN[unit]
    return size.__rtruediv__  # the quickest way to divide a quarter of a million of them


def number_format(unit: str) -> str:
    """Excel's format for a unit of measure."""
    return SHOWN.get(unit, (1, WHOLE))[1]
