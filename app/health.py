"""`/salud`: whether this server can take a kitchen's day now."""

from flask import Flask, jsonify
from flask.typing import ResponseReturnValue
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from app.audience import audience
from app.database import reading


def init_app(app: Flask) -> None:
    """Answer at /salud."""
    app.add_url_rule("/salud", view_func=salud)


@audience("public")
def salud() -> ResponseReturnValue:
    """200 when the database answers and was ever migrated, else 503: a new one without tables can take nothing."""
    try:
        with reading() as connection:
            connection.execute(text("select version_num from alembic_version")).scalar_one()
    except SQLAlchemyError:
        return jsonify(ready=False), 503
    return jsonify(ready=True)
