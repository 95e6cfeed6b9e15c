"""WooCommerce with orders in tables of their own, under a prefix of the shop's choice."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from tests.presets.case import PresetCase, Row
from tests.real_shops.woocommerce import Shop, a_year

PREFIX = "shop7_"
SETTINGS = {
    "woocommerce_custom_orders_table_enabled": "yes",
    "woocommerce_currency": "RUB",
    "timezone_string": "Europe/Moscow",
}
FIRST_TRAP = 1_000_000
EVERY_TENTH = 10


def case() -> PresetCase:
    """Draw the shop, with the orders' numbers taken among the posts."""
    shop = a_shop()
    shop.rows["wp_options"] = settings(SETTINGS)
    shop.rows["wp_posts"] = [_placeholder(row) for row in shop.rows["wp_wc_orders"]]
    return PresetCase(
        preset="woocommerce",
        server="mariadb",
        orders=f"{PREFIX}wc_orders",
        rows={name.replace("wp_", PREFIX, 1): rows for name, rows in shop.rows.items()},
        sales=shop.sales,
        options={"prefix": PREFIX},
        detected={"prefix": PREFIX, "time_zone": "Europe/Moscow", "currency": "RUB"},
    )


def a_shop() -> Shop:
    """Draw the shop of the tests of SELECT sources, and what a preset must not fall for."""
    shop = a_year()
    _add_foreign_orders(shop)
    _write_fields_twice(shop)
    return shop


def settings(values: dict[str, str]) -> list[dict[str, Any]]:
    """Give the rows of WordPress's table of options."""
    return [{"option_name": name, "option_value": value} for name, value in values.items()]


def a_post(**columns: Any) -> Row:
    """Give a row of WordPress's posts, whose texts may not be NULL."""
    texts = ("content", "title", "excerpt", "content_filtered")
    empty = {f"post_{name}": "" for name in texts} | {"to_ping": "", "pinged": ""}
    return {**empty, **columns}


def _placeholder(order: Row) -> Row:
    """WooCommerce keeps the number of an order taken among the posts."""
    return a_post(
        ID=order["id"],
        post_date=order["date_created_gmt"] + timedelta(hours=3),
        post_date_gmt=order["date_created_gmt"],
        post_status="draft",
        post_type="shop_order_placehold",
    )


def _add_foreign_orders(shop: Shop) -> None:
    """An order in dollars has no rate: it is no sale in roubles, nor is its refund."""
    for number, order_id in enumerate(range(FIRST_TRAP, FIRST_TRAP + 200)):
        at = datetime(2025, 1, 1, 12) + timedelta(hours=43 * number)
        shop.rows["wp_wc_orders"].extend(_foreign_rows(order_id, at))
        shop.rows["wp_wc_order_operational_data"].append(
            {"order_id": order_id, "created_via": "admin", "woocommerce_version": "9.5.1"}
        )


def _foreign_rows(order_id: int, at: datetime) -> Iterator[Row]:
    usual = {"currency": "USD", "date_created_gmt": at, "date_updated_gmt": at, "tax_amount": 0}
    yield {
        **usual,
        "id": order_id,
        "status": "wc-completed",
        "type": "shop_order",
        "total_amount": Decimal("77.00"),
        "customer_note": "587-963",
    }
    yield {
        **usual,
        "id": order_id + FIRST_TRAP,
        "status": "wc-completed",
        "type": "shop_order_refund",
        "total_amount": Decimal("-7.00"),
        "parent_order_id": order_id,
    }


def _write_fields_twice(shop: Shop) -> None:
    """A plugin that saves its field again must not double the sale."""
    fields = [row for row in shop.rows["wp_wc_orders_meta"] if row["meta_key"] == "_client_id"]
    shop.rows["wp_wc_orders_meta"] += [dict(row) for row in fields[::EVERY_TENTH]]
