"""What can go wrong in the booking backend; mapped to HTTP in `api/access.py`."""


class BookingsError(Exception):
    """Root of all errors; `code` and the message are what a client may see."""

    code = "error"

    def __init__(self, message: str = "", *, code: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        if code is not None:
            self.code = code


class NotFound(BookingsError):
    """The asker named something that is not there."""

    code = "not_found"


class Conflict(BookingsError):
    """The thing is not in a state that allows it: look again."""

    code = "conflict"


class Invalid(BookingsError):
    """The asker asked in a wrong form."""

    code = "malformed"


class Malformed(BookingsError):
    """The request misses what every request of its kind must have."""

    code = "malformed"


class StoreBusy(BookingsError):
    """The database could not be written in time; nothing was changed."""

    code = "store_busy"


class SetUpError(BookingsError):
    """The operator must mend something before the program can work; the message says what."""

    code = "set_up"
