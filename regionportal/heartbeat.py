"""A long answer tells gunicorn that it is going on: a worker that says nothing for its timeout is taken for hanging.

Only what moves row by row says so. A database that hangs in the middle stays silent, and the worker is ended.
"""

ROWS_BETWEEN = 500
_listeners = []


def listen(notify):
    """`notify()` is called from now on; gunicorn.py names its worker's here."""
    _listeners[:] = [notify]


def going_on(rows):
    """The same rows; every ROWS_BETWEEN of them the listener hears of it."""
    for number, row in enumerate(rows, start=1):
        yield row
        if number % ROWS_BETWEEN == 0:
            for notify in _listeners:
                notify()
