"""The results as a picture: how much of each budget is used, a bar each. SVG with nothing but attributes."""

from collections.abc import Sequence
from html import escape

from bench.row import Row

WIDTH, LINE, NAMES, MOST = 860, 26, 380, 2.0
MET, NOT_MET, INK, RULE = "#2f6f4f", "#b3541e", "#222", "#999"


def draw(rows: Sequence[Row]) -> str:
    """A bar a row; the line is the budget, and a bar that leaves the picture is cut at twice the budget."""
    height, scale = LINE * (len(rows) + 2), (WIDTH - NAMES - 90) / MOST
    at = NAMES + scale
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" font-family="sans-serif" font-size="12" fill="{INK}">'
    ]
    parts += [f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>']
    for place, row in enumerate(rows, start=1):
        parts += _bar(row, LINE * place, scale)
    parts += [f'<path d="M{at:.0f} {LINE - 6}V{height - LINE}" stroke="{RULE}" stroke-dasharray="4 3"/>']
    parts += [f'<text x="{at:.0f}" y="{LINE - 10}" text-anchor="middle">budget</text>', "</svg>"]
    return "\n".join(parts) + "\n"


def _bar(row: Row, top: int, scale: float) -> list[str]:
    used = min(row.used, MOST)
    end = NAMES + used * scale
    return [
        f'<text x="{NAMES - 8}" y="{top + 15}" text-anchor="end">{escape(row.what)}</text>',
        f'<rect x="{NAMES}" y="{top + 4}" width="{max(used * scale, 1):.0f}" height="{LINE - 10}" fill="{MET if row.met else NOT_MET}"/>',
        f'<text x="{end + 6:.0f}" y="{top + 15}">{row.used:.0%}</text>',
    ]
