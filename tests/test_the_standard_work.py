"""What peers are measured on is what we are measured on."""

from bench.peers.content import ours, theirs


def test_peers_carry_every_operation_of_the_standard_work_and_all_its_data() -> None:
    days, day = ours()
    carried = theirs()
    assert (len(carried["month"]), len(carried["day"])) == (200 + 26 * 71, 71)
    for operation, entry in zip([*(one for some in days for one in some), *day], carried["month"] + carried["day"], strict=True):
        assert entry == {**{name: operation[name] for name in ("id", "kind", "on", "by", "at")}, **operation["data"]}
        assert len(entry) == 5 + len(operation["data"]), "a name that stands for two things"
    assert len({entry["id"] for some in carried.values() for entry in some}) == 200 + 27 * 71
