"""Every page says whom it is for, and somebody stands at its door."""

from flask import Flask

from app.audience import AUDIENCES, guards


def test_every_route_declares_its_audience(app: Flask) -> None:
    declared = {rule.rule: getattr(app.view_functions[rule.endpoint], "audience", None) for rule in app.url_map.iter_rules()}
    assert len(declared) > 10
    assert {rule: audience for rule, audience in declared.items() if audience not in AUDIENCES} == {}


def test_every_audience_in_use_has_its_guard(app: Flask) -> None:
    used = {view.audience for view in app.view_functions.values()}  # type: ignore[attr-defined]
    assert used - set(guards) == set()


def test_only_what_is_meant_for_everybody_answers_a_stranger(app: Flask) -> None:
    stranger = app.test_client()
    closed = [rule for rule in app.url_map.iter_rules() if app.view_functions[rule.endpoint].audience != "public"]  # type: ignore[attr-defined]
    assert closed
    for rule in closed:
        url = rule.build(dict.fromkeys(rule.arguments, 1))
        assert url is not None, rule.rule
        method = next(iter((rule.methods or set()) - {"HEAD", "OPTIONS"}))
        status = stranger.open(url[1], method=method).status_code
        assert status in (302, 303, 400, 401, 403, 404), f"{method} {rule.rule} answered {status} to a stranger"
