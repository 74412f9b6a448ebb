"""The leader's phone: serves the offline app, which then lives without us.

Owns: the pages of the shell, its service worker and manifest, and the files they need. Enters: nothing but GETs, with no session, cookie
or token, because every page is cached for months. Leaves: the same bytes for everybody. Imports only words and the books' declarations.
"""

from flask import Flask

from app.phone import assets
from app.phone.views import pages


def init_app(app: Flask) -> None:
    """Serve the static files, lend every template `asset()`, and open the pages."""
    assets.init_app(app)
    app.register_blueprint(pages)
