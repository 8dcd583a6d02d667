"""What can go wrong, named by who must act; mapped to HTTP in `access.py`."""


class HamsafarError(Exception):
    """Root of all errors of the front line; `code` is what a client may see."""

    code = "error"

    def __init__(self, *details: object, code: str | None = None) -> None:
        super().__init__(*details)
        if code is not None:
            self.code = code


class NotFound(HamsafarError):
    """The asker named something that is not there."""

    code = "not_found"


class Conflict(HamsafarError):
    """Somebody was faster, or the asker saw an old state: look again."""

    code = "conflict"


class Refused(HamsafarError):
    """The asker may not do this, or asked in a wrong form."""

    code = "refused"


class TooMany(Refused):
    """The asker must wait; the limit expires in minutes."""

    code = "too_many"


class Unavailable(HamsafarError):
    """A neighbour does not answer: try again, or let a person take over."""

    code = "unavailable"


class StoreBusy(Unavailable):
    """The database could not be written for five seconds: nothing is claimed to be done."""

    code = "store_busy"
