"""What is read once, and not again by every test and every server: the code, the words of an application, and the templates as Python.

Every test has an application of its own, and compiling its templates was the half of what many a page cost.
"""

from flask import Flask
from jinja2 import FileSystemBytecodeCache

from app import create_app
from tests.databases import HOME, TEST_KEY

COMPILED = HOME / ".pytest_cache" / "templates"
COMPILED.mkdir(parents=True, exist_ok=True)
Flask.jinja_options["bytecode_cache"] = FileSystemBytecodeCache(str(COMPILED))

create_app({"DATABASE_URL": "sqlite://", "MASTER_KEY": TEST_KEY, "JOURNAL": "", "TESTING": True})
