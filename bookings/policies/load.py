"""Read the rule files and refuse any that is not sound."""

from datetime import date, time
from decimal import Decimal
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Literal, Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, model_validator

from bookings.errors import SetUpError
from bookings.policies.model import Basis, Cause, FullRefund, Policies, Step, Terms
from bookings.trips.booking import Fare, LegKind

RULES = Path(__file__).parent / "rules"
LANGUAGES = ("en", "fa", "ru", "zh", "ar", "tr", "es", "fr", "de", "ja")


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Text(_Entry):
    text: dict[str, str]

    @model_validator(mode="after")
    def _in_every_language(self) -> Self:
        if missing := set(LANGUAGES) - {code for code, text in self.text.items() if text.strip()}:
            raise ValueError(f"text misses {', '.join(sorted(missing))}")
        return self


class _StepEntry(_Text):
    percent: Annotated[Decimal, Field(ge=0, le=100)] | None = None
    nights: Annotated[int, Field(ge=1)] | None = None
    hours_before: Annotated[Decimal, Field(ge=0)] | None = None
    days_before: Annotated[int, Field(ge=0)] | None = None
    at: time | None = None

    @model_validator(mode="after")
    def _one_penalty_one_end(self) -> Self:
        if (self.percent is None) == (self.nights is None):
            raise ValueError("a step has either percent or nights")
        if (self.days_before is None) != (self.at is None):
            raise ValueError("days_before and at belong together")
        if self.hours_before is not None and self.days_before is not None:
            raise ValueError("a step ends in one way")
        return self

    def endless(self) -> bool:
        return self.hours_before is None and self.days_before is None

    def value(self) -> Step:
        return Step(
            self.text, self.percent, self.nights, self.hours_before, self.days_before, self.at
        )


class _TermsEntry(_Entry):
    rule: Literal["terms"]
    id: str
    version: int
    valid_from: date
    kind: LegKind
    fare: Fare
    basis: Basis
    steps: list[_StepEntry]

    @model_validator(mode="after")
    def _steps_rise_and_end(self) -> Self:
        if [step.endless() for step in self.steps] != [False] * (len(self.steps) - 1) + [True]:
            raise ValueError("the last step, and only it, has no end")
        known = [step.percent for step in self.steps if step.percent is not None]
        if any(later < earlier for earlier, later in pairwise(known)):
            raise ValueError("a later step may not be cheaper")
        return self

    def value(self) -> Terms:
        return Terms(
            self.id,
            self.version,
            self.valid_from,
            self.kind,
            self.fare,
            self.basis,
            tuple(step.value() for step in self.steps),
        )


class _FullEntry(_Text):
    rule: Literal["full_refund"]
    id: str
    version: int
    valid_from: date
    cause: Cause
    kinds: frozenset[LegKind]
    fares: frozenset[Fare]
    hours: Annotated[Decimal, Field(gt=0)] | None = None

    def value(self) -> FullRefund:
        return FullRefund(
            self.id,
            self.version,
            self.valid_from,
            self.cause,
            self.kinds,
            self.fares,
            self.text,
            self.hours,
        )


_FILE: TypeAdapter[_TermsEntry | _FullEntry] = TypeAdapter(
    Annotated[_TermsEntry | _FullEntry, Field(discriminator="rule")]
)


@cache
def load_policies(folder: Path = RULES) -> Policies:
    """All rules of the folder. Raises `SetUpError` naming the file that is wrong."""
    terms: list[Terms] = []
    full: list[FullRefund] = []
    seen: set[tuple[str, int]] = set()
    for path in sorted(folder.glob("*.yml")):
        value = _read(path)
        if (value.id, value.version) in seen:
            raise SetUpError(f"{path.name}: {value.id}@{value.version} is there twice")
        seen.add((value.id, value.version))
        if isinstance(value, Terms):
            terms.append(value)
        else:
            full.append(value)
    return Policies(terms, full)


def _read(path: Path) -> Terms | FullRefund:
    try:
        return _FILE.validate_python(yaml.safe_load(path.read_text("utf-8"))).value()
    except (ValidationError, ValueError, yaml.YAMLError) as wrong:
        raise SetUpError(f"refund rule {path.name}: {wrong}") from wrong
