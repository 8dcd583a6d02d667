"""How often something may be done; every limit expires within the hour, most in minutes."""

from enum import Enum

from limits import RateLimitItem, RateLimitItemPerHour, RateLimitItemPerMinute
from limits.storage import MemoryStorage, RedisStorage, Storage
from limits.strategies import MovingWindowRateLimiter


class Limit(Enum):
    """What is counted, and how often it may happen."""

    CODES_OF_BOOKING = RateLimitItemPerMinute(3, 20, "codes_of_booking")
    CODES_TO_DESTINATION = RateLimitItemPerMinute(3, 20, "codes_to_destination")
    CHALLENGES_OF_TALK = RateLimitItemPerHour(10, 1, "challenges_of_talk")
    WRONG_IN_ALL = RateLimitItemPerMinute(100, 10, "wrong_in_all")


class Limits:
    """Counts in memory, or in Redis where several processes share the counts."""

    def __init__(self, redis_url: str | None = None) -> None:
        storage: Storage = RedisStorage(redis_url) if redis_url else MemoryStorage()
        self._limiter = MovingWindowRateLimiter(storage)

    def hit(self, limit: Limit | RateLimitItem, *key: str) -> bool:
        """Count one; False when it is one too many."""
        return self._limiter.hit(_item(limit), *key)

    def would_hit(self, limit: Limit | RateLimitItem, *key: str) -> bool:
        """Whether one more would be allowed; counts nothing."""
        return self._limiter.test(_item(limit), *key)

    def forget(self) -> None:
        """Begin all counts anew; the demonstration does so between scripted talks."""
        self._limiter.storage.reset()


def per_minute(most: int, name: str) -> RateLimitItem:
    """A limit whose number comes from the settings."""
    return RateLimitItemPerMinute(most, 1, name)


def _item(limit: Limit | RateLimitItem) -> RateLimitItem:
    return limit.value if isinstance(limit, Limit) else limit
