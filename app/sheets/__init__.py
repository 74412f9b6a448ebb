"""Tables that people hand over, as they hold them: CSV in any common encoding and separator, XLSX, GeoJSON.

Enters: a file's bytes, which nobody vouches for. Leaves: rows of plain text with their numbers, and which column is which. Nothing in a
file is ever run: a formula is its last value, an entity is refused, and sizes are bounded before they are believed.
"""

from app.sheets.codes import Codes
from app.sheets.doubts import Doubt
from app.sheets.harmless import harmless
from app.sheets.headings import Headings, Table
from app.sheets.reading import read
from app.sheets.sheet import MOST_BYTES, Line, Sheet, Unreadable

__all__ = ["MOST_BYTES", "Codes", "Doubt", "Headings", "Line", "Sheet", "Table", "Unreadable", "harmless", "read"]
