"""The rows of a nopCommerce shop: an order, its items, and what is noted on it."""

from datetime import datetime, timedelta
from decimal import Decimal
from random import Random
from uuid import UUID

from tests.presets.case import Row
from tests.real_shops.operators import a_client_id

CLIENT_ATTRIBUTE = 4
AMOUNTS = (
    "OrderSubtotalInclTax",
    "OrderSubtotalExclTax",
    "OrderSubTotalDiscountInclTax",
    "OrderSubTotalDiscountExclTax",
    "OrderShippingInclTax",
    "OrderShippingExclTax",
    "PaymentMethodAdditionalFeeInclTax",
    "PaymentMethodAdditionalFeeExclTax",
    "OrderTax",
    "OrderDiscount",
)
NUMBERS = ("BillingAddressId", "CustomerId", "CustomerLanguageId", "AffiliateId")
USUAL = {
    **dict.fromkeys(AMOUNTS, Decimal(0)),
    **dict.fromkeys(NUMBERS, 1),
    "PickupInStore": False,
    "ShippingStatusId": 20,
    "CustomerTaxDisplayTypeId": 0,
    "AllowStoringCreditCardNumber": False,
}
ITEM_AMOUNTS = (
    "UnitPriceInclTax",
    "UnitPriceExclTax",
    "PriceInclTax",
    "PriceExclTax",
    "DiscountAmountInclTax",
    "DiscountAmountExclTax",
)
BY_STAFF = "Order placed by a store owner ('boss@example.com'. ID = 7) impersonating the customer."


def an_order(number: int, at: datetime, random: Random) -> Row:
    """Draw an order; some are refunded later: in part or whole."""
    total = Decimal(random.randrange(100, 90_000_000)) / 10_000
    part = (total / 3).quantize(Decimal("0.0001"))
    payment, refunded = random.choice(
        ((10, 0), (20, 0), (30, 0), (30, 0), (30, 0), (35, part), (40, total), (50, 0))
    )
    return {
        **USUAL,
        "Id": number,
        "CustomOrderNumber": str(number),
        "OrderGuid": str(UUID(int=random.getrandbits(128))),
        "StoreId": random.choice((1, 1, 1, 1, 2)),
        "OrderStatusId": random.choice((10, 20, 30, 30, 30, 40)),
        "PaymentStatusId": payment,
        # shown to the customer; the amounts are in the store's own currency
        "CustomerCurrencyCode": random.choice(("RUB", "USD")),
        "CurrencyRate": random.choice((Decimal(1), Decimal("0.0125"))),
        "OrderTotal": total,
        "RefundedAmount": Decimal(refunded),
        "Deleted": random.randrange(12) == 0,
        "CreatedOnUtc": at.replace(tzinfo=None),
        "CustomValuesXml": a_client_id(random),
    }


def attributes(written: str) -> str:
    """Give the XML of an order's checkout attributes, another one of which looks like an ID."""
    values = {1: "587-963", CLIENT_ATTRIBUTE: written, 44: "112-204"}
    inner = "".join(
        f'<CheckoutAttribute ID="{number}"><CheckoutAttributeValue><Value>{value}</Value>'
        "</CheckoutAttributeValue></CheckoutAttribute>"
        for number, value in values.items()
    )
    return f"<Attributes>{inner}</Attributes>"


def items(order: Row, random: Random) -> list[Row]:
    """Draw an order's items; the cost of some products was never entered."""
    return [
        {
            **dict.fromkeys(ITEM_AMOUNTS, Decimal(1)),
            "OrderId": order["Id"],
            "ProductId": 1,
            "OrderItemGuid": str(UUID(int=random.getrandbits(128))),
            "Quantity": random.randrange(1, 4),
            "OriginalProductCost": Decimal(random.choice((0, *range(9_000, 90_000, 7_001))))
            / 10_000,
        }
        for _ in range(random.randrange(1, 3))
    ]


def notes(order: Row, written: list[str]) -> list[Row]:
    """Give what nopCommerce noted on an order, and the staff after it."""
    queued = '"Order placed" email has been queued. Queued email identifiers: 587963.'
    return [
        {
            "Note": text,
            "OrderId": order["Id"],
            "DownloadId": 0,
            "DisplayToCustomer": False,
            "CreatedOnUtc": order["CreatedOnUtc"] + timedelta(minutes=minutes),
        }
        for minutes, text in enumerate([*written, queued])
    ]
