"""The short-lived token that tells the actions what has been proved: contracts section 3."""

from datetime import datetime, timedelta

import jwt

ISSUER = "hamsafar-bot"
AUDIENCE = "hamsafar-actions"
LASTS = timedelta(minutes=2)


def make_grant(  # noqa: PLR0913 - the claims, all named
    *,
    conversation: str,
    booking: str,
    level: str,
    proved_at: datetime,
    now: datetime,
    secret: str,
) -> str:
    """A signed grant for one conversation and one booking; `level` is `code` or `agent`."""
    return jwt.encode(
        {
            "iss": ISSUER,
            "aud": AUDIENCE,
            "sub": conversation,
            "booking": booking,
            "level": level,
            "proved_at": int(proved_at.timestamp()),
            "iat": int(now.timestamp()),
            "exp": int((now + LASTS).timestamp()),
        },
        secret,
        algorithm="HS256",
    )
