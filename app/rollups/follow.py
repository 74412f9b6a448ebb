"""What runs beside the server: takes the days that a crash or a crowd left uncounted, and adds up the levels above about once a second.
After each pass rooms to the right may do what they left to this process (`signals.passed`).

Several may run at once; each pass can be cut anywhere and repeated.
"""

import logging
import signal
from threading import Event
from types import FrameType

from sqlalchemy import exists, select

from app.database import reading
from app.rollups.levels import coalesce
from app.rollups.models import TouchedMonth
from app.rollups.recount import recount
from app.rollups.signals import passed
from app.sync.models import TouchedDay

logger = logging.getLogger(__name__)

#: Seconds between two looks: the panel's figures are this old at least, and no push pays for them.
EVERY = 1.0
#: Kitchens counted between two additions, so that a long queue does not keep the nation waiting.
AT_ONCE = 500


def catch_up() -> bool:
    """One pass over all that is marked. Returns whether everything could be counted; what could not is logged and stays marked."""
    well = True
    after = 0
    while kitchens := _waiting(after):
        for kitchen_id in kitchens:
            well &= _recounted(kitchen_id)
        after = kitchens[-1]
        _add_up()
    _add_up()
    return well


def one_pass() -> bool:
    """`catch_up`, then whatever other rooms leave to this process. Returns whether everything could be counted."""
    well = catch_up()
    passed.send()
    return well


def follow() -> None:
    """Pass after pass until SIGTERM or SIGINT; a database that is not there for a while is waited for."""
    stopping = Event()

    def stop(_number: int, _frame: FrameType | None) -> None:
        stopping.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    while not stopping.wait(EVERY):
        try:
            one_pass()
        except Exception:
            logger.exception("the pass was interrupted; the next one tries again")


def _waiting(after: int) -> list[int]:
    kitchens = select(TouchedDay.kitchen_id).where(TouchedDay.kitchen_id > after).distinct()
    with reading() as connection:
        return list(connection.scalars(kitchens.order_by(TouchedDay.kitchen_id).limit(AT_ONCE)))


def _recounted(kitchen_id: int) -> bool:
    try:
        recount(kitchen_id)
    except Exception:
        logger.exception("kitchen %d could not be counted; its days stay marked", kitchen_id)
        return False
    return True


def _add_up() -> None:
    with reading() as connection:
        marked = connection.scalar(select(exists(select(TouchedMonth.kitchen_id))))
    if marked:
        coalesce()
