"""How gunicorn serves the portal. Synchronous workers: a hanging database ends them, which threads would sit out."""

import multiprocessing
import os

preload_app = True  # the word list of the search is in memory once, not once for each worker
wsgi_app = "regionportal.wsgi"
workers = int(os.environ.get("WEB_CONCURRENCY", multiprocessing.cpu_count() + 1))
timeout = 120  # a hundred thousand rows as XLSX; a hanging database is bounded by its own timeouts
graceful_timeout = 30
max_requests = 5000
max_requests_jitter = 500
limit_request_line = 4094
# No access log: addresses of visitors are nobody's business here. The proxy keeps what the operator must keep.
accesslog = None
control_socket_disable = True
