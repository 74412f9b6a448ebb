"""A month of a kitchen, added up by hand: what it cost, and who bore it."""

from app.database import reading
from app.rollups import check, totals
from app.rollups.follow import catch_up
from app.rollups.measures import Figures
from app.rollups.plate import plate
from app.sync import append
from tests.a_phone import APhone
from tests.rollups.a_notebook import operation
from tests.stories import Confederation


def figures(confederation: Confederation, period: str = "2026-03", unit: str = "manos") -> Figures:
    """The month of *Manos Unidas* as it is counted now."""
    with confederation.app.app_context(), reading() as connection:
        line = totals.unit(connection, confederation.kitchens[unit], period)
    assert line is not None
    assert line.figures is not None
    return line.figures


def a_month(phone: APhone) -> None:
    """March: two days of cooking, with food from everywhere and money of everybody."""
    phone.receives_subsidy(30_000, on="2026-03-02")
    phone.receives("arroz", 50_000, value_cents=17_500)
    phone.buys("papa", 20_000, 4_800, "subsidy")
    phone.buys("pollo", 5_000, 6_000)
    phone.spends(4_700, category="gas")
    phone.receives_income(20_000, "social_aid", giver="Parroquia")
    phone.spends(3_000, "social_aid", category="transport")
    phone.uses("arroz", 10_000, value_cents=3_500)
    phone.uses("papa", 20_000, source="purchase", value_cents=4_800)  # bought: it counted when it was paid
    phone.uses("verduras", 2_000, source="harvest", value_cents=900)
    phone.uses("lentejas", 3_000, source="donation", value_cents=1_500)
    phone.uses("aceite", 500, source="donation")
    phone.counts(paid=10, credit=2, on="2026-03-02")
    phone.counts(paid=20, on="2026-03-03")
    phone.settles(6_500, on="2026-03-03")
    phone.pays_credit(350, on="2026-03-04")
    phone.pays_dues(1_000, on="2026-03-04")
    phone.forgives(350, on="2026-03-04")


def test_a_month_is_what_its_parts_are_by_hand(confederation: Confederation) -> None:
    phone = confederation.a_phone()
    a_month(phone)
    assert phone.syncs() == 200
    month = figures(confederation)
    assert (month["due_cents"], month["credit_cents"]) == (30 * 350, 2 * 350)
    assert month["collected_cents"] == 10 * 350 + 6_500
    assert (month["credit_paid_cents"], month["credit_forgiven_cents"], month["dues_cents"]) == (350, 350, 1_000)
    assert (month["subsidy_received_cents"], month["income_aid_cents"], month["income_own_cents"]) == (30_000, 20_000, 0)
    assert (month["spent_subsidy_cents"], month["spent_aid_cents"], month["spent_own_cents"]) == (4_800, 3_000, 10_700)
    assert (month["used_unvalued_g"], month["used_unvalued_ml"]) == (0, 500)
    paid = plate(month)
    assert (paid.state_kind, paid.state_cash, paid.donations) == (3_500, 4_800, 1_500 + 3_000)
    assert paid.diners == 3_500 + 6_500 + 350  # all that they paid: the kitchen spent more than that of its own
    assert paid.women == 900 + (10_700 - paid.diners)
    assert paid.cost == 3_500 + 4_800 + 4_500 + 900 + 10_700
    assert paid.share == (3_500 + 4_800) / paid.cost
    assert paid.unvalued_ml == 500


def test_diners_who_pay_more_than_was_spent_owe_the_women_nothing(confederation: Confederation) -> None:
    phone = confederation.a_phone()
    phone.counts(paid=100)
    phone.spends(4_700)
    phone.syncs()
    assert (figures(confederation)["diners_cents"], figures(confederation)["women_cents"]) == (4_700, 0)
    other = confederation.a_phone("olla")
    other.spends(2_000)
    other.syncs()
    with confederation.app.app_context():
        catch_up()
        with reading() as connection:
            nation = totals.place(connection, "", "2026-03")
    assert nation is not None
    assert nation.figures is not None
    # One kitchen's surplus pays for nobody else's plates.
    assert (nation.figures["diners_cents"], nation.figures["women_cents"]) == (4_700, 2_000)


