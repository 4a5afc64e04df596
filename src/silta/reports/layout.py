"""A document laid out for its languages: numbered, captioned and said in one language or two. HTML and PDF draw this.

Everything here is plain data, so that a renderer needs to know neither records nor translations. ``Lines`` that must stay
aligned hold one line a language; stacked ones hold a single line where all languages say the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from silta.reports.content import (
    BarChart,
    Block,
    Certificate,
    Content,
    Heading,
    Inline,
    Items,
    Joined,
    Literal,
    Meta,
    Moment,
    Number,
    Paragraph,
    Period,
    Signature,
    Signatures,
    Table,
    Verification,
    Words,
)
from silta.reports.labels import of_list
from silta.reports.phrases import CONTEXT, Phrase
from silta.reports.speaking import Line, Speaker, Translate
from silta.reports.widths import column_shares
from silta.words.codes import MARKING
from silta.words.errors import SiltaError
from silta.words.languages import CODES

Lines = tuple[Line, ...]


class LayoutRefused(SiltaError):
    """A document cannot be laid out in the languages asked for."""


@dataclass(frozen=True)
class LaidHeading:
    text: Lines
    level: int
    number: str


@dataclass(frozen=True)
class LaidParagraph:
    text: Lines
    number: str


@dataclass(frozen=True)
class LaidItems:
    items: tuple[Lines, ...]


@dataclass(frozen=True)
class LaidColumn:
    """`share` is the width in signs, relative to the other columns."""

    label: Lines
    share: int
    align: str


@dataclass(frozen=True)
class LaidTable:
    """`caption` is empty for the table of a chart, which stands under the caption of its figure."""

    caption: Lines
    columns: tuple[LaidColumn, ...]
    rows: tuple[tuple[Lines, ...], ...]
    total: tuple[Lines, ...]


@dataclass(frozen=True)
class LaidBar:
    label: Lines
    values: tuple[int, ...]


@dataclass(frozen=True)
class LaidChart:
    caption: Lines
    alt: Lines
    series: tuple[Lines, ...]
    bars: tuple[LaidBar, ...]
    table: LaidTable


@dataclass(frozen=True)
class LaidSignature:
    party: str
    name: Lines
    state: Lines
    tone: str
    details: Lines


@dataclass(frozen=True)
class LaidSignatures:
    signatures: tuple[LaidSignature, ...]


@dataclass(frozen=True)
class LaidVerification:
    """`code` is the text of a square code, `alt` what it is for those who cannot see it."""

    rows: tuple[tuple[Lines, Lines], ...]
    code: str
    alt: Lines


@dataclass(frozen=True)
class LaidCertificate:
    """A page of its own for one person; `name` is in no language."""

    heading: Lines
    intro: Lines
    name: str
    lines: tuple[Lines, ...]
    signature: Lines
    foot: Lines


LaidBlock = (
    LaidHeading
    | LaidParagraph
    | LaidItems
    | LaidTable
    | LaidChart
    | LaidCertificate
    | LaidSignatures
    | LaidVerification
)


@dataclass(frozen=True)
class LaidDocument:
    """A whole document. `page` is the pattern of a page's number, with ``{page}`` and ``{pages}``; `day` is ISO or empty."""

    languages: tuple[str, ...]
    title: Lines
    subtitle: Lines
    parties: tuple[tuple[str, Lines], ...]
    facts: tuple[Lines, ...]
    standing: Lines
    marking: Lines
    draft: bool
    draft_word: str
    page: str
    day: str
    one_page: bool
    blocks: tuple[LaidBlock, ...]


def lay_out(content: Content, languages: Sequence[str], translate: Translate) -> LaidDocument:
    """`content` in one language of the interface, or in two side by side.

    Raises `LayoutRefused`: `report.unknown-language`, `report.too-many-languages` (none, more than two, or one twice).
    """
    for language in languages:
        if language not in CODES:
            raise LayoutRefused("report.unknown-language", language=language)
    if not 0 < len(languages) <= 2 or len(set(languages)) != len(languages):
        raise LayoutRefused("report.too-many-languages", count=len(languages))
    speaker = Speaker(tuple(languages), translate)
    blocks = _Typesetter(speaker).blocks((*content.front, *content.blocks, *content.back))
    return _around(content, speaker, tuple(blocks))


def _around(content: Content, speaker: Speaker, blocks: tuple[LaidBlock, ...]) -> LaidDocument:
    meta, first = content.meta, speaker.languages[0]
    marking = Joined(tuple(of_list(MARKING, code) for code in meta.marking), " · ")
    draft = dict.fromkeys(speaker.word(Phrase.DRAFT, language) for language in speaker.languages)
    return LaidDocument(
        languages=speaker.languages,
        title=speaker.say(content.title),
        subtitle=speaker.say(content.subtitle) if content.subtitle else (),
        parties=tuple((party.code, speaker.stack(party.name)) for party in meta.parties),
        facts=tuple(speaker.stack(fact) for fact in meta.facts),
        standing=speaker.stack(_standing(meta)),
        marking=speaker.stack(marking),
        draft=meta.draft,
        draft_word=" · ".join(draft),
        page=speaker.word(Phrase.PAGE, first),
        day=meta.day,
        one_page=content.one_page,
        blocks=blocks,
    )


