"""Peru as a grid of equal tiles, one for each department and Callao, so that a small department is seen as well as a large one.

Our own arrangement: each tile lies by its neighbours as nearly as a grid allows. Codes are those of ISO 3166-2:PE.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from app.panel.charts.scale import most, ticks

SIDE, GAP = 64, 4
COLUMNS, ROWS = 5, 9
#: How many shades there are above nothing.
SHADES = 4

#: By ubigeo prefix: the short code, the column and the row.
PLACES = {
    "24": ("TUM", 0, 0), "01": ("AMA", 2, 0),
    "20": ("PIU", 0, 1), "06": ("CAJ", 1, 1), "22": ("SAM", 2, 1), "16": ("LOR", 3, 1),
    "14": ("LAM", 0, 2), "13": ("LAL", 1, 2), "10": ("HUC", 2, 2), "25": ("UCA", 3, 2),
    "02": ("ANC", 1, 3), "19": ("PAS", 2, 3),
    "07": ("CAL", 0, 4), "15": ("LIM", 1, 4), "12": ("JUN", 2, 4),
    "11": ("ICA", 1, 5), "09": ("HUV", 2, 5), "08": ("CUS", 3, 5), "17": ("MDD", 4, 5),
    "05": ("AYA", 2, 6), "03": ("APU", 3, 6), "21": ("PUN", 4, 6),
    "04": ("ARE", 3, 7), "18": ("MOQ", 4, 7),
    "23": ("TAC", 4, 8),
}  # fmt: skip


@dataclass(frozen=True)
class Tile:
    """A department's tile: its corner in the drawing, its value (None for silence) and its shade, from 0 for nothing to SHADES."""

    prefix: str
    code: str
    x: int
    y: int
    value: float | None
    shade: int


@dataclass(frozen=True)
class Map:
    """The whole drawing: its size, its tiles from north to south, and where each shade ends."""

    width: int
    height: int
    tiles: list[Tile]
    ends: list[int]


def draw(values: Mapping[str, float | None], top: float | None = None) -> Map:
    """The map of a value by prefix; a prefix that is not there is silent. `top` is where the darkest shade ends (none: at the largest)."""
    ends = ticks(most(values.values()) if top is None else top, SHADES)
    tiles = [_tile(prefix, values.get(prefix), ends) for prefix in PLACES]
    return Map(COLUMNS * SIDE - GAP, ROWS * SIDE - GAP, tiles, ends)


def _tile(prefix: str, value: float | None, ends: list[int]) -> Tile:
    code, column, row = PLACES[prefix]
    shade = sum(1 for end in ends[:-1] if value is not None and value > end)
    return Tile(prefix, code, column * SIDE, row * SIDE, value, shade)
