"""Files that travel by hand: bundles on their way to the federation, receipts on their way back, and what befalls them.

A file that was handed over once lies in somebody's chat for ever, and may be read at any later time, as often as one likes.
"""

from dataclasses import dataclass, field

from hypothesis import strategies as st

#: What can befall a file, and which of its lines.
Misfortune = tuple[str, int]

misfortunes: st.SearchStrategy[list[Misfortune]] = st.lists(
    st.tuples(
        st.sampled_from(["lost", "damaged", "twice", "cut", "out of order", "other line ends", "in one file with another"]),
        st.integers(0, 11),
    ),
    max_size=2,
)


@dataclass
class Files:
    """What was handed over so far, and what came back with the name of the phone that it is for."""

    bundles: list[tuple[str, str]] = field(default_factory=list)
    receipts: list[tuple[str, str]] = field(default_factory=list)

    def bundle(self, which: int, ahead: list[Misfortune]) -> tuple[str, str]:
        """Whose one of the bundles is, and what is left of it."""
        return _arrives(self.bundles, which, ahead)

    def receipt(self, which: int, ahead: list[Misfortune]) -> tuple[str, str]:
        """The same of a receipt."""
        return _arrives(self.receipts, which, ahead)


def _arrives(files: list[tuple[str, str]], which: int, ahead: list[Misfortune]) -> tuple[str, str]:
    whose, text = files[-1 - which % len(files)]
    for what, where in ahead:
        text = _befalls(text, what, where, files[where % len(files)][1])
    return whose, text


def _befalls(text: str, what: str, where: int, other: str) -> str:
    head, *parts = text.splitlines()
    here = where % max(1, len(parts))
    letter = 100 + where  # behind what each part begins with alike
    changed = {
        "lost": [head, *parts[:here], *parts[here + 1 :]],
        "damaged": [
            head,
            *parts[:here],
            *(part[:letter] + "-" + part[letter + 1 :] for part in parts[here : here + 1]),
            *parts[here + 1 :],
        ],
        "twice": [head, *parts, *parts[here:]],
        "cut": [head, *parts[:here], *(part[: len(part) // 2] for part in parts[here : here + 1])],
        "out of order": [head, *reversed(parts)],
        "other line ends": ["\ufeff" + "\r\n\r\n".join([head, *parts])],
        "in one file with another": [head, *parts, other],
    }
    return "\n".join(changed[what]) + "\n"
