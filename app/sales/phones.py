"""How phone numbers look in an operator's text; fragments of regular expressions."""

from app.sales.amounts import UNIT
from app.sales.boundaries import RIGHT, SIGNS, any_of

_JOIN = "[ ().-]{0,3}"
_GAP = "[ ().-]{1,3}"
_LABEL = any_of(
    *("т(?:ел(?:ефон)?)?", "моб(?:ильный)?", "факс", "phone", "tel", "mobile", "whats ?app"),
    *("доб(?:авочный)?", "вн(?:утр)?", "ext"),
)
_EXTENSION = r"(?:,? ?(?:доб|вн|ext)\.? ?\d{1,6})?"

_FULL = any_of(
    rf"\+7(?:{_JOIN}\d){{10}}",  # +7 495 123-45-67
    rf"\+(?:{_JOIN}\d){{5,15}}",  # +49 30 123456; at most 15 digits (ITU-T E.164)
    rf"[78]{_GAP}\d(?:{_JOIN}\d){{9}}",  # 8 (495) 123-45-67
    rf"[78]\d{{3}}{_GAP}\d{{3}}[ -]?\d\d[ -]?\d\d",  # 8495 123-45-67
    rf"[78]\d{{4}}{_GAP}\d\d[ -]?\d\d[ -]?\d\d",  # 84852 12-34-56
)
_WITHOUT_COUNTRY = any_of(
    rf"\(\d{{3,5}}\)(?:{_JOIN}\d){{5,7}}",  # (495) 123-45-67
    r"\d{3}[ -]\d{3}[ -]\d\d[ -]?\d\d",  # 495 123-45-67
    r"\d{3}[ -]\d{7}",  # 495 1234567
    r"\d{4}[ -]\d\d[ -]?\d\d[ -]?\d\d",  # 4852 12-34-56
    r"[78](?:[ -]?\d){10}",  # 8495-1234-567
    r"\d{10,15}|\d{9}(?! ?-? ?\d)",  # 4951234567
)
_PIECE = any_of(
    r"\d{3}[ -]\d{3}[ -]\d{3}",  # 495 123-456
    r"\d{2,3}-\d\d-\d\d",  # 123-45-67
)


def phone(spared: str) -> str:
    """Describe phone numbers; a piece of one is spared where it is ``spared``, a client ID."""
    return any_of(
        rf"(?:{_LABEL}{SIGNS})?{_FULL}{_EXTENSION}{RIGHT}",
        rf"(?:{_LABEL}{SIGNS})?{_WITHOUT_COUNTRY}{_EXTENSION}{RIGHT}(?! ?{UNIT})",
        rf"{_LABEL}{SIGNS}\d(?:{_JOIN}\d)*",
        rf"(?<!\d )(?!{spared}{RIGHT}){_PIECE}{RIGHT}(?! ?-? ?\d)(?! ?{UNIT})",
    )
