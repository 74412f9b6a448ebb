"""Rosa with a handset on a bad link: what she writes, what she was shown as *Guardado*, and what the server has of it in the end."""

import time
from collections import Counter
from datetime import date, timedelta
from typing import Any

from flask import Flask

from app.database import reading
from app.sync import held, log
from tests.phone.leader import Leader
from tests.reliability.browser.handset import Handset
from tests.reliability.browser.proxy import ChosenLink
from tests.served import Server

#: The page's own age in milliseconds, by the one clock there that no test stops.
AGE = "new Event('').timeStamp"
#: Tells `shown`, once, how old the page was when *Guardado* could be read; with a number, closes the tab so many milliseconds later.
WATCH = """(closing) => {
    const words = ["#toast[data-is=saved]", ".total-saved [data-case=saved]"].join();
    const look = () => {
        if (![...document.querySelectorAll(words)].some((word) => word.getClientRects().length)) return;
        eyes.disconnect();
        if (closing !== null) setTimeout(() => close(), closing);
        else shown(new Event("").timeStamp);
    };
    const eyes = new MutationObserver(look);
    eyes.observe(document.documentElement, {subtree: true, childList: true, attributes: true, characterData: true});
}"""
FIRST_DAY = date(2026, 2, 28)


class Rosa(Leader):
    """`promised` is what she was shown as *Guardado*; `arrived` what the server has of it."""

    def __init__(self, handset: Handset, server: Server, link: ChosenLink) -> None:
        super().__init__(handset.switch_on(), server, url=link.url)
        self.handset, self.link = handset, link
        self.promised: list[str] = []
        self._acts = 0  # a different person or day for each
        self.delays: list[float] = []  # milliseconds from *Guardado* to what came after it

    def starts_again(self) -> None:
        """The browser is opened anew over what lies on the disk, at the day's screen."""
        self.page = self.handset.switch_on()
        self.opens()

    def writes(self, mark: str) -> None:
        """A person called `mark` is registered, and *Guardado* is seen."""
        self.registers(mark)
        self.promised.append(f"person {mark}")

    def writes_and_is_closed(self, after: float) -> None:
        """In a tab of its own a person or a count is written, and `after` milliseconds from *Guardado* the tab closes."""
        self.page = self.handset.tab()
        self._types()
        self.page.evaluate(WATCH, after)
        with self.page.expect_event("close"):
            self._submits()

    def writes_and_is_killed(self) -> None:
        """The same, and the browser is killed as soon as we hear of *Guardado*."""
        seen: list[float] = []
        self._types()
        self.page.expose_binding("shown", lambda _source, age: seen.append(age))
        self.page.evaluate(WATCH)
        born = max(time.time() * 1000 - self.page.evaluate(AGE) for _ in range(3))
        self._submits()
        while not seen:
            self.page.wait_for_timeout(1)
        self.handset.kill()
        self.delays.append(time.time() * 1000 - born - seen[0])

    def _types(self) -> None:
        self._acts += 1
        if self._acts % 2:
            self.opens("#/padron")
            self.page.get_by_role("button", name="Registrar", exact=True).click()
            self.fills(f"Nadia {self._acts}", "Socia")
        else:
            self.opens(f"#/hoy/{_day(self._acts)}/1")
            self.page.get_by_role("textbox", name="Socia", exact=True).fill(str(self._acts))

    def _submits(self) -> None:
        """Without waiting: there may be nothing left to wait for."""
        if self._acts % 2:
            self.promised.append(f"person Nadia {self._acts}")
            self.page.locator("dialog[open] button[type=submit]").evaluate("(button) => setTimeout(() => button.click())")
        else:
            self.promised.append(f"{_day(self._acts)}: {self._acts}")
            self.page.get_by_role("textbox", name="Socia", exact=True).evaluate("(box) => setTimeout(() => box.blur())")

    def sends(self) -> None:
        """Press *Enviar ahora*; what comes of it is for the story to see."""
        self.opens("#/enviar")
        self.page.get_by_role("button", name="Enviar ahora").click()

    def comes_home(self) -> None:
        """The link is good, everything goes, and the server has once what she was promised, and nothing else of hers."""
        self.link.mend()
        self.sends()
        self.sees_pending(0)
        arrived = self.arrived()
        assert arrived == Counter(self.promised), (arrived - Counter(self.promised), Counter(self.promised) - arrived)

    def arrived(self) -> "Counter[str]":
        """Persons and counts of the kitchen's log; what is held counts too, and is named so."""
        return marks(self.server.app, self.confederation.kitchens["manos"])


def marks(app: Flask, kitchen_id: int) -> "Counter[str]":
    """What the server has, as a bag of marks: every operation counts once for each time that it is there."""
    with app.app_context(), reading() as connection:
        rows = [log.wire(row) for row in log.after(connection, kitchen_id, 0, 10**6)]
        aside = [waiting.body for waiting in held.list_for([kitchen_id])]
    assert [row["seq"] for row in rows] == list(range(1, len(rows) + 1))
    return Counter([mark for row in rows if (mark := _mark(row))] + [f"held {_mark(body)}" for body in aside])


def _mark(operation: dict[str, Any]) -> str:
    if operation["kind"] == "beneficiary.registered":
        return f"person {operation['data']['names']}"
    if operation["kind"] == "rations.counted":
        return f"{operation['on']}: {operation['data']['counts']['member']}"
    return ""


def _day(number: int) -> str:
    return str(FIRST_DAY - timedelta(days=number))
