"""PostgreSQL and Redis that come as Python wheels, for one machine without servers of its own.

`lease.hold` starts what is not running and keeps it running for this process; the last process to
let go stops it. Nothing here is used when `DATABASE_URL` and `REDIS_URL` name real servers.
"""
