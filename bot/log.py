"""Logs are an event name and fields, one JSON object a line; never what people said."""

import logging

import structlog

# Their debug lines would hold frames and URLs.
_QUIET = ("httpx2", "httpcore2", "httpx", "httpcore", "uvicorn.access", "sqlalchemy.engine")


def set_up_logs() -> None:
    """Write JSON lines to standard output."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.ExceptionRenderer(
                structlog.tracebacks.ExceptionDictTransformer(show_locals=False)
            ),
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        cache_logger_on_first_use=False,
    )
