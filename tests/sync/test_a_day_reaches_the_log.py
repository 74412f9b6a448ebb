"""A phone's day at the door."""

from sqlalchemy import func, select

from app.books.rations.models import NamedRation
from app.database import reading
from app.sync.models import Operation
from tests.stories import Confederation


def test_a_day_without_signal_is_accepted_whole_once_there_is_some(confederation: Confederation) -> None:
    phone = confederation.a_phone()
    phone.loses_signal()
    juana = phone.registers("Juana", paternal="Quispe")
    phone.serves(juana)
    phone.counts(paid=18)
    assert phone.syncs() == 0

    phone.finds_signal()
    assert phone.syncs() == 200
    assert [answer["answer"] for answer in phone.answers.values()] == ["accepted"] * 4
    assert [answer["seq"] for answer in phone.answers.values()] == [1, 2, 3, 4]
    assert phone.syncs() == 204
    with confederation.app.app_context(), reading() as connection:
        assert connection.scalar(select(func.count()).select_from(Operation)) == 4
        assert connection.execute(select(NamedRation.person)).scalar_one() == juana
