"""What people of the federation do in a history: they write, erase, close phones, and decide about what closed phones left."""

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from app.federation import devices
from app.sync import settle
from tests.reliability.histories.carriers import some
from tests.reliability.histories.link import Fate, fates
from tests.reliability.histories.town import Phone, Town

#: Moments of writing before the phone dies; mostly it does not.
moments = st.one_of(st.none(), st.none(), st.none(), st.integers(0, 4))
maybe = st.one_of(st.none(), fates)


class Office(RuleBasedStateMachine):
    """The rules of `town` that the federation brings."""

    town: Town

    @rule(which=some, ahead=maybe)
    def the_federation_writes(self, which: int, ahead: list[Fate] | None) -> None:
        """A notice, which only the server may write, and which a phone may soon hear."""
        phone = self.town.phone(which)
        self.town.tells_all(phone.kitchen)
        self.soon(phone, ahead)

    @rule(which=some, whose=some)
    def somebody_is_erased(self, which: int, whose: int) -> None:
        """At the panel; phones, other servers' copies and files on their way still have what she said of herself."""
        phone = self.town.phone(which)
        if people := self.town.of(phone).of_kind("beneficiary.registered"):
            self.town.erases(phone.kitchen, people[whose % len(people)])

    @rule()
    def a_release_tries_again_what_is_held(self) -> None:
        """As after every deploy."""
        with self.town.server.inside():
            settle.retry()

    @rule(which=some)
    def is_closed(self, which: int) -> None:
        """A phone is revoked; what it keeps it may bring as another device."""
        with self.town.server.inside():
            known = devices.of_kitchen(self.town.of(self.town.phone(which)).kitchen_id)
            devices.revoke(known[which % len(known)].id, "system")

    @rule(which=some, ahead=fates, dies=moments)
    def is_lost(self, which: int, ahead: list[Fate], dies: int | None) -> None:
        """As soon as it hears that it was declared lost it leaves what waits in the inbox, and then wipes itself; the last phone stays."""
        phone = self.town.phone(which)
        if len(self.town.phones) > 1:
            with self.town.server.inside():
                if devices.known(device := self.town.does("is", phone)["device"]):
                    devices.revoke(device, "account:1", "lost")
            self.town.leaves(phone, ahead, **({} if dies is None else {"moments": dies}))

    @rule(kitchen=st.integers(0, 1), which=some, accepts=st.booleans())
    def what_a_phone_left_is_decided(self, kitchen: int, which: int, accepts: bool) -> None:
        """By somebody of the federation, all at once."""
        kitchen_id = self.town.promises[kitchen].kitchen_id
        with self.town.server.inside():
            closed = [device.id for device in devices.of_kitchen(kitchen_id) if device.revoked_at]
            if not closed:
                return
            if accepts:
                settle.accept_left(kitchen_id, closed[which % len(closed)])
            else:
                settle.reject_left(kitchen_id, closed[which % len(closed)], "No es nuestra", 1)

    def soon(self, phone: Phone, ahead: list[Fate] | None) -> None:
        """By itself a phone tries with the server soon after what it did, if it is given the time."""
        if ahead is not None:
            self.town.syncs(phone, ahead)
