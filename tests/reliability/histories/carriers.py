"""What happens by hand in a history: a phone hands over what waits, others carry it, and receipts come back (docs/sync.md, rule 13)."""

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from app.panel import carrying
from tests.reliability.histories.files import Misfortune, misfortunes
from tests.reliability.histories.link import Fate, fates
from tests.reliability.histories.town import Phone, Town

some = st.integers(0, 11)
#: None is the panel.
carriers = st.one_of(st.none(), some)
meanwhile = st.lists(st.sampled_from(["syncs", "is told"]), max_size=3)


class Carriers(RuleBasedStateMachine):
    """The rules of `town` that carriers bring."""

    town: Town

    @rule(which=some, by=carriers, ahead=misfortunes, before=meanwhile, after=meanwhile)
    def a_file_goes_round(self, which: int, by: int | None, ahead: list[Misfortune], before: list[str], after: list[str]) -> None:
        """Handed over, carried and answered, while its phone is not idle: perhaps it has signal after all."""
        owner = self.town.phone(which)
        self._hands_over(owner)
        self._happens(owner, before)
        self._carries(by, 0, ahead, [])
        self._happens(owner, after)
        if self.town.files.receipts:
            self._reads(None, 0, [])

    @rule(which=some)
    def hands_over(self, which: int) -> None:
        """All that waits, as a file; nobody carries it yet."""
        self._hands_over(self.town.phone(which))

    @precondition(lambda self: self.town.files.bundles)
    @rule(by=carriers, file=some, ahead=misfortunes, fates=fates)
    def a_file_is_carried(self, by: int | None, file: int, ahead: list[Misfortune], fates: list[Fate]) -> None:
        """By any phone of any kitchen, also the one that wrote it, or by the panel; at last, or once more."""
        self._carries(by, file, ahead, fates)

    @precondition(lambda self: self.town.files.receipts)
    @rule(by=st.one_of(st.none(), st.none(), some), file=some, ahead=misfortunes)
    def a_receipt_is_read(self, by: int | None, file: int, ahead: list[Misfortune]) -> None:
        """By the phone that it is for, late, and not for the first time perhaps; or by another."""
        self._reads(by, file, ahead)

    def _hands_over(self, owner: Phone) -> None:
        told = self.town.does("hands over", owner)
        self.town.files.bundles.append((owner.name, told["file"]))

    def _happens(self, owner: Phone, what: list[str]) -> None:
        for each in what:
            self.town.syncs(owner, []) if each == "syncs" else self.town.tells_all(owner.kitchen)

    def _carries(self, by: int | None, file: int, ahead: list[Misfortune], fates: list[Fate]) -> None:
        whose, text = self.town.files.bundle(file, ahead)
        if by is None:
            with self.town.server.inside():
                (handed,) = carrying.hand_over([("a file", text.encode())])
            back = ["\n".join(["mi-comedor/1 receipt", *handed.receipts, ""])] if handed.receipts else []
        else:
            carrier = self.town.phone(by)
            self.town.does("takes along", carrier, file=text)
            self.town.syncs(carrier, fates)
            back = self.town.does("gives back", carrier)["files"]
        self.town.files.receipts += [(whose, receipt) for receipt in back]

    def _reads(self, by: int | None, file: int, ahead: list[Misfortune]) -> None:
        whose, text = self.town.files.receipt(file, ahead)
        reader = self.town.phone(by) if by is not None else next((phone for phone in self.town.phones if phone.name == whose), None)
        if reader:  # whose it is may have wiped itself
            self.town.does("reads", reader, file=text)
