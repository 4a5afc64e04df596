"""Finnish: 14.4.2026."""

from typing import Final

DATE_FORMAT: Final = "j.n.Y"
SHORT_DATE_FORMAT: Final = "j.n.Y"
TIME_FORMAT: Final = "G.i"
DATETIME_FORMAT: Final = "j.n.Y \\k\\l\\o G.i"
SHORT_DATETIME_FORMAT: Final = "j.n.Y G.i"
YEAR_MONTH_FORMAT: Final = "F Y"
MONTH_DAY_FORMAT: Final = "j.n."
FIRST_DAY_OF_WEEK: Final = 1
DATE_INPUT_FORMATS: Final = ["%Y-%m-%d", "%d.%m.%Y"]
TIME_INPUT_FORMATS: Final = ["%H:%M:%S", "%H:%M", "%H.%M"]
DATETIME_INPUT_FORMATS: Final = ["%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%d.%m.%Y %H:%M"]
DECIMAL_SEPARATOR: Final = ","
THOUSAND_SEPARATOR: Final = "\u00a0"
NUMBER_GROUPING: Final = 3
