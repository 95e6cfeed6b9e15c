"""How dates and times look in an operator's text; fragments of regular expressions."""

from app.sales.boundaries import RIGHT, WORD, any_of

_MONTH = (
    "(?:янв(?:ар[ья])?|фев(?:рал[ья])?|мар(?:та?)?|апр(?:ел[ья])?|ма[йя]|июн[ья]?|июл[ья]?"
    "|авг(?:уста?)?|сен(?:тябр[ья])?|окт(?:ябр[ья])?|ноя(?:бр[ья])?|дек(?:абр[ья])?"
    "|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![^\W_])\.?"
)
_DAY = r"[0-3]?\d"
_TIME = r"[0-2]?\d:[0-5]\d(?::[0-5]\d)?"

DATE = any_of(
    rf"\d{{4}}(?P<dash>[-./])\d{{1,2}}(?P=dash)\d{{1,2}}(?:T{_TIME}(?:\.\d+)?Z?)?{RIGHT}",
    rf"{_DAY}(?P<dot>[-./]){_DAY}(?P=dot)(?:\d{{4}}|\d\d){RIGHT}",  # 22.11.2026, 11/22/26
    rf"{_DAY}[./]{_DAY}{RIGHT}",  # 22.11
    rf"{_DAY}(?:-{_DAY})? ?{_MONTH}(?: \d{{4}}{RIGHT})?",  # 22 ноября 2026
    rf"{_MONTH} {_DAY}(?:,? \d{{4}})?{RIGHT}",  # Nov 22, 2026
    rf"(?:19|20)\d\d ?{any_of('г[.]', 'год' + WORD, 'г' + RIGHT)}",  # 2026 г.
    rf"{_TIME}{RIGHT}",  # 10:30
    rf"{any_of('в', 'с', 'до', 'к', 'после', 'at', 'by', 'till')} [0-2]?\d-[0-5]\d{RIGHT}",
)
