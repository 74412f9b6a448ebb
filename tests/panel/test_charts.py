"""The reckoning of charts: what is drawn is as long as what is said, and silence is not drawn as zero."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from app.panel.charts import columns, scale, share, tiles
from app.places.territory import TABLE

_amounts = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 10**9), min_size=1)
_values = st.lists(st.none() | st.integers(0, 10**9), min_size=1, max_size=36)


@given(_amounts)
def test_the_pieces_of_a_bar_follow_one_another_and_their_per_cents_add_up_to_a_hundred(amounts: dict[str, int]) -> None:
    pieces = share.bar(amounts)
    assert [piece.name for piece in pieces] == list(amounts)
    whole, end = sum(amounts.values()), 0.0
    for piece in pieces:
        assert abs(piece.x - end) < 0.1
        assert not whole or abs(piece.width - 100 * piece.amount / whole) < 0.1
        end = piece.x + piece.width
    assert end < 100.1
    percents = [piece.percent for piece in pieces]
    assert percents == [None] * len(pieces) if not whole else sum(percent or 0 for percent in percents) == 100


def test_what_an_adjustment_takes_away_has_no_length_and_a_number_below_zero() -> None:
    bar = share.bar({"state": 300, "women": -100})
    assert [(piece.width, piece.percent) for piece in bar] == [(100.0, 150), (0.0, -50)]


@given(st.integers(0, 10**9))
def test_an_axis_ends_at_a_round_number_at_or_just_above_the_largest(largest: int) -> None:
    marks = scale.ticks(largest)
    steps = {high - low for low, high in pairwise(marks)}
    assert marks[0] == 0 and len(marks) <= 5 and len(steps) == 1
    assert marks[-2] <= largest <= marks[-1] or largest == 0
    assert str(steps.pop()).rstrip("0") in ("1", "2", "25", "5")


@given(_values)
def test_columns_are_as_high_as_their_values_and_a_silent_month_has_none(values: list[int | None]) -> None:
    drawn = columns.columns(values)
    top = drawn.lines[-1].value
    for value, column in zip(values, drawn.columns, strict=True):
        assert column.value == value
        assert (column.height == 0) == (value is None)
        assert value is None or abs(column.height - max(value / top * (columns.FLOOR - columns.CEILING), columns.LEAST)) < 0.1
        assert columns.LEFT <= column.x < column.middle < column.x + column.width <= 100


def test_the_map_has_every_department_once_puno_too() -> None:
    departments = {line.split("\t")[0] for line in TABLE.read_text(encoding="utf-8").splitlines() if line.index("\t") == 2}
    assert set(tiles.PLACES) == departments and len(departments) == 25
    assert len({place[1:] for place in tiles.PLACES.values()}) == 25, "no tile lies upon another"
    assert len({code for code, _, _ in tiles.PLACES.values()}) == 25
    assert tiles.PLACES["21"][0] == "PUN"


@given(st.dictionaries(st.sampled_from(sorted(tiles.PLACES)), st.none() | st.integers(0, 10**6)))
def test_more_is_never_lighter_and_only_nothing_has_no_shade(values: dict[str, int | None]) -> None:
    known = sorted((tile.value, tile.shade) for tile in tiles.draw(values).tiles if tile.value is not None)
    assert [shade for _, shade in known] == sorted(shade for _, shade in known)
    assert all((shade > 0) == (value > 0) and shade <= tiles.SHADES for value, shade in known)
