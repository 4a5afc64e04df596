"""Kazakh: 2026 ж. 14 сәуір."""

from typing import Final

DATE_FORMAT: Final = "Y \\ж. j E"
SHORT_DATE_FORMAT: Final = "d.m.Y"
TIME_FORMAT: Final = "H:i"
DATETIME_FORMAT: Final = "Y \\ж. j E, H:i"
SHORT_DATETIME_FORMAT: Final = "d.m.Y H:i"
YEAR_MONTH_FORMAT: Final = "Y \\ж. F"
MONTH_DAY_FORMAT: Final = "j E"
FIRST_DAY_OF_WEEK: Final = 1
DATE_INPUT_FORMATS: Final = ["%Y-%m-%d", "%d.%m.%Y"]
TIME_INPUT_FORMATS: Final = ["%H:%M:%S", "%H:%M", "%H.%M"]
DATETIME_INPUT_FORMATS: Final = ["%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%d.%m.%Y %H:%M"]
DECIMAL_SEPARATOR: Final = ","
THOUSAND_SEPARATOR: Final = "\u00a0"
NUMBER_GROUPING: Final = 3
