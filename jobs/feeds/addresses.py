"""Which network addresses are public. Pure.

The tables are IANA's registries of special-purpose addresses (RFC 6890 and its updates) written
out, because what `ipaddress.is_global` says differs between releases of Python: one of them lets
192.0.0.192 pass, where Oracle's cloud answers about the machine that asks.
"""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

Address = IPv4Address | IPv6Address

_NEVER_4 = tuple(
    IPv4Network(network)
    for network in (
        "0.0.0.0/8",  # this network
        "10.0.0.0/8",  # private
        "100.64.0.0/10",  # shared by a carrier's customers; Alibaba's metadata
        "127.0.0.0/8",  # loopback
        "168.63.129.16/32",  # Azure's host agent: public by its number only
        "169.254.0.0/16",  # link-local; the metadata of most clouds
        "172.16.0.0/12",  # private
        "192.0.0.0/24",  # protocol assignments; Oracle's metadata
        "192.0.2.0/24",  # documentation
        "192.31.196.0/24",  # AS112
        "192.52.193.0/24",  # multicast relays
        "192.88.99.0/24",  # relays from IPv6
        "192.168.0.0/16",  # private
        "192.175.48.0/24",  # AS112
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved; broadcast
    )
)
_UNICAST_6 = IPv6Network("2000::/3")
"""Outside it lie loopback, link-local, unique local and multicast addresses, and IPv4 in disguise:
mapped (::ffff:0:0/96), compatible (::/96) and translated (64:ff9b::/96, 64:ff9b:1::/48)."""
_NEVER_6 = tuple(
    IPv6Network(network)
    for network in (
        "2001::/23",  # protocol assignments: Teredo, benchmarks, ORCHID
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4: an IPv4 address in disguise
        "2620:4f:8000::/48",  # AS112
        "3fff::/20",  # documentation
    )
)


def read_address(text: str) -> Address | None:
    """Return an address in its usual spelling, else None; one with a zone is none."""
    try:
        return None if "%" in text else ip_address(text)
    except ValueError:
        return None


def is_public(address: Address) -> bool:
    """Return whether the address is one machine on the public internet, said plainly."""
    if isinstance(address, IPv4Address):
        return not any(address in network for network in _NEVER_4)
    return address in _UNICAST_6 and not any(address in network for network in _NEVER_6)
