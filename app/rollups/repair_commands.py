"""`flask rollups rebuild`: from the log again, or only compared with it."""

from collections.abc import Iterator

import click
from flask.cli import with_appcontext
from sqlalchemy import select

from app.database import reading
from app.federation import tree
from app.federation.models import Unit
from app.rollups import check, rebuild
from app.rollups.check import Difference
from app.rollups.follow import catch_up
from app.words import say


@click.command("rebuild", help=say("rollups", "rebuild"))
@click.option("--check", "only_check", is_flag=True, help=say("rollups", "rebuild_check"))
@click.option("--kitchen", "codes", multiple=True, help=say("rollups", "rebuild_kitchen"))
@with_appcontext
def rebuild_command(only_check: bool, codes: tuple[str, ...]) -> None:
    """Rebuild, or compare."""
    kitchens = _kitchens(codes)
    if only_check:
        _compare(kitchens)
        return
    for kitchen_id in kitchens:
        rebuild.rebuild(kitchen_id)
    click.echo(say("rollups", "rebuilt", kitchens=len(kitchens), months=rebuild.rebuild_levels()))


def _kitchens(codes: tuple[str, ...]) -> dict[int, str]:
    """Codes by id: of these kitchens, or of all that have a notebook."""
    for code in codes:
        if tree.kitchen_by_code(code) is None:
            raise click.ClickException(say("rollups", "kitchen_unknown", code=code))
    with reading() as connection:
        named = {row.id: row.code for row in connection.execute(select(Unit.id, Unit.code))}
        return {id_: named.get(id_, str(id_)) for id_ in rebuild.kitchens(connection) if not codes or named.get(id_) in codes}


def _compare(kitchens: dict[int, str]) -> None:
    catch_up()
    wrong, count = set(), 0
    for where, difference in _differences(kitchens):
        click.echo(_worded(where, difference))
        wrong.add(where)
        count += 1
    if count:
        raise click.ClickException(say("rollups", "differs", kitchens=len(wrong), count=count))
    click.echo(say("rollups", "clean", kitchens=len(kitchens)))


def _differences(kitchens: dict[int, str]) -> Iterator[tuple[str, Difference]]:
    for kitchen_id, code in kitchens.items():
        for difference in check.kitchen(kitchen_id):
            yield code, difference
    for difference in check.levels():
        yield "", difference


def _worded(where: str, difference: Difference) -> str:
    def value(cell: object) -> str:
        return say("rollups", "nothing") if cell is None else say("rollups", "row") if isinstance(cell, dict) else str(cell)

    place = f"{where} {difference.where}".strip()
    what = difference.what or say("rollups", "row")
    return say("rollups", "difference", where=place, what=what, expected=value(difference.expected), found=value(difference.found))
