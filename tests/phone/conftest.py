"""The phones of the browser tests: 360 by 640, touched by a thumb, in Lima, at noon of a day in March."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.phone.leader import Leader
from tests.served import Server

NOON = datetime(2026, 3, 2, 17, 0, tzinfo=UTC)
#: A cheap Android phone.
PHONE = {"viewport": {"width": 360, "height": 640}, "has_touch": True, "is_mobile": True, "locale": "es-PE", "timezone_id": "America/Lima"}


@pytest.fixture
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """A cheap Android phone."""
    return browser_context_args | PHONE


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page whose clock shows noon, and whose console must stay silent."""
    context.set_default_timeout(10_000)
    opened = context.new_page()
    opened.clock.set_fixed_time(NOON)
    complaints: list[str] = []
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("console", lambda message: complaints.append(message.text) if _complains(message) else None)
    yield opened
    assert complaints == []


def _complains(message: Any) -> bool:
    return message.type in ("error", "warning") and "Failed to load resource" not in message.text


@pytest.fixture
def leader(page: Page, server: Server) -> Leader:
    """Rosa, who has not entered yet."""
    return Leader(page, server)
