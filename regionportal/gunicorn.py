"""How gunicorn serves the portal. Synchronous workers: a hanging database ends them, which threads would sit out."""

import gc
import multiprocessing
import os

preload_app = True
wsgi_app = "regionportal.wsgi"
workers = int(os.environ.get("WEB_CONCURRENCY", multiprocessing.cpu_count() + 1))
timeout = 15
graceful_timeout = 30
max_requests = 5000
max_requests_jitter = 500
limit_request_line = 4094
# No access log: addresses of visitors are nobody's business here. The proxy keeps what the operator must keep.
accesslog = None
control_socket_disable = True


def when_ready(server):
    """Load the word list of the search before the workers are made, so that they share it (110 MB)."""
    from publication.search.compounds import load_word_list

    load_word_list()
    gc.freeze()


def post_fork(server, worker):
    from regionportal.heartbeat import listen

    listen(worker.notify)
