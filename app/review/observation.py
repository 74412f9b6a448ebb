"""The federation sends a month back with a comment, which comes to the kitchen's phones through the log (docs/sync.md)."""

from app.books.notebook import months
from app.database import reading
from app.review.acceptance import Refused, check_period, write
from app.sync.answer import Answer
from app.sync.caused import caused_id

#: Characters of a comment, as the declaration of `month.observed` says.
LONGEST = 500


def observe(kitchen_id: int, period: str, comment: str, account_id: int, opened: str) -> Answer:
    """Write `month.observed` in the kitchen's notebook, as the account with this id. Sent twice it is written once.

    `opened` is what the form was given when it opened; with the comment it makes the operation's id, so that a second press repeats the
    first and a comment that was changed in between is another one. Raises Refused: `comment_missing`, `comment_long`, `not_handed_in`
    (there is nothing to send back), `accepted` (the month is locked), and as `accept` for what is no month.
    """
    check_period(period)
    text = lines(comment)
    if not text or len(text) > LONGEST:
        raise Refused("comment_long" if text else "comment_missing")
    with reading() as connection:
        act = months.standing(connection, kitchen_id).get(period)
    if act is None or act.state == "accepted":
        raise Refused("accepted" if act else "not_handed_in")
    operation_id = caused_id("month.observed", kitchen_id, f"{period}/{opened}/{text}")
    return write(kitchen_id, "month.observed", operation_id, {"period": period, "comment": text}, account_id)


def lines(text: str) -> str:
    """What was typed in a box of several lines, as the log takes it: no control characters but the new line."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    return "".join(letter for letter in text if letter == "\n" or (letter >= " " and letter != "\x7f"))
