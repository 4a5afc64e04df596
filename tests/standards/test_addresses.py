from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from silta.standards.addresses import (
    AddressRefused,
    ProvisionAddress,
    ReleaseAddress,
    is_fragment,
    parse_provision_address,
    parse_release_address,
)

RELEASES = st.builds(
    ReleaseAddress,
    st.from_regex(r"[a-z]{2,16}", fullmatch=True),
    st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,20}", fullmatch=True),
    st.from_regex(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", fullmatch=True),
)
FRAGMENTS = st.from_regex(r"[a-z]{1,5}-[a-z0-9]{1,5}([._-][a-z0-9]{1,4}){0,3}", fullmatch=True)


@pytest.mark.parametrize(
    "address",
    [
        "kz/442-V@2024-06-08#art-10.2",
        "iaea/gsr-1@2016#r-4",
        "fi/990-1987@1987-12-11#s-2.1.3",
        "kz/442-V@2024#art-7-1",
    ],
)
def test_an_address_is_written_as_it_is_read(address: str) -> None:
    parsed = parse_provision_address(address)
    assert str(parsed) == address
    assert str(parsed.release) == address.partition("#")[0]


@given(RELEASES, FRAGMENTS)
def test_every_address_comes_back_from_its_own_writing(release: ReleaseAddress, fragment: str) -> None:
    assert parse_release_address(str(release)) == release
    assert parse_provision_address(str(release.provision(fragment))) == ProvisionAddress(release, fragment)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "kz",
        "kz/442-V",
        "kz/442-V@",
        "KZ/442-V@2024",
        "kz/442 V@2024",
        "kz/442-V@2024#",
        "kz/442-V@2024#art",
        "kz/442-V@2024#art-",
        "kz/442-V@2024#art-1\n",
        "kz/442-V@2024#art-1#art-2",
        "kz/../x@1#s-1",
        "қз/442@2024#s-1",
        "fi/990@1987#s-" + "1" * 200,
    ],
)
def test_what_is_no_address_is_refused_by_name(written: str) -> None:
    with pytest.raises(AddressRefused) as refusal:
        parse_provision_address(written)
    assert refusal.value.code == "address.malformed"


@given(st.text())
def test_no_text_makes_parsing_fail_in_another_way(written: str) -> None:
    for parse in (parse_release_address, parse_provision_address):
        with contextlib.suppress(AddressRefused):
            assert str(parse(written)) == written


def test_fragments_are_ascii() -> None:
    assert is_fragment("s-7a")
    assert not is_fragment("s-7ä")
