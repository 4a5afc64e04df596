"""Who works at the two nodes. All are invented: their family names mean example, sample, model or test."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

PASSWORD: Final = "silta-demo"  # noqa: S105 - printed at every start: the demonstration keeps no secrets


@dataclass(frozen=True)
class Person:
    """A user of one node. The sign-in name is the role, so that nobody has to remember anything."""

    party: str
    role: str
    full_name: str
    language: str


PEOPLE: Final = (
    Person("fi", "coordinator", "Aino Esimerkki", "fi"),
    Person("fi", "head", "Markku Mallinen", "fi"),
    Person("fi", "expert", "Veera Meikäläinen", "en"),
    Person("fi", "translator", "Tiina Mallikas", "fi"),
    Person("fi", "reader", "Oskar Exempel", "en"),
    Person("fi", "auditor", "Kaisa Otos", "fi"),
    Person("fi", "administrator", "Tuuli Näyte", "fi"),
    Person("kz", "coordinator", "Дана Үлгібаева", "kk"),
    Person("kz", "head", "Серик Мысалов", "ru"),
    Person("kz", "expert", "Әлия Нұсқабаева", "ru"),
    Person("kz", "translator", "Айгүл Сынақова", "kk"),
    Person("kz", "reader", "Yerlan Synakov", "en"),
    Person("kz", "auditor", "Гүлнар Байқаева", "kk"),
    Person("kz", "administrator", "Тимур Примеров", "ru"),
)
