"""A framework release: an act, guide, standard or convention as it stood on a date, with the digest of its package."""

from typing import Annotated

from silta.records.fields import (
    Codes,
    Day,
    Digest,
    Fields,
    Line,
    Prose,
    ReleaseAddress,
    StateCode,
    Title,
    about,
)
from silta.records.kind import Kind
from silta.records.lifecycle import Lifecycle, State
from silta.words.codes import FRAMEWORK_TYPE, LICENCE


class FrameworkRelease(Fields):
    address: ReleaseAddress = about(
        "Address", "jurisdiction/framework@date, for example fi/990-1987@1987-12-11."
    )
    title: Title = about("Title")
    type: Annotated[str, Codes(FRAMEWORK_TYPE)] = about("Type")
    issuer: Line | None = about("Issued by", default=None)
    jurisdiction: Line = about("Jurisdiction")
    as_of: Day = about("As of")
    languages: list[Line] = about("Languages of the text", least=1)
    authentic_languages: list[Line] = about("Authentic languages", default=[])
    licence: Annotated[str, Codes(LICENCE)] = about("Licence")
    provisions: int = about("Provisions")
    source_digest: Digest | None = about("Digest of the source file", default=None)
    package: Digest | None = about(
        "Digest of the package",
        "The provisions as they travel to the partner; empty if they may not be shared.",
        default=None,
    )
    note: Prose | None = about("Note", default=None)
    state: StateCode = about("State")


KIND = Kind(
    code="framework-release",
    group="standards",
    label="Framework release",
    plural="Framework releases",
    fields=FrameworkRelease,
    title="title",
    columns=("address", "type", "as_of", "provisions"),
    number="address",
    year=("as_of",),
    lifecycle=Lifecycle(
        typed={
            "in-force": State("In force", "good", "check"),
            "draft": State("Draft"),
            "amended": State("Amended", "wait", "stale"),
            "repealed": State("Repealed", "off", "x"),
        },
        moves={
            "draft": ("in-force", "repealed"),
            "in-force": ("amended", "repealed"),
            "amended": ("repealed",),
        },
    ),
)
