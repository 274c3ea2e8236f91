"""How gunicorn serves the site: `gunicorn guidance.wsgi --config python:guidance.web_server`.

The first process answers nobody. It loads everything and forks the workers, which share what it
holds. When another snapshot is put in service it prepares that one beside their work, at low
priority, and then has new workers take over (gunicorn's reload): the old ones finish what they are
at and end. So nobody waits for an index, no worker ever holds two snapshots, and the memory is
shared again. Names in lower case are gunicorn's settings.
"""

import logging
import os
import signal
import sys
import threading
import time
from typing import Any

from catalog.snapshot import current
from catalog.snapshot.current import NoSnapshot
from guidance.warming import warm

log = logging.getLogger(__name__)

preload_app = True
workers = 2
# Two, so that a browser's idle spare connection does not stop a worker; no more, because threads of
# one process share one processor.
threads = 2
# A connection that is kept stays with its worker, and one worker came to serve everybody while the
# other was idle. The proxy in front keeps the browsers' connections.
keepalive = 0
control_socket_disable = True
logger_class = "guidance.web_log.WebServerLog"

LOOK_EVERY = 1.0  # seconds; one `stat`
AFTER_A_FAULT = 60.0
_NICENESS = 10


def when_ready(server: Any) -> None:
    """Called by gunicorn in the first process, before it forks."""
    threading.Thread(target=_watch, name="next snapshot", daemon=True).start()


def post_fork(server: Any, worker: Any) -> None:
    """Called by gunicorn in each new worker."""
    current.stay()


def take_over() -> bool:
    """Prepare the snapshot that was put in service, if it is another one, and replace the workers.

    True when it was. Without a readable one everything stays as it is.
    """
    try:
        if not current.follow(warm):
            return False
    except NoSnapshot:  # none yet: the pages say so
        return False
    log.info("snapshot %s is ready; new workers take over", current.current_snapshot().id)
    os.kill(os.getpid(), signal.SIGHUP)
    return True


def _watch() -> None:
    if sys.platform == "linux":  # where priority is a thread's own
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICENESS)
    while True:
        time.sleep(LOOK_EVERY)
        try:
            take_over()
        except Exception:  # whatever it is, the old snapshot is still served
            log.exception("the next snapshot cannot be prepared")
            time.sleep(AFTER_A_FAULT)
