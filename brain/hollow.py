"""Stands in for TensorFlow, which Rasa imports for components that we do not use.

Loading it takes most of the start and half of the memory. Our pipeline has no part of it; a name
of a hollow module may be inherited from, called as a decorator or written in an annotation, and
anything more fails loudly.
"""

import importlib.abc
import importlib.machinery
import sys
from collections.abc import Sequence
from types import ModuleType
from typing import Any, ClassVar

HOLLOW = frozenset(
    {"tensorflow", "tensorflow_addons", "tensorflow_hub", "tensorflow_text", "keras", "jax"}
)


def install() -> None:
    """Hollow the modules out, unless one is loaded already."""
    if not HOLLOW & set(sys.modules):
        sys.meta_path.insert(0, _Finder())


class _Kind(type):
    """A class whose every attribute is a hollow class again."""

    def __getattr__(cls, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _hollow(name)


def _hollow(name: str) -> Any:
    return _Kind(name, (), {"__init__": _refuse_or_decorate, "__call__": _decorate})


def _refuse_or_decorate(self: Any, *args: Any, **kwargs: Any) -> None:
    self.decorated = args[0] if len(args) == 1 and callable(args[0]) else None


def _decorate(self: Any, *args: Any, **kwargs: Any) -> Any:
    if self.decorated is None and len(args) == 1 and callable(args[0]):
        return args[0]
    raise RuntimeError("TensorFlow is not loaded in this program")


class _Module(ModuleType):
    """A module that has whatever is asked of it."""

    __path__: ClassVar[list[str]] = []
    __version__ = "2.12.0"

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _hollow(name)


class _Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds the hollow modules and everything beneath them."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """Claim a module that shall be hollow."""
        if fullname.split(".")[0] not in HOLLOW:
            return None
        return importlib.machinery.ModuleSpec(fullname, self, is_package=True)

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType:
        """Make it."""
        return _Module(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """Nothing is in it."""
