"""The web chat's tokens: a short one for the socket, a long one to come back with."""

from datetime import datetime, timedelta
from typing import Any, Literal

import jwt

from bot.errors import Refused

ISSUER = "hamsafar-bot"


class BadToken(Refused):
    """The token is not ours, or it has run out."""

    code = "bad_token"


def make_token(
    conversation_id: str,
    use: Literal["chat", "resume"],
    *,
    now: datetime,
    lasts: timedelta,
    secret: str,
) -> str:
    """A signed token for one conversation and one use."""
    return jwt.encode(
        {
            "iss": ISSUER,
            "aud": use,
            "sub": conversation_id,
            "iat": int(now.timestamp()),
            "exp": int((now + lasts).timestamp()),
        },
        secret,
        algorithm="HS256",
    )


def read_token(token: str, use: Literal["chat", "resume"], *, now: datetime, secret: str) -> str:
    """The conversation's id; raises `BadToken`."""
    claims = _claims(token, secret, audience=use, issuer=ISSUER)
    if float(claims["exp"]) <= now.timestamp():
        raise BadToken
    return str(claims["sub"])


def read_identity(token: str, *, now: datetime, secret: str) -> dict[str, Any]:
    """Whom the host site says the traveller is: a hint, never a proof; raises `BadToken`."""
    claims = _claims(token, secret, audience="hamsafar-widget", issuer=None)
    if float(claims["exp"]) <= now.timestamp():
        raise BadToken
    hints = ("sub", "name", "email", "phone")
    return {name: str(claims[name])[:200] for name in hints if claims.get(name)}


def _claims(token: str, secret: str, *, audience: str, issuer: str | None) -> dict[str, Any]:
    try:
        claims: dict[str, Any] = jwt.decode(
            token,
            secret,
            algorithms=["HS256"],
            audience=audience,
            issuer=issuer,
            # The moment is an argument here, so the caller compares it.
            options={"require": ["exp", "sub"], "verify_exp": False, "verify_iat": False},
        )
    except jwt.InvalidTokenError as broken:
        raise BadToken from broken
    return claims
