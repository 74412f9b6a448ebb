"""`flask federation` and `flask devices`."""

from flask.cli import AppGroup

federation = AppGroup("federation")
devices = AppGroup("devices")
