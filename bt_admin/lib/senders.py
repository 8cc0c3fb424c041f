"""Who sends a form that is open to everybody: their network address."""

from ipaddress import ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

# A household or an office has so much of the address to itself.
PREFIX = {4: 24, 6: 56}


def address_of(request: HttpRequest) -> str:
    """The sender's; in production as our own proxy wrote it last, not as they did."""
    told = request.headers.get("X-Forwarded-For", "")
    if settings.PRODUCTION and told:
        return told.rsplit(",", 1)[-1].strip()
    return request.META.get("REMOTE_ADDR", "")


def network_of(address: str) -> str:
    """The address's /24, or /56 of IPv6: "192.0.2.0/24". What is no address is itself.

    Whoever has one IPv6 address has as many as they like.
    """
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    mapped = getattr(parsed, "ipv4_mapped", None)
    parsed = mapped or parsed
    network = ip_network((parsed, PREFIX[parsed.version]), strict=False)
    return str(network)
