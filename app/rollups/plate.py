"""Who pays for the plate (docs/sync.md; domain.md §8.6): what the food of a month cost and who bore it. Pure.

Enters: the figures of a kitchen's month, or of all kitchens of a unit or a place. Leaves: a `Plate`, in centimos. Bought food counts when
it is paid and food in kind when it is used, so no food counts twice; the hours of the women who cook are in none of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

#: Who bears the cost, in the order in which it is told everywhere: the State's parts first.
PARTS = ("state_kind", "state_cash", "women", "diners", "donations")


@dataclass(frozen=True)
class Plate:
    """The cost of a month's plates by who bore it, in centimos; adjustments of earlier months may make a part negative.

    `unvalued_g` and `unvalued_ml` say how much food was used of whose worth nobody knows: it is in no part."""

    state_kind: int
    state_cash: int
    women: int
    diners: int
    donations: int
    unvalued_g: int
    unvalued_ml: int

    @property
    def parts(self) -> dict[str, int]:
        """Each part by its name, in the order of PARTS."""
        return {name: getattr(self, name) for name in PARTS}

    @property
    def state(self) -> int:
        """What the State bore, in food and in cash."""
        return self.state_kind + self.state_cash

    @property
    def cost(self) -> int:
        """All parts together."""
        return sum(self.parts.values())

    @property
    def share(self) -> float | None:
        """The State's part of the cost, from 0 to 1; None where there was no cost."""
        return self.part(self.state)

    def part(self, cents: int) -> float | None:
        """What `cents` are of the cost, from 0 to 1; None where there was no cost."""
        return cents / self.cost if self.cost > 0 else None


def plate(figures: Mapping[str, int]) -> Plate:
    """The plate of a month's figures: a kitchen's, or added across kitchens."""
    return Plate(
        state_kind=figures["used_pca_value_cents"],
        state_cash=figures["spent_subsidy_cents"],
        women=figures["women_cents"],
        diners=figures["diners_cents"],
        donations=figures["used_donation_value_cents"] + figures["spent_aid_cents"],
        unvalued_g=figures["used_unvalued_g"],
        unvalued_ml=figures["used_unvalued_ml"],
    )


def own_parts(figures: Mapping[str, int]) -> dict[str, int]:
    """`diners_cents` and `women_cents` of one kitchen's month. The diners' money is spent first and the women complete it; a kitchen whose
    diners pay more than it spends owes them nothing. Not additive by itself, so it is stored by kitchen and added above."""
    paid = max(figures["collected_cents"] + figures["credit_paid_cents"], 0)
    spent = figures["spent_own_cents"]
    diners = min(paid, max(spent, 0))
    return {"diners_cents": diners, "women_cents": figures["used_harvest_value_cents"] + spent - diners}
