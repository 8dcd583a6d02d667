"""Contacts that reach nobody: numbers that regulators reserve for fiction, and example domains."""

import re
import unicodedata
from random import Random

from bookings.seed.catalogue import Name
from bookings.trips.booking import Contact

_DOMAINS = ("example.com", "example.org")


def phone(random: Random, language: str) -> str:
    """A number kept for fiction (Ofcom, ARCEP, Bundesnetzagentur, NANPA), in all markets."""
    if language == "fr":
        return f"+3363998{random.randrange(10_000):04d}"
    if language == "de":
        return f"+491713920{random.randrange(100):03d}"
    if language == "en" and random.random() < 0.4:
        return f"+1{random.choice((212, 310, 415, 617, 702))}55501{random.randrange(100):02d}"
    return f"+447700900{random.randrange(1000):03d}"


def email(given: Name, surname: Name, random: Random) -> str:
    """An address at a domain that is reserved for examples."""
    number = random.randrange(10, 100)
    return f"{_plain(given.latin)}.{_plain(surname.latin)}{number}@{random.choice(_DOMAINS)}"


def contacts(given: Name, surname: Name, language: str, random: Random) -> tuple[Contact, ...]:
    """One contact, and for two bookings of five a second one."""
    first = Contact(1, phone(random, language), email(given, surname, random))
    if random.random() < 0.6:
        return (first,)
    return (first, Contact(2, phone(random, language), email(given, surname, random)))


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z]+", "", folded)