def _standing(meta: Meta) -> Words:
    """Whether people may rely on the text: a draft, agreed by whom and when, or an account of records."""
    if meta.draft:
        return _phrase(Phrase.DRAFT_NOTE)
    if not meta.agreed:
        return _phrase(Phrase.RECORDS_NOTE, day=Period(meta.day))
    parties = Joined(tuple(Literal(code.upper()) for code in meta.agreed), ", ")
    return _phrase(Phrase.SIGNED_NOTE, parties=parties, day=Period(meta.day))


def _phrase(phrase: Phrase, **args: Inline) -> Words:
    return Words(CONTEXT, phrase.value, args)


@dataclass
class _Typesetter:
    """Numbers what it lays out: sections, paragraphs within them, figures and tables through the document."""

    speaker: Speaker
    section: int = 0
    paragraph: int = 0
    counted: dict[Phrase, int] = field(default_factory=dict)

    def blocks(self, blocks: Sequence[Block]) -> Iterator[LaidBlock]:
        for block in blocks:
            yield self._numbered(block) or self._plain(block)

    def _numbered(self, block: Block) -> LaidBlock | None:
        match block:
            case Heading():
                return self._heading(block)
            case Paragraph():
                self.paragraph += 1
                return LaidParagraph(self.speaker.say(block.text), f"{self.section}.{self.paragraph}")
            case Table():
                return self._table(block, self._caption(Phrase.TABLE, block.caption))
            case BarChart():
                return self._chart(block)
        return None

    def _plain(self, block: Block) -> LaidBlock:
        match block:
            case Signatures():
                return LaidSignatures(tuple(self._signature(s) for s in block.signatures))
            case Certificate():
                return self._certificate(block)
            case Verification():
                return self._verification(block)
            case Items():
                return LaidItems(tuple(self.speaker.say(item) for item in block.items))
        raise TypeError(block)

    def _heading(self, heading: Heading) -> LaidHeading:
        if heading.level > 1:
            return LaidHeading(self.speaker.say(heading.text), heading.level, "")
        self.section, self.paragraph = self.section + 1, 0
        return LaidHeading(self.speaker.say(heading.text), heading.level, str(self.section))

    def _caption(self, phrase: Phrase, caption: Inline) -> Lines:
        number = self.counted[phrase] = self.counted.get(phrase, 0) + 1
        return self.speaker.say(_phrase(phrase, number=Number(number), caption=caption))

    def _table(self, table: Table, caption: Lines) -> LaidTable:
        labels = [self.speaker.stack(column.label) for column in table.columns]
        rows = tuple(tuple(map(self.speaker.cell, row)) for row in table.rows)
        total = tuple(map(self.speaker.cell, table.total))
        shares = column_shares(labels, (*((total,) if total else ()), *rows))
        columns = tuple(
            LaidColumn(label, share, column.align)
            for column, label, share in zip(table.columns, labels, shares, strict=True)
        )
        return LaidTable(caption, columns, rows, total)

    def _chart(self, chart: BarChart) -> LaidChart:
        return LaidChart(
            caption=self._caption(Phrase.FIGURE, chart.caption),
            alt=self.speaker.say(_phrase(Phrase.CHART_ALT, caption=chart.caption)),
            series=tuple(self.speaker.stack(label) for label in chart.series),
            bars=tuple(LaidBar(self.speaker.cell(bar.label), bar.values) for bar in chart.bars),
            table=self._table(chart.table, ()),
        )

    def _signature(self, signature: Signature) -> LaidSignature:
        details: list[Inline] = []
        if signature.moment:
            details.append(_phrase(Phrase.MOMENT, moment=Moment(signature.moment)))
        if signature.role:
            details.append(_phrase(Phrase.ROLE, role=signature.role))
        if signature.entry is not None:
            origin = Literal(signature.origin, "code")
            details.append(_phrase(Phrase.ENTRY, entry=Literal(str(signature.entry)), origin=origin))
        if signature.key:
            details.append(_phrase(Phrase.KEY, key=Literal(signature.key, "code")))
        return LaidSignature(
            party=signature.party,
            name=self.speaker.stack(signature.name),
            state=self.speaker.stack(signature.state),
            tone=signature.tone,
            details=self.speaker.stack(Joined(tuple(details), " · ")) if details else (),
        )

    def _certificate(self, block: Certificate) -> LaidCertificate:
        stack = self.speaker.stack
        return LaidCertificate(
            stack(block.heading),
            stack(block.intro),
            block.name,
            tuple(stack(line) for line in block.lines),
            stack(block.signature),
            stack(block.foot),
        )

    def _verification(self, verification: Verification) -> LaidVerification:
        return LaidVerification(
            tuple(
                (self.speaker.stack(label), self.speaker.stack(value)) for label, value in verification.rows
            ),
            verification.code,
            self.speaker.say(_phrase(Phrase.CODE_ALT)),
        )
