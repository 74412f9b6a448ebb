"""`flask reports`: which reports there are, and taking one."""

import getpass
from pathlib import Path

import click

from app.commandline import Commands
from app.reports import export
from app.reports.definitions import FORMS, NAMES
from app.rollups.follow import catch_up
from app.words import say

reports = Commands("reports", help=say("reports", "group"))


@reports.command("list", help=say("reports", "list"))
def list_reports() -> None:
    """One name a line."""
    for name in NAMES:
        click.echo(name)


@reports.command("export", help=say("reports", "export"))
@click.argument("name")
@click.option("--period", required=True, help=say("reports", "export_period"))
@click.option("--scope", default=export.NATIONAL, show_default=True, help=say("reports", "export_scope"))
@click.option("--format", "form", type=click.Choice(FORMS), default="xlsx", show_default=True, help=say("reports", "export_format"))
@click.option("--out", required=True, type=click.Path(path_type=Path), help=say("reports", "export_out"))
@click.option("--statement", is_flag=True, help=say("reports", "export_statement"))
def export_report(name: str, period: str, scope: str, form: str, out: Path, statement: bool) -> None:
    """Write a report's file."""
    catch_up()  # what cannot be counted is logged, and told by the cut-off
    try:
        taken = export.to_path(name, period, scope, form, out, f"command:{_user()}", beside=statement)
    except export.Refused as refused:
        said = {"name": name, "period": period, "scope": scope, "names": ", ".join(NAMES)}
        raise click.ClickException(say("reports", str(refused), **said)) from None
    except OSError as error:
        raise click.ClickException(say("reports", "cannot_write", out=str(out), why=error.strerror or str(error))) from None
    report = taken.report
    click.echo(say("reports", "exported", out=str(out), rows=len(report.rows), cutoff=report.cutoff, checksum=report.checksum))


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "-"  # a container's user may have no name
