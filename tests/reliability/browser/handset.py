"""A handset: a browser whose profile lies on disk, so that it can be switched off, killed, damaged and looked into."""

import contextlib
import os
import random
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, CDPSession, Error, Page, Playwright

from tests.phone.conftest import NOON

#: Words of the console about a fault of the app itself; what did not come over the network is none.
POLICY = "Content Security Policy"
#: A page may close its own tab, and what Playwright would set: the last of these words counts.
PAGES = "allowScriptsToCloseWindows=true,primaryHoverType=2,availableHoverTypes=2,primaryPointerType=4,availablePointerTypes=4"


class Handset:
    """`switch_on` gives a page; `switch_off` and `kill` end it. `profile` is what remains on disk."""

    def __init__(self, playwright: Playwright, profile: Path, options: dict[str, Any]) -> None:
        self._playwright, self.profile = playwright, profile
        self._options = options | {"args": [*options["args"], f"--blink-settings={PAGES}"]}
        self.context: BrowserContext | None = None
        self.complaints: list[str] = []
        self._process = 0

    def switch_on(self) -> Page:
        """Start the browser over the profile as it lies; its clock shows noon."""
        self.context = self._playwright.chromium.launch_persistent_context(self.profile, **self._options)
        self.context.set_default_timeout(20_000)
        browser = self.context.browser
        assert browser is not None
        told = browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")["processInfo"]
        self._process = next(process["id"] for process in told if process["type"] == "browser")
        return self.tab(self.context.pages[0])

    def tab(self, page: Page | None = None) -> Page:
        """Another page of the same browser, whose faults are listened to."""
        assert self.context is not None
        page = page or self.context.new_page()
        page.clock.set_fixed_time(NOON)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda said: self.complaints.append(said.text) if POLICY in said.text else None)
        return page

    def switch_off(self) -> None:
        """Close the browser as its owner does."""
        if self.context is not None:
            self.context.close()
            self.context = None

    def kill(self) -> None:
        """SIGKILL to all of the browser's processes, which are one group."""
        os.killpg(self._process, signal.SIGKILL)
        with contextlib.suppress(Error):  # it may be known already that it is gone
            self.switch_off()
        self.context = None

    def spoil(self, dice: random.Random, *parts: str) -> str:
        """Of a handset that is off, spoil one of the files that have one of `parts` in their path; returns what was done to it."""
        file = dice.choice([file for file in self.files(*parts) if file.stat().st_size])
        bytes_, how = bytearray(file.read_bytes()), dice.choice(["flipped", "zeroed", "cut short", "gone"])
        at = dice.randrange(len(bytes_))
        if how == "flipped":
            for _ in range(1 + len(bytes_) // 500):
                bytes_[dice.randrange(len(bytes_))] ^= 1 << dice.randrange(8)
        elif how == "zeroed":
            bytes_[at : at + 4096] = bytes(len(bytes_[at : at + 4096]))
        file.write_bytes(bytes_[:at] if how == "cut short" else bytes_)
        if how == "gone":
            file.unlink()
        return f"{file.name} {how} at {at}"

    def evicts(self, origin: str, *storage: str) -> None:
        """The browser throws away some of what it keeps for an origin, in its own words; without any, all."""
        assert self.context is not None
        session = self.context.new_cdp_session(self.context.pages[0])
        session.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": ",".join(storage) or "all"})

    def limits_to(self, origin: str, bytes_: int) -> CDPSession:
        """From now on the browser has so much room for an origin, until the session is detached."""
        assert self.context is not None
        session = self.context.new_cdp_session(self.context.pages[0])
        session.send("Storage.overrideQuotaForOrigin", {"origin": origin, "quotaSize": bytes_})
        return session

    def files(self, *parts: str) -> Iterator[Path]:
        """The profile's files that have one of `parts` in their path; without any, all."""
        for file in sorted(self.profile.rglob("*")):
            if (
                file.is_file()
                and not file.is_symlink()
                and (not parts or any(part in str(file.relative_to(self.profile)) for part in parts))
            ):
                yield file
