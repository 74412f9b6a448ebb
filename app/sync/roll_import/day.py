"""Days as lists write them: 17/05/1984, 1984-05-17, 17-05-84, 17 de mayo de 1984, or the number a spreadsheet keeps."""

import re
from datetime import date, timedelta

from app.words import plain

#: The first three letters of the months; September is written both ways.
MONTHS = {"set": 9}
MONTHS |= {name: n for n, name in enumerate(("ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"), 1)}
#: What a spreadsheet's days are counted from, and which numbers can be a day of this or the last century.
FIRST, SERIALS = date(1899, 12, 30), range(3_000, 60_000)


def day(text: str, today: date) -> tuple[date | None, str]:
    """The day, None if it cannot be read; and what is doubtful: '' if nothing."""
    words = re.findall(r"[a-z]+|[0-9]+", plain(re.split(r"[ T][0-9]{1,2}:", text)[0]))
    words = [word for word in words if word not in ("de", "del")]
    if len(words) == 1:
        return _number(words[0])
    if len(words) != 3:
        return None, "day_unread"
    first, middle, last = (str(MONTHS.get(word[:3], word)) for word in words)
    if not (first + middle + last).isdigit():
        return None, "day_unread"
    if len(first) == 4:
        return _real(int(first), int(middle), int(last))
    year = int(last)
    if len(last) > 2:
        return _real(year, int(middle), int(first))
    century = 2000 if 2000 + year <= today.year else 1900
    return _real(century + year, int(middle), int(first), "day_short_year")


def _real(year: int, month: int, of_month: int, doubt: str = "") -> tuple[date | None, str]:
    try:
        return date(year, month, of_month), doubt
    except ValueError:
        pass
    try:
        return date(year, of_month, month), "day_turned"
    except ValueError:
        return None, "day_unread"


def _number(text: str) -> tuple[date | None, str]:
    if re.fullmatch(r"(19|20)[0-9]{6}", text):
        return _real(int(text[:4]), int(text[4:6]), int(text[6:]))
    if text.isdigit() and int(text) in SERIALS:
        return FIRST + timedelta(int(text)), "day_number"
    return None, "day_unread"
