"""What a push does to the figures, from the kitchen's day to the nation's month."""

from datetime import date
from typing import Any

from sqlalchemy import select

from app.database import reading
from app.rollups import check, totals
from app.rollups.follow import catch_up
from app.rollups.models import KitchenDay, UnitMonth
from app.sync.models import TouchedDay
from tests.stories import Confederation


def day(kitchen_id: int, on: str) -> Any:
    """The row of a day in its own month; None where there is none."""
    with reading() as connection:
        mine = (KitchenDay.kitchen_id == kitchen_id) & (KitchenDay.on == date.fromisoformat(on)) & (KitchenDay.period == on[:7])
        return connection.execute(select(KitchenDay.__table__).where(mine)).one_or_none()


def test_a_day_is_counted_as_soon_as_it_is_pushed(confederation: Confederation) -> None:
    phone = confederation.a_phone()
    juana, mateo = phone.registers("Juana"), phone.registers("Mateo", "user")
    phone.serves(juana, bracket="18-59")
    phone.serves(mateo, "credit", 350, bracket="6-11")
    phone.counts(paid=18, social_case=2)
    phone.receives("arroz", 40_000, promised_qty=50_000, asked_qty=60_000, value_cents=14_000)
    phone.uses("aceite", 900)
    assert phone.syncs() == 200
    with confederation.app.app_context():
        found = day(confederation.kitchens["manos"], "2026-03-02")
    assert (found.days_served, found.days_skipped, found.disputed) == (1, 0, 0)
    assert (found.rations_member, found.rations_paid, found.rations_credit, found.rations_social_case) == (1, 18, 1, 2)
    assert (found.rations_named, found.rations_6_11, found.rations_18_59, found.rations_60_plus) == (2, 1, 1, 0)
    assert (found.due_cents, found.credit_cents) == (250 + 20 * 350, 350)
    assert (found.food_received_g, found.food_asked_g, found.food_promised_g, found.food_short_g) == (40_000, 60_000, 50_000, 10_000)
    assert (found.food_used_ml, found.food_used_g, found.food_received_value_cents) == (900, 0, 14_000)


def test_only_the_states_food_is_told_as_the_states_and_waste_is_told_of_all(confederation: Confederation) -> None:
    phone = confederation.a_phone()
    oca = phone.write("food.named", {"name": "Oca", "measure": "g"})
    for source, value in (("purchase", 700), ("donation", 300), ("harvest", 50), ("donation", 20)):
        phone.write("food.received", {"food": oca, "source": source, "received_qty": 1_000, "measure": "g", "value_cents": value})
    phone.receives("aceite", 4_000, value_cents=2_000)
    phone.write("food.used", {"food": oca, "source": "harvest", "qty": 400, "measure": "g"})
    phone.write("food.wasted", {"food": oca, "source": "donation", "qty": 150, "measure": "g", "reason": "pests"})
    phone.write("food.wasted", {"food": "aceite", "source": "pca", "qty": 90, "reason": "spilled"})
    phone.write("food.counted", {"food": "aceite", "source": "pca", "qty": 3_500})
    assert phone.syncs() == 200
    with confederation.app.app_context():
        found = day(confederation.kitchens["manos"], "2026-03-02")
        assert check.kitchen(confederation.kitchens["manos"]) == []
    assert (found.food_received_g, found.food_received_ml, found.food_received_value_cents) == (0, 4_000, 2_000)
    assert (found.food_used_g, found.food_wasted_g, found.food_wasted_ml) == (0, 150, 90)
    assert (found.food_purchase_value_cents, found.food_donation_value_cents, found.food_harvest_value_cents) == (700, 320, 50)


def test_no_push_writes_a_row_above_its_kitchen(confederation: Confederation) -> None:
    phone = confederation.a_phone()
    phone.counts(paid=18)
    phone.syncs()
    with confederation.app.app_context():
        with reading() as connection:
            assert connection.execute(select(UnitMonth.__table__)).all() == []
            assert connection.execute(select(TouchedDay.__table__)).all() == []
        assert catch_up()
        with reading() as connection:
            assert len(connection.execute(select(UnitMonth.__table__)).all()) == 3


def test_the_month_reaches_the_nation_by_both_roads(confederation: Confederation) -> None:
    for kitchen, rations in (("manos", 10), ("olla", 20), ("wasi", 40)):
        phone = confederation.a_phone(kitchen)
        phone.counts(paid=rations)
        phone.syncs()
    with confederation.app.app_context():
        catch_up()
        with reading() as connection:
            provincial = {line.code: line.figures["rations_paid"] for line in totals.level(connection, "provincial", "2026-03")}
            departments = {line.code: line.figures["rations_paid"] for line in totals.places_at(connection, "department", "2026-03")}
            nation, place = totals.level(connection, "national", "2026-03"), totals.place(connection, "", "2026-03")
    assert provincial == {"P-LIMA": 30, "P-CUSCO": 40}
    assert departments == {"15": 30, "08": 40}
    assert nation[0].figures["rations_paid"] == place.figures["rations_paid"] == 70
    assert (nation[0].reporting, nation[0].expected) == (3, 3)
