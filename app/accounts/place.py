"""The place that a login comes from: what counts as one when its failures are counted."""

from ipaddress import IPv6Address, IPv6Network, ip_address

_PREFIX_BITS = 64


def place_of(address: str) -> str:
    """Return an IPv4 address as it is, the /64 network of an IPv6 one, other text unchanged.

    A provider gives one customer a whole /64 (RFC 6177, section 2), so its addresses are one place.
    """
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if not isinstance(parsed, IPv6Address):
        return str(parsed)
    if parsed.ipv4_mapped:
        return str(parsed.ipv4_mapped)
    return str(IPv6Network((parsed.packed, _PREFIX_BITS), strict=False))
