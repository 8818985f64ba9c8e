"""Which IP addresses are of hosts on the public internet.

Of IPv4 all but IANA's special-purpose registry, of IPv6 only what is given out as global unicast:
Python's `is_global` alone lets relays, tunnels and the metadata services of clouds through.
"""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

# IANA's list, all of it, also what it calls globally reachable: nobody publishes a page there.
NOT_PUBLIC_4 = tuple(
    map(
        IPv4Network,
        (
            "0.0.0.0/8",  # this network
            "10.0.0.0/8",  # private
            "100.64.0.0/10",  # shared by the customers of one carrier; a cloud's metadata
            "127.0.0.0/8",  # this machine
            "169.254.0.0/16",  # this link; the metadata of most clouds
            "172.16.0.0/12",  # private
            "192.0.0.0/24",  # protocols; a cloud's metadata
            "192.0.2.0/24",  # documentation
            "192.31.196.0/24",  # AS112
            "192.52.193.0/24",  # multicast by tunnels
            "192.88.99.0/24",  # relays of 6to4
            "192.168.0.0/16",  # private
            "192.175.48.0/24",  # AS112
            "198.18.0.0/15",  # benchmarks
            "198.51.100.0/24",  # documentation
            "203.0.113.0/24",  # documentation
            "224.0.0.0/4",  # multicast
            "240.0.0.0/4",  # reserved, and broadcast
            # Public by their number, and served to the inside of a cloud alone.
            "168.63.129.16/32",  # Azure
            "192.80.8.124/32",  # Equinix Metal
        ),
    )
)
# All that is given out as global unicast, less what in it is not an address of a host.
PUBLIC_6 = IPv6Network("2000::/3")
NOT_PUBLIC_6 = tuple(
    map(
        IPv6Network,
        (
            "2001::/23",  # protocols, among them Teredo, which holds an IPv4 address
            "2001:db8::/32",  # documentation
            "2002::/16",  # 6to4, which holds an IPv4 address
            "3fff::/20",  # documentation
        ),
    )
)


def is_public(number: IPv4Address | IPv6Address | str) -> bool:
    """Whether an address is of a host on the public internet; a text that is none is not."""
    try:
        read = ip_address(number) if isinstance(number, str) else number
    except ValueError:
        return False
    if isinstance(read, IPv4Address):
        return not any(read in network for network in NOT_PUBLIC_4)
    if read.scope_id or read not in PUBLIC_6:
        return False
    return not any(read in network for network in NOT_PUBLIC_6)
