"""The table of places."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from app.database import db


class Place(db.Model):
    """A department (2 digits), province (4) or district (6) of Peru, as INEI codes it."""

    __tablename__ = "place"

    ubigeo: Mapped[str] = mapped_column(String(6), primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    #: The version of the table this row came from; codes are still being created.
    version: Mapped[str] = mapped_column(String(10))
