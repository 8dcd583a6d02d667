"""Spares Rasa work that it repeats at every action: reading one constant JSON schema."""

from functools import lru_cache
from typing import Any


def install() -> None:
    """Let remote actions check their results with a validator compiled once."""
    from rasa.core.actions.action import RemoteAction

    RemoteAction._validate_action_result = _validate


@lru_cache(maxsize=1)
def _validator() -> Any:
    from jsonschema.validators import validator_for
    from rasa.core.actions.action import RemoteAction

    schema = RemoteAction.action_response_format_spec()
    validator = validator_for(schema)
    validator.check_schema(schema)
    return validator(schema)


def _validate(action: Any, result: dict[str, Any]) -> bool:
    _validator().validate(result)
    return True
