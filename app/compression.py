"""Answers made while somebody waits leave in brotli or gzip: phones pay for every byte. Built files are compressed once, elsewhere."""

from flask import Flask
from flask_compress import Compress


def init_app(app: Flask) -> None:
    """Compress what is text and long enough to gain by it, with as much patience as a waiting phone allows."""
    app.config.update(
        COMPRESS_ALGORITHM=["br", "gzip"],
        COMPRESS_BR_LEVEL=5,
        COMPRESS_MIMETYPES=["application/json", "application/jsonl", "text/html", "text/csv", "text/plain"],
        COMPRESS_MIN_SIZE=300,  # bytes
    )
    Compress(app)
