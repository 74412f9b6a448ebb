"""Whatever the way does to a request and its answer: she reads how it stands, goes on writing, and everything arrives once."""

import os
import random

from tests.reliability.browser.rosa import Rosa

#: After how many bytes of the answer it is cut, or how many before its end; some by chance.
CUTS = [90, -60, -1] + [random.randrange(-200, 200) for _ in range(int(os.environ.get("CUTS", "0")))]
NO_SIGNAL = "No hay señal en este momento. Todo está guardado aquí y saldrá solo cuando vuelva."
NO_ANSWER = "El sistema de la federación no contesta. Todo está guardado aquí; lo intentaremos de nuevo."


def finds(rosa: Rosa, fault: str, words: str = NO_SIGNAL, **how: int) -> None:
    """She writes, looks for signal, meets the fault and reads what it is; what she wrote waits."""
    rosa.link.fails(fault, **how)
    rosa.writes(f"Juana {len(rosa.promised)}")
    rosa.sends()
    rosa.sees(words)
    rosa.sees_pending(1)
    assert rosa.link.seen >= 1
    rosa.comes_home()


def test_an_answer_that_does_not_come_whole_is_no_answer(rosa: Rosa) -> None:
    for fault in ("refused", "cut_in_the_body", "cut_after_the_body", "answered_by_a_portal"):
        finds(rosa, fault)
    for place in CUTS:
        finds(rosa, "cut_after_bytes", after=place)
    rosa.link.fails("refused")
    rosa.server.stop()
    rosa.writes("Justa")
    rosa.sends()
    rosa.sees(NO_SIGNAL)
    rosa.server.start()
    rosa.comes_home()


def test_a_request_told_again_or_overtaken_arrives_once(rosa: Rosa) -> None:
    rosa.link.fails("told_again")
    for number in range(3):
        rosa.writes(f"Luz {number}")
        rosa.sends()
    rosa.comes_home()
    rosa.link.fails("overtaken", times=1)
    rosa.writes("Olga")
    rosa.sends()
    rosa.sees_pending(1)
    rosa.writes("Paz")
    rosa.sends()
    rosa.sees_pending(0)
    rosa.page.wait_for_timeout(2_500)  # what was overtaken has come by now
    rosa.comes_home()


def test_a_signal_that_lies_keeps_nobody_from_writing(rosa: Rosa) -> None:
    rosa.link.fails("swallowed", about="/")
    rosa.page.reload()
    for number in range(3):
        rosa.writes(f"Luz {number}")
    rosa.opens("#/enviar")
    rosa.sees("Enviando…")
    rosa.page.reload()
    rosa.sees_pending(3)
    rosa.link.fails("slow", seconds=2)
    rosa.sees_pending(0)
    rosa.writes("Rita")
    rosa.comes_home()


def test_a_portal_that_answers_everything_changes_nothing_of_the_app(rosa: Rosa) -> None:
    rosa.link.fails("answered_by_a_portal", about="/")
    rosa.page.reload()
    rosa.page.evaluate("navigator.serviceWorker.getRegistration('/app/').then(known => known.update().catch(() => {}))")
    rosa.writes("Juana")
    rosa.page.reload()
    rosa.goes_to("Padrón")
    rosa.sees("Juana")
    rosa.comes_home()
