"""A small confederation for stories to happen in: two provinces, a district organisation, three kitchens."""

from dataclasses import dataclass
from datetime import date

from flask import Flask

from app.database import writing
from app.federation import devices, enrolment, registry
from tests.a_phone import APhone

SINCE = date(2024, 1, 1)


@dataclass
class Confederation:
    """Kitchens by name: ids to read tables with, codes to speak to commands with."""

    app: Flask
    kitchens: dict[str, int]

    def a_phone(self, kitchen: str = "manos", name: str = "Rosa", day: str = "2026-03-02") -> APhone:
        """A phone that has just joined a kitchen."""
        phone = APhone(self.app.test_client(), name, day)
        phone.enrols(self.invitation(kitchen))
        return phone

    def closes(self, phone: APhone) -> None:
        """A phone is lost, stolen or replaced, and somebody says so on the panel."""
        with self.app.app_context():
            devices.revoke(phone.device, "account:1")

    def says(self, *words: object) -> str:
        """What `flask --app wsgi …` prints; it must succeed."""
        result = self.app.test_cli_runner().invoke(args=[str(word) for word in words])
        assert result.exit_code == 0, result.output
        return result.output

    def counts(self) -> None:
        """What `flask rollups follow` does all day, once."""
        self.says("rollups", "follow", "--once")

    def invitation(self, kitchen: str = "manos") -> str:
        """A fresh one-time code."""
        with self.app.app_context():
            return enrolment.invite(self.kitchens[kitchen], "system")


def found(app: Flask) -> Confederation:
    """Found it: CONAMOVIDI > Lima Sur (> Villa María) and Cusco; kitchens `manos` and `olla` in Lima, `wasi` in Cusco."""
    with app.app_context(), writing() as connection:
        registry.add_unit(connection, "N", "CONAMOVIDI", "national", None, SINCE)
        registry.add_unit(connection, "P-LIMA", "Lima Sur", "provincial", "N", SINCE)
        registry.add_unit(connection, "P-CUSCO", "Cusco", "provincial", "N", SINCE)
        registry.add_unit(connection, "D-VMT", "Villa María", "district", "P-LIMA", SINCE)
        kitchens = {
            "manos": registry.add_kitchen(connection, "K-001", "Manos Unidas", "comedor", "150143", "D-VMT", SINCE),
            "olla": registry.add_kitchen(connection, "K-002", "Nueva Esperanza", "olla_comun", "150132", "P-LIMA", SINCE),
            "wasi": registry.add_kitchen(connection, "K-003", "Ñawi Wasi", "comedor", "080101", "P-CUSCO", SINCE),
        }
    return Confederation(app, kitchens)
