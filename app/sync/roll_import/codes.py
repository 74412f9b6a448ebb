"""What the words in a padrón mean."""

from pathlib import Path

from app.sheets import Codes

CODES = Codes(Path(__file__).with_name("codes.tsv"))
