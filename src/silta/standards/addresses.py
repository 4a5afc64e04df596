"""Addresses of releases and provisions: ``kz/442-V@2024-06-08#art-10.2``.

Form: ``jurisdiction/framework@version`` names a release; ``#fragment`` after it names a provision. All parts are ASCII, so
that an address survives URLs, file names and spreadsheets as it is.

======================================  =========================================================
``kz/442-V@2024-06-08#art-7-1``         article 7-1 of a Kazakh law as of a date
``fi/990-1987@1987-12-11#s-2.1.3``      section 2, paragraph (momentti) 1, point 3
``iaea/gsr-1@2016#r-4``                 requirement 4
======================================  =========================================================
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from silta.words.errors import SiltaError

MAX_ADDRESS: Final = 160

_JURISDICTION: Final = r"[a-z]{2,16}"
_FRAMEWORK: Final = r"[A-Za-z0-9][A-Za-z0-9._-]{0,47}"
_VERSION: Final = r"[A-Za-z0-9][A-Za-z0-9._-]{0,31}"
_FRAGMENT: Final = r"[a-z]{1,16}-[a-z0-9]+(?:[._-][a-z0-9]+)*"
_RELEASE_ADDRESS: Final = re.compile(f"({_JURISDICTION})/({_FRAMEWORK})@({_VERSION})", re.ASCII)
_FRAGMENT_FORM: Final = re.compile(_FRAGMENT, re.ASCII)


class AddressRefused(SiltaError):
    """A string that is not an address: `address.malformed`."""


@dataclass(frozen=True, order=True)
class ReleaseAddress:
    """One release of one framework: ``fi/990-1987@1987-12-11``. `version` is as a rule the date that it stands for."""

    jurisdiction: str
    framework: str
    version: str

    def __str__(self) -> str:
        return f"{self.jurisdiction}/{self.framework}@{self.version}"

    def provision(self, fragment: str) -> ProvisionAddress:
        """The address of the provision `fragment` of this release."""
        return ProvisionAddress(self, fragment)


@dataclass(frozen=True, order=True)
class ProvisionAddress:
    """One provision of one release: ``fi/990-1987@1987-12-11#s-7``."""

    release: ReleaseAddress
    fragment: str

    def __str__(self) -> str:
        return f"{self.release}#{self.fragment}"


def is_fragment(fragment: str) -> bool:
    """Whether `fragment` can name a provision inside a release: ``art-10.2``, ``s-7a``, ``r-4``."""
    return len(fragment) <= MAX_ADDRESS and _FRAGMENT_FORM.fullmatch(fragment) is not None


def parse_release_address(s: str) -> ReleaseAddress:
    """The release address written in `s`. Raises `AddressRefused` (`address.malformed`)."""
    match = _RELEASE_ADDRESS.fullmatch(s) if len(s) <= MAX_ADDRESS else None
    if match is None:
        raise AddressRefused("address.malformed", address=s[:MAX_ADDRESS])
    return ReleaseAddress(*match.groups())


def parse_provision_address(s: str) -> ProvisionAddress:
    """The provision address written in `s`. Raises `AddressRefused` (`address.malformed`)."""
    release, mark, fragment = s.partition("#")
    if not mark or len(s) > MAX_ADDRESS or not is_fragment(fragment):
        raise AddressRefused("address.malformed", address=s[:MAX_ADDRESS])
    return ProvisionAddress(parse_release_address(release), fragment)
