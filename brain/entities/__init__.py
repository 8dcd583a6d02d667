"""Finds references, numbers, dates, sums and names in what travellers write; same in, same out."""

from brain.entities.kit import find_entities

__all__ = ["find_entities"]
