"""The standard work done by three other ways to keep a phone and a server alike, over the same link as ours: `make bench PEERS=1`.

Packages of npm stand in this folder's own package.json, so that only who asks for peers installs them. Enters: a month and a day of
operations (`content.py`). Each peer is a Node program (`pouchdb.mjs`, `rxdb.mjs`, `watermelondb.mjs`) that is its server and its phone.
Leaves: requests, bytes and seconds of each, and ours beside them (`table.py`).
"""
