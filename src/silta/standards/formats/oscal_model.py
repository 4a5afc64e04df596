"""The part of an OSCAL catalog that the library reads and writes, as models that check the shape (NIST OSCAL 1.1, catalog).

What a catalog holds besides (links, roles, back matter, controls' parameters' guidelines) is passed over in reading.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Token = Annotated[str, Field(pattern=r"^[^\W\d][\w.\-]*$", max_length=200)]
"""An identifier inside a document: ``ac-1_smt.a``."""


class _Model(BaseModel):
    model_config = ConfigDict(extra="ignore", populate_by_name=True, serialize_by_alias=True)


class Prop(_Model):
    """A property. `ns` names who gives it a meaning; without it, OSCAL does."""

    name: Token
    value: str
    ns: str | None = None
    class_: str | None = Field(None, alias="class")


class Part(_Model):
    """A statement, an item of it, guidance, an objective of an assessment …"""

    id: Token | None = None
    name: Token
    ns: str | None = None
    title: str | None = None
    props: list[Prop] | None = None
    prose: str | None = None
    parts: list[Part] | None = None


class Selection(_Model):
    """Of what to choose the value of a parameter."""

    choice: list[str] | None = None


class Param(_Model):
    """A place for a value in the words of a control."""

    id: Token
    label: str | None = None
    values: list[str] | None = None
    select: Selection | None = None


class Control(_Model):
    """A control, with its enhancements."""

    id: Token
    title: str
    params: list[Param] | None = None
    props: list[Prop] | None = None
    parts: list[Part] | None = None
    controls: list[Control] | None = None


class Group(_Model):
    """A family of controls, or a chapter."""

    id: Token | None = None
    title: str
    params: list[Param] | None = None
    props: list[Prop] | None = None
    parts: list[Part] | None = None
    groups: list[Group] | None = None
    controls: list[Control] | None = None


class DocumentId(_Model):
    """What a scheme calls the document."""

    identifier: str
    scheme: str | None = None


class Metadata(_Model):
    """What is said of the catalog itself."""

    title: str
    last_modified: str = Field(alias="last-modified")
    version: str
    oscal_version: str = Field(alias="oscal-version")
    document_ids: list[DocumentId] | None = Field(None, alias="document-ids")
    props: list[Prop] | None = None
    remarks: str | None = None


class Catalog(_Model):
    """A catalog of controls."""

    uuid: str
    metadata: Metadata
    params: list[Param] | None = None
    groups: list[Group] | None = None
    controls: list[Control] | None = None


class Document(_Model):
    """The JSON document around a catalog."""

    catalog: Catalog
