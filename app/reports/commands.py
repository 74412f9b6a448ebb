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
@click.option("--format", "form", type=click.Choice(FORMS), help=say("reports", "export_format"))
@click.option("--out", required=True, type=click.Path(path_type=Path), help=say("reports", "export_out"))
@click.option("--reason", default="", help=say("reports", "export_reason"))
@click.option("--statement", is_flag=True, help=say("reports", "export_statement"))
def export_report(name: str, period: str, scope: str, form: str | None, out: Path, reason: str, statement: bool) -> None:
    """Write a report's file."""
    catch_up()  # what cannot be counted is logged, and told by the cut-off
    try:
        taken = export.to_path(name, period, scope, form or "", out, f"command:{_user()}", reason=reason, beside=statement)
    except export.Refused as refused:
        said = {"name": name, "period": period, "scope": scope, "names": ", ".join(NAMES)}
        raise click.ClickException(say("reports", str(refused), **said)) from None
    except OSError as error:
        raise click.ClickException(say("reports", "cannot_write", out=str(out), why=error.strerror or str(error))) from None
    report = taken.report
    click.echo(say("reports", "exported", out=str(out), rows=report.count, cutoff=report.cutoff, checksum=report.checksum))


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "-"  # a container's user may have no name
