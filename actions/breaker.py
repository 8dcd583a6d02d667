"""A circuit breaker: after several failures in a row, do not ask again for a while."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Breaker:
    """Closed, open, or letting one call through to see whether the neighbour is back.

    Times are seconds of any monotonic clock; the caller passes them in.
    """

    failures_to_open: int
    rest_s: float
    _failures: int = field(default=0, init=False)
    _open_until: float | None = field(default=None, init=False)

    def may_call(self, now: float) -> bool:
        """Whether a call may be made now; after the rest, one call at a time is let through."""
        if self._open_until is None:
            return True
        if now < self._open_until:
            return False
        self._open_until = now + self.rest_s
        return True

    def succeeded(self) -> None:
        """The neighbour answered."""
        self._failures = 0
        self._open_until = None

    def failed(self, now: float) -> None:
        """The neighbour did not answer, or answered that it is broken."""
        self._failures += 1
        if self._failures >= self.failures_to_open:
            self._open_until = now + self.rest_s
