"""How often one may try to sign in: enough for whoever mistypes, too little for whoever guesses, and nobody shuts another out."""

import pytest
from flask import Flask

from app.accounts import links, roster, tries
from tests.a_visitor import AVisitor, with_an_account
from tests.stories import Confederation

NEW = "larga-y-nueva-2"
pytestmark = pytest.mark.usefixtures("long_quarter")


@pytest.fixture(autouse=True)
def quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """A hundred tries at the full price of a password would take a minute."""
    monkeypatch.setattr("app.accounts.passwords.fits", lambda kept, password: kept is not None and password.startswith("larga"))


def guesses(app: Flask, times: int, address: str = "10.0.0.1", username: str = "rosa") -> list[int]:
    """What a stranger is answered, from an address."""
    stranger = AVisitor(app)
    where = {"REMOTE_ADDR": address}
    return [stranger.signs_in(username, "no es esta", environ_overrides=where).status_code for _ in range(times)]


def test_after_ten_wrong_passwords_even_the_right_one_must_wait(rosa: AVisitor) -> None:
    assert [rosa.signs_in("rosa", "no es esta").status_code for _ in range(10)] == [401] * 10
    answer = rosa.signs_in("ROSA")
    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= 900
    assert "Espere" in answer.get_data(as_text=True)


def test_who_comes_in_often_is_no_guesser(rosa: AVisitor, app: Flask) -> None:
    for _ in range(12):
        browser = AVisitor(app)  # one that nobody knows yet
        assert browser.signs_in("rosa").status_code == 303


def test_a_stranger_elsewhere_does_not_shut_the_owner_out(rosa: AVisitor, app: Flask) -> None:
    assert guesses(app, 12, "10.0.0.1")[-2:] == [429, 429]
    assert guesses(app, 1, "10.0.0.200") == [429], "the neighbouring address is the same network"
    assert rosa.signs_in("rosa", environ_overrides={"REMOTE_ADDR": "10.0.1.1"}).status_code == 303
    assert guesses(app, 11, "2001:db8:1:100::1")[-1] == 429
    assert guesses(app, 1, "2001:db8:1:1ff::9") == [429]
    assert guesses(app, 1, "2001:db8:1:200::1") == [401]


def test_a_neighbour_behind_the_same_address_costs_only_the_account_she_mistook(rosa: AVisitor, app: Flask) -> None:
    ana = with_an_account(app, "ana", "coordinator", "P-CUSCO")
    assert guesses(app, 11)[-1] == 429
    assert ana.signs_in("ana", environ_overrides={"REMOTE_ADDR": "10.0.0.1"}).status_code == 303


def test_in_her_own_browser_she_comes_in_whatever_strangers_try(rosa: AVisitor, app: Flask) -> None:
    where = {"environ_overrides": {"REMOTE_ADDR": "10.0.0.1"}}
    rosa.signs_in("rosa", **where)
    rosa.signs_out()
    for network in range(12):
        guesses(app, 10, f"10.0.{network}.1")
    assert guesses(app, 1, "10.9.9.9") == [429], f"over {tries.FROM_EVERYWHERE} from everywhere"
    assert with_an_account(app, "eva", "coordinator", "P-LIMA").signs_in("eva", **where).status_code == 303
    assert rosa.signs_in("rosa", **where).status_code == 303


def test_a_link_opens_also_while_strangers_keep_every_other_browser_out(rosa: AVisitor, confederation: Confederation) -> None:
    for network in range(12):
        guesses(confederation.app, 10, f"10.0.{network}.1")
    assert rosa.signs_in("rosa").status_code == 429
    with confederation.app.app_context():
        account = roster.by_username("rosa")
        assert account
        path = "/" + links.make(account.id).link.split("/", 3)[3]
    rosa.presses(path, on=path, password=NEW, again=NEW)
    assert rosa.signs_in("rosa", NEW).status_code == 303


def test_a_browser_is_known_only_to_the_account_that_came_in_and_only_by_our_own_mark(rosa: AVisitor, confederation: Confederation) -> None:
    rosa.signs_in("rosa")
    cookie = rosa.client.get_cookie("known")
    assert cookie and cookie.http_only and cookie.same_site == "Strict"
    with confederation.app.app_context():
        known = tries.Browser("10.0.0.1", cookie.value)
        assert tries.remembered("rosa", known) == cookie.value, "the same browser keeps its mark"
        for other in (tries.Browser("", cookie.value + "0"), tries.Browser("", "x." + cookie.value.split(".")[1]), tries.Browser("", ".")):
            assert tries.remembered("rosa", other) != other.cookie
        assert tries.remembered("ana", known) != cookie.value
    assert "rosa" not in cookie.value
