"""What the running server writes on stderr: one line per event, in UTC, whatever it holds."""

import logging
import time
from logging.config import dictConfig
from types import TracebackType

from gunicorn.config import Config  # type: ignore[import-untyped]  # it ships no types
from gunicorn.glogging import Logger  # type: ignore[import-untyped]  # the same

_INDENT = "    "


class OneLine(logging.Formatter):
    """Writes time, level and message on one line; a traceback follows, indented.

    So text from outside, in a message or in an exception, never starts a line.
    """

    converter = staticmethod(time.gmtime)
    default_time_format = "%Y-%m-%dT%H:%M:%S"
    default_msec_format = "%s.%03dZ"

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(message)s")

    def formatMessage(self, record: logging.LogRecord) -> str:
        """Return the record's line."""
        return _escaped(super().formatMessage(record))

    def formatException(
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None]
        | tuple[None, None, None],
    ) -> str:
        """Return the traceback, each line of it indented."""
        lines = super().formatException(ei).split("\n")
        return "\n".join(_INDENT + _escaped(line) for line in lines)


class ServerLog(Logger):  # type: ignore[misc]  # gunicorn ships no types
    """gunicorn's log and ours in one stream.

    gunicorn's own setting for this, ``logconfig_dict``, would also make it collect an access line
    per request, to throw it away.
    """

    def setup(self, cfg: Config) -> None:
        """Take over all loggers, at the start and at each reload."""
        super().setup(cfg)
        dictConfig(_LOGGING)


_LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"one-line": {"()": OneLine}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "one-line"}},
    "root": {"level": "WARNING", "handlers": ["stderr"]},
    "loggers": {
        "shopstat": {"level": "INFO"},
        "gunicorn.error": {"handlers": [], "propagate": True},
    },
}


def _escaped(text: str) -> str:
    if text.isprintable():
        return text
    return "".join(
        each if each.isprintable() else each.encode("unicode_escape").decode("ascii")
        for each in text
    )
