"""What a page's forms would send if nothing were typed, read as a browser reads it."""

from html.parser import HTMLParser


class AForm(HTMLParser):
    """The boxes of a page by name, with the text that stands in them."""

    def __init__(self, html: str):
        super().__init__()
        self.boxes: dict[str, str] = {}
        self._list = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An input says its own value, a list that of its chosen line."""
        said = {name: value or "" for name, value in attrs}
        if tag in ("input", "select", "textarea"):
            self.boxes[said.get("name", "")] = said.get("value", "")
            self._list = said.get("name", "")
        elif tag == "option" and "selected" in said:
            self.boxes[self._list] = said.get("value", "")
