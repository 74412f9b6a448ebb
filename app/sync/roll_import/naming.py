"""Surnames and names out of the columns in which lists keep them, together or apart."""

#: Small words that belong to the surname after them: DE LA CRUZ is one.
PARTICLES = {"de", "del", "la", "las", "los", "san", "santa", "da", "dos", "y", "e", "viuda", "vda", "vda."}


def naming(record: dict[str, str]) -> tuple[dict[str, str], str]:
    """The fields `names`, `paternal` and `maternal` as far as given, and what is doubtful: '' if nothing."""
    given = {name: _words(record.get(name, "")) for name in ("names", "paternal", "maternal")}
    doubt = ""
    if record.get("surnames") and not given["paternal"]:
        given["paternal"], given["maternal"] = _surnames(_parts(record["surnames"]))
    if not given["names"] and not given["paternal"]:
        given, doubt = _together(record)
    if not given["names"] and given["paternal"]:
        given["names"], doubt = " ".join(filter(None, (given["paternal"], given["maternal"]))), "only_surnames"
        given["paternal"] = given["maternal"] = ""
    return {name: text for name, text in given.items() if text}, doubt


def _words(text: str) -> str:
    """A cell with no letter in it names nobody."""
    return text if any(letter.isalpha() for letter in text) else ""


def _together(record: dict[str, str]) -> tuple[dict[str, str], str]:
    """All in one cell. A comma divides it for certain; without one, two surnames are counted off, and that is doubtful."""
    text = record.get("surnames_first") or record.get("names_first") or ""
    before, comma, after = (part.strip() for part in text.partition(","))
    if comma:
        paternal, maternal = _surnames(_parts(before))
        return {"names": after, "paternal": paternal, "maternal": maternal}, ""
    parts = _parts(text)
    count = min(2, len(parts) - 1)
    if count < 1:
        return {"names": text, "paternal": "", "maternal": ""}, ""
    surnames, names = (parts[:count], parts[count:]) if record.get("surnames_first") else (parts[-count:], parts[:-count])
    paternal, maternal = _surnames(surnames)
    return {"names": " ".join(names), "paternal": paternal, "maternal": maternal}, "names_divided"


def _surnames(parts: list[str]) -> tuple[str, str]:
    return (parts[0] if parts else "", " ".join(parts[1:]))


def _parts(text: str) -> list[str]:
    """The words, small ones together with what follows them."""
    parts: list[str] = []
    small: list[str] = []
    for word in text.split():
        small.append(word)
        if word.casefold() not in PARTICLES:
            parts.append(" ".join(small))
            small = []
    return parts + ([" ".join(small)] if small else [])
