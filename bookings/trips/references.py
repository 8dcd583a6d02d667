"""Booking references: six letters and digits that nobody mistakes for one another."""

from random import Random

ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
LENGTH = 6


def new_reference(random: Random) -> str:
    """A reference with a digit and a letter: never a word, never a number."""
    while True:
        reference = "".join(random.choices(ALPHABET, k=LENGTH))
        if not reference.isalpha() and not reference.isdigit():
            return reference
