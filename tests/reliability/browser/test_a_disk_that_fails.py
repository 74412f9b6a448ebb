"""Files of the profile that go bad, storage that the browser throws away, and a disk that is full.

`make test` tries few ways of going bad; `make reliability` SPOILINGS=100.
"""

import os
import random

from playwright.sync_api import expect

from tests.reliability.browser.rosa import Rosa

SPOILINGS = int(os.environ.get("SPOILINGS", "3"))
#: Where Chromium keeps the database (the room that replaces it lies elsewhere), and where the second journal.
DATABASE, JOURNAL = "Default/IndexedDB", "File System"


def test_whatever_becomes_of_the_databases_files_nothing_is_missing(rosa: Rosa) -> None:
    dice = random.Random(random.randrange(10**6))
    for number in range(SPOILINGS):
        rosa.link.fails("refused")
        for more in range(3):
            rosa.writes(f"Nilda {number} {more}")
        rosa.handset.switch_off()
        done = rosa.handset.spoil(dice, DATABASE)
        rosa.starts_again()
        rosa.goes_to("Padrón")
        try:
            for more in range(3):
                rosa.sees(f"Nilda {number} {more}")
        except AssertionError as missing:
            raise AssertionError(f"after {done}") from missing
        rosa.comes_home()


def test_a_database_that_the_browser_threw_away_comes_back_from_the_journal(rosa: Rosa) -> None:
    rosa.link.fails("refused")
    for number in range(3):
        rosa.writes(f"Gloria {number}")
    rosa.handset.evicts(rosa.url, "indexeddb")
    rosa.page.reload()
    rosa.goes_to("Padrón")
    rosa.sees("Gloria 2")
    rosa.comes_home()


def test_whatever_becomes_of_the_journals_files_nothing_is_missing(rosa: Rosa) -> None:
    rosa.link.fails("refused")
    rosa.writes("Olinda")
    rosa.handset.switch_off()
    rosa.handset.spoil(random.Random(random.randrange(10**6)), JOURNAL)
    rosa.starts_again()
    rosa.writes("Odila")
    rosa.goes_to("Padrón")
    rosa.sees("Olinda")
    rosa.comes_home()


def test_all_that_the_browser_kept_is_thrown_away_and_what_was_received_comes_back(rosa: Rosa) -> None:
    rosa.writes("Hilda")
    rosa.comes_home()
    rosa.handset.evicts(rosa.url)
    rosa.opens()
    rosa.sees("Código de su comedor")
    rosa.page.goto("about:blank")
    rosa.opens_her_link()
    rosa.page.get_by_role("button", name="Sí, es mi comedor").click()
    rosa.page.get_by_role("button", name="Rosa").click()
    rosa.goes_to("Padrón")
    rosa.sees("Hilda")
    rosa.comes_home()


def test_a_disk_without_room_is_said_and_what_was_saved_before_stands(rosa: Rosa) -> None:
    rosa.link.fails("refused")
    rosa.writes("Lidia")
    rosa.handset.switch_off()
    rosa.page = rosa.handset.switch_on()
    limits = rosa.handset.limits_to(rosa.url, 1)  # before the browser has set room aside
    rosa.opens("#/padron")
    rosa.page.get_by_role("button", name="Registrar", exact=True).click()
    rosa.fills("Elsa", "Socia")
    rosa.page.locator("dialog[open] button[type=submit]").click()
    rosa.sees("No se guardó: el teléfono está lleno.")
    expect(rosa.page.get_by_label("Nombres", exact=True)).to_have_value("Elsa")
    limits.detach()
    rosa.saves()
    rosa.promised.append("person Elsa")
    rosa.page.reload()
    rosa.goes_to("Padrón")
    rosa.sees("Lidia")
    rosa.comes_home()
