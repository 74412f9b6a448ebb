"""The tab is closed, or the browser killed, the moment after *Guardado*: it was on the disk, and it arrives once.

`make test` does it in small; `make reliability` with CLOSINGS=200 KILLINGS=100.
"""

import os
import random
from collections.abc import Callable

from tests.reliability.browser.rosa import Rosa

CLOSINGS, KILLINGS = int(os.environ.get("CLOSINGS", "10")), int(os.environ.get("KILLINGS", "3"))
#: Milliseconds from *Guardado* to the closing of the tab, at most.
AT_ONCE = 50


def test_a_tab_closed_right_after_saved_has_kept_it(rosa: Rosa) -> None:
    rosa.link.fails("refused")
    for _ in range(CLOSINGS):
        rosa.writes_and_is_closed(random.uniform(0, AT_ONCE))
    rosa.page = rosa.handset.tab()
    rosa.opens()
    rosa.sees_pending(CLOSINGS)
    rosa.comes_home()


def test_a_browser_killed_right_after_saved_has_kept_it(rosa: Rosa, record_property: Callable[[str, object], None]) -> None:
    rosa.link.fails("refused")
    for number in range(KILLINGS):
        rosa.writes_and_is_killed()
        rosa.starts_again()
        rosa.sees_pending(number + 1)
    record_property("milliseconds from Guardado to the kill, at most", sorted(map(round, rosa.delays)))
    rosa.comes_home()
