"""The growth curves as a picture: a small field a curve, cost against size from zero on both axes, so that a straight line is a fair price.
SVG with nothing but attributes."""

from collections import defaultdict
from collections.abc import Sequence
from html import escape

from bench.row import Row, shown

WIDTH, HEIGHT, ACROSS, LEFT, TOP, RIGHT, BELOW = 280, 178, 3, 40, 42, 24, 36
INK, RULE, LINE = "#222", "#bbb", "#2f6f4f"


def draw(rows: Sequence[Row]) -> str:
    """A field for each thing that was measured at several sizes."""
    curves: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        curves[row.what, row.curve].append(row)
    down = -(-len(curves) // ACROSS)
    box = f'viewBox="0 0 {WIDTH * ACROSS} {HEIGHT * down}" font-family="sans-serif" font-size="11" fill="{INK}"'
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" {box}>', f'<rect width="{WIDTH * ACROSS}" height="{HEIGHT * down}" fill="#fff"/>']
    for place, ((what, curve), points) in enumerate(curves.items()):
        down, across = divmod(place, ACROSS)
        parts.append(f'<g transform="translate({across * WIDTH} {down * HEIGHT})">')
        parts += [*_field(what.removeprefix("… "), curve, points), "</g>"]
    return "\n".join([*parts, "</svg>"]) + "\n"


def _field(what: str, curve: str, points: Sequence[Row]) -> list[str]:
    largest, dearest = max(row.size for row in points), max(row.ours for row in points) or 1.0
    wide, high = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BELOW
    places = [(LEFT + wide * row.size / largest, TOP + high * (1 - row.ours / dearest), row) for row in points]
    line = "M" + "L".join(f"{x:.0f} {y:.0f}" for x, y, _ in places)
    parts = [f'<text x="12" y="16" font-weight="bold">{escape(what)}, {escape(points[0].unit)}</text>']
    parts += [f'<path d="M{LEFT} {TOP}V{TOP + high}H{LEFT + wide}" fill="none" stroke="{RULE}"/>']
    parts += [f'<path d="{line}" fill="none" stroke="{LINE}" stroke-width="2"/>']
    for x, y, row in places:
        parts.append(f'<circle cx="{x:.0f}" cy="{y:.0f}" r="3" fill="{LINE}"/>')
        parts.append(f'<text x="{x:.0f}" y="{y - 7:.0f}" text-anchor="middle">{shown(row.ours)}</text>')
        parts.append(f'<text x="{x:.0f}" y="{TOP + high + 14}" text-anchor="middle">{row.size:,}</text>')
    return [*parts, f'<text x="{LEFT + wide / 2:.0f}" y="{HEIGHT - 6}" text-anchor="middle">{escape(curve)}</text>']
