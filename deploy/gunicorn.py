"""How gunicorn runs Mi Comedor behind nginx: `gunicorn --config deploy/gunicorn.py wsgi:app`. WEB_CONCURRENCY sets the workers."""

import os

# The loopback only: what comes from outside comes through nginx. The container says otherwise, because nginx is outside of it.
bind = f"127.0.0.1:{os.environ.get('PORT', '8000')}"
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
# More than the pushes that a process works at (MI_COMEDOR_PUSHES_AT_WORK): who is one too many hears it at once, and pages are answered.
threads = 16
# Longer than nginx keeps its connections to us, so that it never sends a request into one that is being closed.
keepalive = 75
# A worker that says nothing for so long is replaced; the longest exports take a minute.
timeout = 120
# At a restart, requests under way may end.
graceful_timeout = 30
# A worker's sign of life is a file, and a disk that is busy must not look like a worker that is dead.
worker_tmp_dir = "/dev/shm"  # noqa: S108 - memory, not a folder for everybody's files
control_socket_disable = True
# The same JSON lines as the application's; requests are told by app/logs.py, which knows whose page it was and leaves out whose data.
logconfig_dict = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "app.logs.Line"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"level": "WARNING", "handlers": ["stderr"]},
    "loggers": {"gunicorn.error": {"level": "INFO", "handlers": ["stderr"], "propagate": False}},
}
