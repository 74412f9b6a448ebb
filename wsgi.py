"""The WSGI object that gunicorn and the `flask` command load."""

import gc

from app import create_app

app = create_app()
# What was made so far lives as long as the process: the collector of garbage need not look through it again and again.
gc.freeze()
