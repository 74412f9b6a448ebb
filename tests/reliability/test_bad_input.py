"""Whatever comes in: never a fault of ours, nothing changed by what was refused, and the same verdict on SQLite and PostgreSQL.

`make test` draws some hundreds of generated bodies; `make reliability` ten thousand (BODIES=…).
"""

import os

import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.reliability.bad import curated, envelopes, generated
from tests.reliability.bad.twins import Request, Twins

#: Generated bodies: a quarter of them by schemathesis.
MANY = int(os.environ.get("BODIES", "400"))
PATIENT = settings(suppress_health_check=list(HealthCheck), deadline=None)


def test_what_nobody_may_say_is_refused_and_changes_nothing(twins: Twins) -> None:
    plate = next(example for example in twins.knows_the_examples() if example["kind"] == "rations.served")
    content = twins.content()
    asked = list(curated.requests(plate | {"id": twins.phone.new_id()}))
    assert len(asked) >= 300
    accepted = [request for request in asked if not twins.hear(request).refused]
    assert accepted == []
    assert twins.content() == content


def test_what_nobody_may_seal_is_refused_and_changes_nothing(twins: Twins) -> None:
    twins.knows_the_examples()
    content = twins.content()
    asked = list(envelopes.requests(twins.phone))
    assert len(asked) >= 300
    accepted = [request for request in asked if twins.hear(request).status < 400]
    assert accepted == []
    assert twins.content() == content


def test_what_nobody_can_open_is_kept_and_changes_nothing_else(twins: Twins) -> None:
    twins.knows_the_examples()
    before, bodies = twins.rows(), set(envelopes.bodies(twins.phone))
    assert len(bodies) >= 100
    for body in sorted(bodies):
        assert twins.hear(Request("/sync/inbox", body, bearer="door")).status == 200
    assert twins.rows() == before | {"sealed_body": len(bodies)}


def test_what_chance_says_is_judged_alike_and_never_our_fault(twins: Twins) -> None:
    examples = twins.knows_the_examples()

    @settings(PATIENT, max_examples=MANY * 3 // 4)
    @given(generated.requests(examples) | generated.carried(examples, twins.phone))
    def told(request: generated.Request) -> None:
        twins.hear(request)

    told()


def test_what_a_stranger_makes_of_our_description_is_never_our_fault(twins: Twins) -> None:
    twins.knows_the_examples()  # a kitchen's first word also begins its notebook
    described = schemathesis.openapi.from_wsgi("/openapi.json", twins.apps[0])
    doors = [found.ok() for found in described.get_all_operations()]
    modes = [(door, mode) for door in doors for mode in schemathesis.GenerationMode if door.method == "post"]
    # Of bytes that nobody need sign there are no wrong ones to be made.
    modes = [(door, mode) for door, mode in modes if door.path != "/sync/carried" or mode.is_positive]

    @settings(PATIENT, max_examples=MANY // 4 // len(modes))
    @given(st.data())
    def told(data: st.DataObject) -> None:
        for door, mode in modes:
            twins.hear(generated.of_a_stranger(data.draw(door.as_strategy(generation_mode=mode))))

    told()
