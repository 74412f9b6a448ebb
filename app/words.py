"""Languages, and the one way in which code speaks: every word a person reads comes from `templates/` through gettext.

A room's code says `say("federation", "kitchen_unknown", code=code)`; the words are the macro of that name in
`templates/federation/words.txt`. Figures are written as in Peru (es-PE: `1,234.50`), whatever the language of the words.
"""

import unicodedata
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from babel.dates import format_date, format_datetime
from babel.numbers import format_currency, format_decimal
from flask import Flask, has_app_context
from flask_babel import Babel, gettext, ngettext
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from app import clock

babel = Babel(default_locale="es", default_timezone="America/Lima")

LANGUAGES = ("es",)
NUMBERS = "es_PE"


def init_app(app: Flask) -> None:
    """Set the language up and lend the templates their filters."""
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(Path(app.root_path).parent / "translations")
    babel.init_app(app)
    app.jinja_env.filters.update(
        money=money, number=number, day=day, day_as_sent=day_as_sent, month=month, instant=instant, weekday=weekday
    )


def money(cents: int | None) -> str:
    """Centimos as soles: `S/ 1,234.50`; nothing for None, because silence is not zero."""
    return "" if cents is None else format_currency(cents / 100, "PEN", locale=NUMBERS)


def number(value: float | None) -> str:
    """A figure with thousands: `12,345`; nothing for None."""
    return "" if value is None else format_decimal(value, locale=NUMBERS)


def day(value: date | str | None, form: str = "d MMM y") -> str:
    """A Lima date in words: `5 mar. 2026`."""
    return "" if value is None else format_date(_as_date(value), form, locale=NUMBERS)


def day_as_sent(text: str) -> str:
    """The same of what a phone sent as a date, be it none; then as it came, at most 40 characters of it."""
    try:
        return day(text)
    except ValueError:
        return text[:40]


def weekday(value: date | str) -> str:
    """A Lima date with its day of the week: `lunes 2 de marzo`."""
    return format_date(_as_date(value), "EEEE d 'de' MMMM", locale=NUMBERS)


def month(period: str) -> str:
    """A period in words: `setiembre de 2026`."""
    return format_date(clock.first_day(period), "MMMM 'de' y", locale=NUMBERS)


def instant(value: datetime | None) -> str:
    """A UTC instant as the clock on the wall in Lima showed it: `5 mar. 2026, 14:30`."""
    return "" if value is None else format_datetime(clock.utc(value).astimezone(clock.LIMA), "d MMM y, HH:mm", locale=NUMBERS)


def plain(text: str) -> str:
    """A text without accents or capitals. The ñ becomes n: on many keyboards there is none."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _as_date(value: date | str) -> date:
    return date.fromisoformat(value) if isinstance(value, str) else value


@cache
def _environment() -> Environment:
    """Templates for words spoken outside a page, such as a command's: plain text, nothing to escape."""
    folder = Path(__file__).resolve().parent.parent / "templates"
    environment = Environment(
        loader=FileSystemLoader(folder),
        extensions=["jinja2.ext.i18n"],
        undefined=StrictUndefined,
        autoescape=False,  # noqa: S701 - plain text for a terminal or a sheet's cell
    )
    environment.install_gettext_callables(_gettext, _ngettext, newstyle=True)  # type: ignore[attr-defined]
    environment.filters.update(money=money, number=number, day=day, month=month, instant=instant, weekday=weekday)
    return environment


def _gettext(text: str, **values: Any) -> str:
    return str(gettext(text, **values)) if has_app_context() else text % values if values else text


def _ngettext(one: str, many: str, n: int, **values: Any) -> str:
    if has_app_context():
        return str(ngettext(one, many, n, **values))
    return (one if n == 1 else many) % {"num": n, **values}


def say(room: str, name: str, /, **values: Any) -> str:
    """The words called `name` in `templates/<room>/words.txt`, filled with `values`. A KeyError for words that are not there."""
    module = _environment().get_template(f"{room}/words.txt").module
    macro = getattr(module, name, None)
    if macro is None:
        raise KeyError(f"templates/{room}/words.txt has no macro {name}")
    return str(macro(**values)).strip()
