"""How often one may try to sign in: enough for whoever mistypes, too little for whoever guesses, and never so that a stranger shuts an
account's owner out.

Tries are counted per account, in windows of a quarter of an hour, in one of two ways:

* In a browser where this account has signed in before, or chosen its password by a link (it carries a cookie that only we can make), by
  that browser: ten. Whatever strangers try elsewhere, the owner comes in where she always does.
* In any other browser, by the network it comes from (an IPv4 /24, an IPv6 /56): ten. A whole province can share one address, so the
  address alone is never counted: a neighbour's mistakes cost only the account that she mistook. And by the account from everywhere: a
  hundred, because whoever rents a thousand addresses is one guesser; against a password of ten signs a hundred in a quarter of an hour
  are nothing.

A right password takes its try back, so that signing in and out all morning is no guessing.
"""

import secrets
from dataclasses import dataclass
from hmac import compare_digest
from ipaddress import ip_address, ip_network

from app.federation import attempts
from app.seal import mac

PER_BROWSER = 10
PER_NETWORK = 10
FROM_EVERYWHERE = 100
PREFIX = {4: 24, 6: 56}


@dataclass(frozen=True)
class Browser:
    """Where a sign-in comes from: its address, and what its cookie `COOKIE` says (nothing: a browser never seen)."""

    address: str
    cookie: str = ""


def too_many(username: str, browser: Browser) -> int:
    """Count a try; returns 0, or for how many seconds to wait. `username` as it is kept, also when nobody has it."""
    return max(attempts.too_many(*counted) for counted in _counters(username, browser))


def forgive(username: str, browser: Browser) -> None:
    """Take a try back: the password was right."""
    for what, whose, _limit in _counters(username, browser):
        attempts.forgive(what, whose)


def remembered(username: str, browser: Browser) -> str:
    """The cookie with which a browser is known again by this account: the one it has, or a new one. It says neither who nor where."""
    if _knows(username, browser.cookie):
        return browser.cookie
    mark = secrets.token_hex(16)
    return f"{mark}.{_proof(username, mark)}"


def _counters(username: str, browser: Browser) -> list[tuple[str, str, int]]:
    if _knows(username, browser.cookie):
        return [("sign-in/browser", f"{username} {browser.cookie}", PER_BROWSER)]
    return [("sign-in", f"{username} {_network(browser.address)}", PER_NETWORK), ("sign-in/everywhere", username, FROM_EVERYWHERE)]


def _network(address: str) -> str:
    try:
        return str(ip_network(f"{address}/{PREFIX[ip_address(address).version]}", strict=False))
    except ValueError:  # no address at all: everybody of whom none is known is one network
        return ""


def _knows(username: str, cookie: str) -> bool:
    mark, _, proof = cookie.partition(".")
    return bool(mark) and compare_digest(proof.encode(), _proof(username, mark).encode())


def _proof(username: str, mark: str) -> str:
    return mac("known-browser", f"{username} {mark}".encode()).hex()
