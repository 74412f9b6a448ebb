"""A kitchen's point, as lists write it: with commas, without signs, or the two columns exchanged."""

#: Peru's corners in degrees, a little beyond its borders.
SOUTH, NORTH, WEST, EAST = -18.6, 0.2, -81.6, -68.4


def point(latitude: str, longitude: str) -> tuple[tuple[int, ...] | None, str]:
    """The point in millionths of a degree (latitude, longitude), None if there is none; and what was doubtful, '' if nothing."""
    if not latitude and not longitude:
        return None, ""
    try:
        given = _degrees(latitude), _degrees(longitude)
    except ValueError:
        return None, "point_unread"
    if not any(given):
        return None, ""
    south, west = -abs(given[0]), -abs(given[1])
    for one, doubt in ((given, ""), (given[::-1], "point_exchanged"), ((south, west), "point_signs"), ((west, south), "point_exchanged")):
        if SOUTH <= one[0] <= NORTH and WEST <= one[1] <= EAST:
            return (round(one[0] * 1_000_000), round(one[1] * 1_000_000)), doubt
    return None, "point_abroad"


def _degrees(text: str) -> float:
    return float(text.replace(",", ".").replace("\u2212", "-").replace(" ", ""))
