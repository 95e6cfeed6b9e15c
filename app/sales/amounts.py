"""How prices, amounts and other counted things look; fragments of regular expressions."""

from app.sales.boundaries import RIGHT, SIGNS, WORD, any_of

_CURRENCY = any_of(
    "[$€£¥₽₴₸]",
    any_of(
        *(f"руб{WORD}", f"коп{WORD}", f"долл{WORD}", "евро", "грн", "тенге", "тг"),
        *("rub", "rur", "usd", "eur", "gbp", "kzt", "byn", "uah"),
    )
    + r"(?![^\W_])",
)
_MEASURE = any_of(
    *("р", "тыс", "млн", "pcs", "ед", "кг", "мм", "см", "мин"),
    *(f"шт{WORD}", f"упак{WORD}", f"час{WORD}", f"товар{WORD}", f"позици{WORD}"),
)
UNIT = any_of("%", _CURRENCY, rf"{_MEASURE}(?![^\W_])(?!-)")

_AMOUNT = r"(?:\d{1,3}(?:[ .,']\d{3}){1,6}|\d{1,15})(?:[.,]\d{1,2})?"
_AMOUNT_LABEL = any_of(
    *(f"сумм{WORD}", f"цен{WORD}", f"стоимост{WORD}", f"скидк{WORD}", "итого"),
    *(f"(?:пред|о)плат{WORD}", f"оплачен{WORD}", "total", "sum", "price", "amount", "paid"),
)
PRICE = any_of(
    rf"{_AMOUNT} ?{UNIT}",  # 587 963 руб, 2 шт
    rf"\d{{1,15}}-\d{{1,15}} ?{UNIT}",  # 500-600 ₽
    rf"\d{{1,3}}(?:[.,']\d{{3}}){{1,6}}(?:[.,]\d\d?)?{RIGHT}",  # 587,963
    rf"\d{{1,2}}(?: \d{{3}}){{2,6}}{RIGHT}",  # 1 587 963
    rf"\d{{1,3}}(?: \d{{3}}){{0,6}}[.,]\d\d{RIGHT}",  # 587 963,00
    rf"\d{{4,15}}[.,]\d\d{RIGHT}",  # 587963.00
    rf"{_CURRENCY}\.? ?{_AMOUNT}{RIGHT}",  # $587 963
    rf"{_AMOUNT_LABEL}[ :=-]{{1,3}}{_AMOUNT}{RIGHT}",  # сумма 587 963
)

_THING = any_of(
    *(f"заказ{WORD}", f"сч[её]т{WORD}", f"чек{WORD}", f"договор{WORD}", f"накладн{WORD}"),
    *(f"индекс{WORD}", "инн", "кв", "дом", "офис", "order", "invoice", "receipt", "zip"),
    *(f"паспорт{WORD}", f"трек{WORD}", f"карт{WORD}", f"товар{WORD}", f"домофон{WORD}"),
    *(f"подтвержден{WORD}", "дог", "сч", "накл", "смс", "sms", "пин", "pin", "track", "card"),
)
OTHER_NUMBER = rf"{_THING}{SIGNS}(?:(?:номер|no)[ .]{{1,2}})?\d+(?: \d+)*{RIGHT}"  # заказ № 587963
