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
    """200 when the database answers, 503 when it does not."""
    try:
        with reading() as connection:
            connection.execute(text("select 1"))
    except SQLAlchemyError:
        return jsonify(ready=False), 503
    return jsonify(ready=True)
