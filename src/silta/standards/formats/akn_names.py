"""What the element names of Akoma Ntoso mean to the library (OASIS LegalDocML 1.0, part 2; older drafts are read alike).

Akoma Ntoso lets a tradition nest its levels as it likes: a section may hold articles, or be what people cite. So these sets only
say what an element can be; `akn_tree` decides by what stands inside.
"""

from __future__ import annotations

from typing import Final

from lxml import etree

from silta.standards.formats.xml_input import local_name
from silta.standards.formats.xml_words import Shape

DOCUMENTS: Final = frozenset(
    "act bill doc statement judgment debateReport debate portion amendment officialGazette".split()  # noqa: SIM905
)
COLLECTIONS: Final = frozenset({"documentCollection", "amendmentList"})
BODIES: Final = frozenset(
    {"body", "mainBody", "judgmentBody", "portionBody", "amendmentBody", "debateBody", "fragmentBody"}
)
ATTACHED: Final = frozenset({"attachment", "annex"})
ATTACHMENTS: Final = frozenset({"attachments", "annexes", "components", "collectionBody"})

PARTS: Final = frozenset({"part", "book", "tome", "title", "subtitle"})
GROUPS: Final = PARTS | frozenset(
    {"chapter", "subchapter", "division", "subdivision", "subpart", "hcontainer", "container"}
)
JUDGED: Final = frozenset({"introduction", "background", "arguments", "remedies", "motivation", "decision"})
"""The fixed parts of a judgment: named by their element, as they have no numbers."""
CITED: Final = frozenset({"article", "section", "rule"})
"""What people cite, unless it holds other such elements."""
PIECES: Final = frozenset(
    """paragraph subparagraph subsection clause subclause point subrule indent alinea proviso level sublist
    transitional item""".split()  # noqa: SIM905
)
LEVELS: Final = GROUPS | JUDGED | CITED | PIECES
MATTER: Final = frozenset({"coverPage", "preface", "preamble", "conclusions"})
TITLES: Final = frozenset({"docTitle", "shortTitle", "docNumber", "docType"})
TRANSPARENT: Final = frozenset(
    "content intro wrapUp list blockList body mainBody".split()  # noqa: SIM905
)
QUOTED: Final = frozenset({"embeddedStructure", "quotedStructure", "embeddedText", "quotedText"})
NOTES: Final = frozenset({"authorialNote", "remark"})
"""What the publisher remarks: no words of the law."""
OWN: Final = frozenset({"num", "heading", "subheading", "meta", "crossHeading"})

_BLOCKS: Final = (
    GROUPS
    | CITED
    | (PIECES - {"item"})
    | frozenset(
        """p block item li heading subheading crossHeading content intro wrapUp list listIntroduction listWrapUp
        blockList tr table caption foreign tblock toc tocItem longTitle recital recitals citation citations formula
        embeddedStructure quotedStructure blockContainer preface preamble conclusions""".split()  # noqa: SIM905
    )
)
SHAPE: Final = Shape(
    blocks=_BLOCKS, breaks=frozenset({"br", "eol"}), labels=frozenset({"num"}), silent=NOTES | {"meta"}
)


def attribute(element: etree._Element, *names: str) -> str:
    """The first of these attributes that `element` has, whatever its namespace; empty if it has none."""
    held = {etree.QName(str(key)).localname: str(value) for key, value in element.attrib.items()}
    return next((held[name].strip() for name in names if name in held), "")


def child(element: etree._Element, name: str) -> etree._Element | None:
    """The first child of that name."""
    return next((one for one in element if local_name(one) == name), None)