def test_a_purchase_is_undone_with_its_food(confederation: Confederation) -> None:
    phone = confederation.a_phone()
    phone.counts(paid=1)
    for written in phone.buys("papa", 20_000, 4_800, "subsidy"):
        phone.undoes(written)
    phone.syncs()
    month = figures(confederation)
    assert (month["spent_subsidy_cents"], month["food_purchase_value_cents"]) == (0, 0)
    assert plate(month).share is None


def test_a_corrected_settlement_is_believed_and_undone_gives_what_is_due_back(confederation: Confederation) -> None:
    phone = confederation.a_phone()
    phone.counts(paid=10)
    first = phone.settles(3_000)
    second = phone.settles(3_200, replaces=[first])
    phone.syncs()
    assert figures(confederation)["collected_cents"] == 3_200
    for settled in (first, second):
        phone.undoes(settled)
    phone.syncs()
    assert figures(confederation)["collected_cents"] == 3_500


def test_the_lines_of_a_delivery_are_one_delivery_late_by_its_earliest_promise(confederation: Confederation) -> None:
    phone = confederation.a_phone()
    van = phone.new_id()
    phone.receives("arroz", 50_000, delivery=van, promised_on="2026-02-27")
    phone.receives("aceite", 4_000, delivery=van, promised_on="2026-02-28")
    phone.receives("lentejas", 9_000, promised_on="2026-03-02")
    phone.receives("azucar", 5_000)
    phone.write("food.received", {"food": "papa", "source": "donation", "received_qty": 9_000, "promised_on": "2026-01-01"})
    phone.syncs()
    month = figures(confederation)
    names = ("deliveries", "deliveries_promised", "deliveries_late", "delivery_days_late")
    assert [month[name] for name in names] == [3, 2, 1, 3]


def test_people_are_counted_once_by_sex_and_age_and_in_every_class_they_had(confederation: Confederation) -> None:
    phone, other = confederation.a_phone(), confederation.a_phone(name="Luz")
    juana, mateo, ana = phone.registers("Juana"), phone.registers("Mateo", "user"), phone.registers("Ana", "user")
    phone.serves(juana, "cook", bracket="18-59", sex="f", on="2026-03-02")
    phone.serves(juana, bracket="60+", sex="f", on="2026-03-20")
    phone.serves(juana, bracket="18-59", sex="f", on="2026-03-10")
    phone.serves(mateo, "credit", bracket="6-11", sex="m")
    phone.serves(ana, "paid")
    phone.undoes(phone.serves(ana, "social_case", bracket="0-5", sex="f", on="2026-03-05"))
    other.serves(juana, "cook", bracket="18-59", sex="f", on="2026-03-02")
    for each in (phone, other):
        each.syncs()
    month = figures(confederation)
    people = {name.removeprefix("people_"): value for name, value in month.items() if name.startswith("people_") and value}
    assert people == {"served": 3, "f": 1, "m": 1, "6_11": 1, "60_plus": 1, "member": 1, "cook": 1, "credit": 1, "paid": 1, "on_roll": 3}
    assert (month["rations_f"], month["rations_m"], month["rations_named"]) == (3, 1, 5)


def test_money_of_an_accepted_month_is_an_adjustment_of_the_next(confederation: Confederation) -> None:
    phone = confederation.a_phone()
    a_month(phone)
    phone.syncs()
    before = figures(confederation)
    with confederation.app.app_context():
        accepted = operation(1, "2026-04-01", "month.accepted", {"period": "2026-03"})
        assert append(confederation.kitchens["manos"], [accepted])[0].answer == "accepted"
    phone.spends(2_500, "subsidy", on="2026-03-30")
    phone.settles(9_000, on="2026-03-02")
    phone.counts(paid=1, on="2026-04-02")
    phone.syncs()
    assert figures(confederation) == before
    april = figures(confederation, "2026-04")
    assert (april["spent_subsidy_cents"], april["collected_cents"]) == (2_500, 9_000 - 3_500 + 350)
    with confederation.app.app_context():
        assert check.kitchen(confederation.kitchens["manos"]) == []
