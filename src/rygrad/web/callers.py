"""Who asks, for counting: an address, or the network of one house."""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address, ip_network

from starlette.types import Scope

ONE_HOUSE = 64  # bits; below that anyone may choose addresses freely


def caller(scope: Scope) -> str:
    """The caller's address; of an IPv6 address the first 64 bits."""
    host = str((scope.get("client") or ("?",))[0])
    try:
        address = ip_address(host)
    except ValueError:
        return host
    if isinstance(address, IPv6Address):
        return str(ip_network((address, ONE_HOUSE), strict=False))
    return host
