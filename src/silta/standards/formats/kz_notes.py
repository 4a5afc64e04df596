"""Editorial notes in texts of Kazakh law: what reference systems add to say where the words come from.

They stand on lines of their own among the words of the law, in Russian or Kazakh, and are no part of it:

==========================================  =============================================
what changed                                "Подпункт … изложен в редакции Закона РК …"
what was added                              "Статья дополнена подпунктом … в соответствии …"
what was taken out                          "… исключен в соответствии с Законом РК …"
where to look                               "См.: …", "См. изменения в статью …", "Қараңыз: …"
notes of the official register              "Сноска. …", "Ескерту. …", "Примечание ИЗПИ! …"
==========================================  =============================================

A line counts as a note of change only if it also cites an act by its date or number, or an older wording: the law itself may
well say that something "is excluded in accordance with the legislation".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_PREFIXES: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"См\s*\.?\s*:|См\.\s",
        r"Қара(?:ңыз)?\s*\.?\s*:|Қараңыз\s",
        r"(?:Сноска|Ескерту|Примечание|Примечани[ея]\s+(?:ИЗПИ|РЦПИ|редакции)|(?:РҚАО|ЗҚАИ)[-\w]*\s+ескертпесі)\s*[.!:]",
        r"[\d\s,)(.–-]*\bалып\s+таста(?:лды|лған)\b",
    )
)


@dataclass(frozen=True)
class _NoteOfChange:
    """How a language says what changed: the line begins with `begins`, then speaks of a change, and cites an act."""

    begins: re.Pattern[str]
    changed: re.Pattern[str]
    cites: re.Pattern[str]

    def matches(self, line: str) -> bool:
        begun = self.begins.match(line)
        if begun is None or self.cites.search(line) is None:
            return False
        return self.changed.search(line, begun.start("change")) is not None


_UNIT_RU: Final = (
    r"(?:под)?пункт\w*|част[иьяею]\w*|абзац\w*|стать\w+|глав\w+|раздел\w*|параграф\w*|заголов\w+|преамбул\w+|приложени\w+"
    r"|закон\w*|кодекс\w*|правил\w*|текст\w*|предложени\w+"
)
_CHANGED_RU: Final = (
    r"(?:изложен\w*\s+в\s+(?:новой\s+)?редакции|дополнен\w*|внесен\w*\s+изменени\w+|изменен\w*|введен\w*"
    r"|исключен\w*|утратил\w*\s+силу)"
)
_CITES_RU: Final = (
    r"\b(?:Закон|Кодекс|Указ|Постановлени|Приказ|Решени)\w*\b[^;]{0,80}?\bот\s+\d"
    r"|\(см\.\s*стар\.\s*ред|№\s*\d+-[IVX]"
)
_UNIT_KK: Final = (
    r"(?:\d[\d-]*[\s-]*\)?\s*)?(?:тармақша|тармақ|бөлік|абзац|бап|тарау|бөлім|тақырып|кіріспе|заң|кодекс)\w*"
)
_CHANGED_KK: Final = (
    r"(?:редакциясында|толықтырылды|толықтырылған|өзгеріс\w*\s+енгізілді|алып\s+тасталды|күші\s+жойылды)"
)
_CITES_KK: Final = r"№\s*\d+|\d{2}\.\d{2}\.\d{2}|\(бұр\.\s*ред"

_CHANGES: Final = tuple(
    _NoteOfChange(*(re.compile(pattern, re.IGNORECASE) for pattern in patterns))
    for patterns in (
        (rf"(?:В\s+)?(?:{_UNIT_RU})\b[^.;:]{{0,80}}\b(?P<change>{_CHANGED_RU})", _CHANGED_RU, _CITES_RU),
        (r"[\d\s,)(.и–-]*\b(?P<change>исключен\w*|утратил\w*\s+силу)\b", _CHANGED_RU, _CITES_RU),
        (rf"{_UNIT_KK}(?P<change>)", _CHANGED_KK, _CITES_KK),
    )
)
_LONGEST: Final = 2_000


def is_note(line: str) -> bool:
    """Whether `line`, without spaces around it, is an editorial note."""
    if len(line) > _LONGEST:
        return False
    return any(prefix.match(line) for prefix in _PREFIXES) or any(note.matches(line) for note in _CHANGES)
