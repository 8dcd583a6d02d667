"""Spares Rasa work that it repeats: reading one constant schema, searching all its classes."""

from functools import lru_cache
from typing import Any


def install() -> None:
    """Let remote actions check their results with one validator, and events find their class."""
    from rasa.core.actions.action import RemoteAction
    from rasa.shared.core.events import Event

    RemoteAction._validate_action_result = _validate
    if not hasattr(Event.resolve_by_type, "cache_info"):
        Event.resolve_by_type = staticmethod(lru_cache(maxsize=256)(Event.resolve_by_type))


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
