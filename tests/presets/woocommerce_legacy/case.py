"""WooCommerce with its orders among WordPress's posts, the new tables there but not in use."""

from collections.abc import Iterator
from datetime import UTC
from typing import Any
from zoneinfo import ZoneInfo

from tests.presets.case import PresetCase, Row
from tests.presets.woocommerce.case import a_post, a_shop, settings
from tests.real_shops.woocommerce import Shop

ZONE = ZoneInfo("America/Santiago")
PREFIX = "site_"
SETTINGS = {
    "woocommerce_custom_orders_table_enabled": "no",
    "woocommerce_currency": "RUB",
    "timezone_string": str(ZONE),
}
ORDER_ITEM = {"order_item_name": "SALE10", "order_item_type": "coupon"}


def case() -> PresetCase:
    """Draw the shop that the new tables hold too, written the old way."""
    shop = a_shop()
    orders = shop.rows["wp_wc_orders"]
    rows: dict[str, list[Row]] = {
        "options": list(settings(SETTINGS)),
        "posts": [_post(order) for order in orders] + [_page()],
        "postmeta": [*_fields(shop)],
        "woocommerce_order_items": [{**ORDER_ITEM, "order_id": row["id"]} for row in orders[::30]],
    }
    return PresetCase(
        preset="woocommerce-legacy",
        server="mariadb",
        orders=f"{PREFIX}posts",
        rows={PREFIX + name: each for name, each in rows.items()},
        sales=shop.sales,
        options={"prefix": PREFIX},
        detected={"prefix": PREFIX, "time_zone": str(ZONE), "currency": "RUB"},
        time_zone=ZONE,
    )


def _post(order: Row) -> Row:
    at = order["date_created_gmt"]
    return a_post(
        ID=order["id"],
        post_date=at.replace(tzinfo=UTC).astimezone(ZONE).replace(tzinfo=None),
        post_date_gmt=at,
        post_excerpt=order.get("customer_note") or "",
        post_status=order["status"],
        post_type=order["type"],
        post_parent=order.get("parent_order_id") or 0,
    )


def _page() -> Row:
    return a_post(ID=1, post_status="publish", post_type="page", post_title="О нас 587-963")


def _fields(shop: Shop) -> Iterator[Row]:
    """Give the fields of every order; the amounts are text here."""
    ways = {row["order_id"]: row for row in shop.rows["wp_wc_order_operational_data"]}
    for order in shop.rows["wp_wc_orders"]:
        if order["type"] == "shop_order_refund":
            yield _field(order["id"], "_refund_amount", str(-order["total_amount"]))
        else:
            yield _field(order["id"], "_created_via", ways[order["id"]]["created_via"])
        yield _field(order["id"], "_order_total", str(order["total_amount"]))
        yield _field(order["id"], "_order_currency", order["currency"])
    for row in shop.rows["wp_wc_orders_meta"]:
        yield _field(row["order_id"], row["meta_key"], row["meta_value"])


def _field(post: int, key: str, value: Any) -> Row:
    return {"post_id": post, "meta_key": key, "meta_value": value}
