"""The guard: which web addresses may be followed, and which of a name's addresses reached."""

import socket
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobs.feeds.addresses import is_public, read_address
from jobs.feeds.guard import (
    LONGEST,
    Verdict,
    WebAddress,
    follow,
    judge_addresses,
    judge_url,
    read_url,
)
from jobs.feeds.trouble import AddressRefusedError, Refusal

FINE = Verdict(allowed=True)
MOST = settings(max_examples=200, deadline=None)
OURS = frozenset({("127.0.0.1", 8099), ("localhost", 8099), ("::1", 8099), ("blog.example", 443)})


@pytest.mark.parametrize(
    ("url", "read"),
    [
        ("https://www.gov.uk/feed", "https://www.gov.uk/feed"),
        ("HTTP://Blog.Stourhampton.GOV.UK.:80", "http://blog.stourhampton.gov.uk/"),
        ("https://host.gov.uk:8443/a?b=c#d", "https://host.gov.uk:8443/a?b=c"),
        ("https://host.gov.uk?b", "https://host.gov.uk/?b"),
        ("https://bücher.de/ä", "https://xn--bcher-kva.de/%C3%A4"),
        ("https://faß.de/", "https://xn--fa-hia.de/"),
        ("https://中文。中国/", "https://xn--fiq228c.xn--fiqs8s/"),
        ("https://under_score.gov.uk/%20x", "https://under_score.gov.uk/%20x"),
        ("http://8.8.8.8/", "http://8.8.8.8/"),
        ("http://[2606:2800:0220::1]:8080/", "http://[2606:2800:220::1]:8080/"),
    ],
)
def test_a_public_address_is_read_in_one_form_and_allowed(url: str, read: str) -> None:
    assert str(read_url(url)) == read
    assert judge_url(url) == FINE


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("", "not a web address"),
        ("weeknotes", "not a web address"),
        ("www.gov.uk/feed", "not a web address"),
        ("ftp://host.gov.uk/", "not a web address"),
        ("file:///etc/passwd", "not a web address"),
        ("gopher://host.gov.uk/", "not a web address"),
        ("javascript:alert(1)", "not a web address"),
        ("http:/host.gov.uk", "not a web address"),
        ("https://", "not a web address"),
        ("https://:80/", "not a web address"),
        ("https://ade:secret@host.gov.uk/", "credentials"),
        ("https://ade@host.gov.uk/", "credentials"),
        ("https://host.gov.uk@127.0.0.1/", "credentials"),
        ("https://host.gov.uk:80@10.0.0.1:80/", "credentials"),
        ("https://@host.gov.uk/", "credentials"),
        (" https://host.gov.uk/", "odd characters"),
        ("https://host.gov.uk/\r\nHost: inside", "odd characters"),
        ("https://host.gov.uk/a b", "odd characters"),
        ("https://host.gov.uk/\x00", "odd characters"),
        ("https://host.gov.uk/\u202efed", "odd characters"),
        ("https://ho\u200bst.gov.uk/", "odd characters"),
        ("https://host.gov.uk\\@127.0.0.1/", "odd characters"),
        ("https:\\\\host.gov.uk/", "odd characters"),
        ("https://host.gov.uk/\ud800", "odd characters"),
        ("https://host.gov.uk/" + "a" * LONGEST, "too long"),
        ("https://127.0.0.1%00.host.gov.uk/", "odd host"),
        ("https://%31%32%37.0.0.1/", "odd host"),
        ("https://[fe80::1%25eth0]/", "odd host"),
        ("https://[::1/", "odd host"),
        ("https://[127.0.0.1]x/", "odd host"),
        ("https://::1/", "odd host"),
        ("https://host..gov.uk/", "odd host"),
        ("https://host.gov.uk../", "odd host"),
        ("https://-host.gov.uk/", "odd host"),
        ("https://host!.gov.uk/", "odd host"),
        ("https://℀.gov.uk/", "odd host"),
        ("https://host.gov.uk:٨٠/", "odd host"),
        ("https://host.gov.uk:80:80/", "odd host"),
        ("https://" + "a" * 64 + ".gov.uk/", "odd host"),
        ("https://" + "a." * 130 + "uk/", "odd host"),
        ("https://host.gov.uk:22/", "port"),
        ("https://host.gov.uk:0/", "port"),
        ("https://host.gov.uk:6379/", "port"),
        ("https://host.gov.uk:99999/", "port"),
    ],
)
def test_an_address_that_is_none_or_odd_is_refused_with_its_reason(url: str, why: Refusal) -> None:
    assert judge_url(url) == Verdict(allowed=False, why=why)


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.0.0.1.",
        "10.1.2.3",
        "172.31.255.255",
        "192.168.0.1",
        "169.254.169.254",
        "100.100.100.200",
        "168.63.129.16",
        "192.0.0.192",
        "192.0.2.1",
        "198.18.0.1",
        "198.51.100.7",
        "203.0.113.9",
        "192.88.99.1",
        "224.0.0.251",
        "239.255.255.250",
        "255.255.255.255",
        "0.0.0.0",  # noqa: S104 (nothing is bound)
        "240.0.0.1",
        "\uff11\uff12\uff17.0.0.1",
        "⑫⑦.⓪.⓪.①",
        "127。0。0。1",
        "[::]",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:8.8.8.8]",
        "[::127.0.0.1]",
        "[64:ff9b::a00:1]",
        "[64:ff9b:1::1]",
        "[2002:7f00:1::]",
        "[2001:0:4136:e378::1]",
        "[2001:db8::1]",
        "[3fff::1]",
        "[fe80::1]",
        "[fec0::1]",
        "[fd00:ec2::254]",
        "[ff02::1]",
        "[5f00::1]",
        "localhost",
        "LOCALHOST.",
        "printer",
        "a.localhost",
        "metadata.google.internal",
        "router.home.arpa",
        "nas.local",
        "wiki.corp",
        "blog.example",
        "site.test",
        "xyz.onion",
    ],
)
def test_whatever_is_inside_is_refused_with_one_and_the_same_reason(host: str) -> None:
    assert judge_url(f"http://{host}/") == Verdict(allowed=False, why="not public")


@pytest.mark.parametrize(
    "host",
    [
        *("2130706433", "0x7f000001", "017700000001", "127.1", "127.0.1", "0177.0.0.1"),
        *("0x7f.0.0.1", "127.0.0.01", "0", "1.1.1.1.1", "256.1.1.1", "1.2.3.4294967295"),
        *("host.1", "foo.0x", "\uff19"),
    ],
)
def test_a_number_that_a_machine_would_read_as_an_address_is_refused(host: str) -> None:
    assert judge_url(f"http://{host}/") == Verdict(allowed=False, why="odd host")


@MOST
@given(st.integers(0, 2**32 - 1), st.data())
def test_no_spelling_of_an_inner_ipv4_address_passes(number: int, data: st.DataObject) -> None:
    address = IPv4Address(number)
    host = data.draw(st.sampled_from(spellings(address)))
    verdict = judge_url(f"http://{host}/")
    assert IPv4Address(socket.inet_aton(host.strip("[]").rpartition(":")[2])) == address
    if verdict.allowed:
        assert host == str(address)
        assert is_public(address)


def spellings(address: IPv4Address) -> list[str]:
    """The ways in which a machine takes an IPv4 address, and its disguises as IPv6."""
    number, parts = int(address), address.packed
    return [
        str(address),
        str(number),
        hex(number),
        f"0{number:o}",
        f"{parts[0]}.{number & 0xFFFFFF}",
        f"{parts[0]}.{parts[1]}.{number & 0xFFFF}",
        ".".join(hex(part) for part in parts),
        ".".join(f"0{part:o}" for part in parts),
        f"[::ffff:{address}]",
        f"[::{address}]",
        f"[64:ff9b::{address}]",
    ]


@MOST
@given(st.one_of(st.ip_addresses(v=4), st.ip_addresses(v=6)))
def test_what_is_public_to_us_is_public_to_python_too(address: IPv4Address | IPv6Address) -> None:
    if is_public(address):
        assert address.is_global
        assert not address.is_multicast
        assert not address.is_reserved


@MOST
@given(st.ip_addresses(v=4))
def test_an_ipv4_address_is_never_public_in_the_clothes_of_ipv6(inner: IPv4Address) -> None:
    number = int(inner)
    sixth_to_fourth = IPv6Address((0x2002 << 112) | (number << 80) | 1)
    teredo = IPv6Address((0x20010000 << 96) | (number ^ 0xFFFFFFFF))
    mapped = IPv6Address((0xFFFF << 32) | number)
    translated = IPv6Address(int(IPv6Network("64:ff9b::/96").network_address) | number)
    assert not any(map(is_public, (sixth_to_fourth, teredo, mapped, translated)))


@MOST
@given(st.text(max_size=60))
def test_any_text_gets_a_verdict_and_what_is_allowed_stays_as_read(text: str) -> None:
    for url in (text, f"http://{text}", f"https://{text}/feed"):
        if judge_url(url).allowed:
            read = read_url(url)
            assert read_url(str(read)) == read
            assert str(read).isascii()


@MOST
@given(st.text("0123456789abcdefx.:[]%@。\uff11", max_size=24))
def test_a_host_of_numbers_is_a_plain_public_address_or_refused(host: str) -> None:
    if judge_url(f"http://{host}/").allowed:
        read = read_url(f"http://{host}/").host
        address = read_address(read)
        assert address is None or is_public(address)
        if address is None:
            with pytest.raises(OSError, match="illegal"):
                socket.inet_aton(read)


# What a name leads to


def test_a_name_may_be_reached_where_every_address_is_public() -> None:
    assert judge_addresses("host.gov.uk", 443, ["8.8.8.8", "2606:2800:220::1"]) == FINE


@pytest.mark.parametrize(
    "addresses",
    [
        [],
        ["127.0.0.1"],
        ["8.8.8.8", "10.0.0.1"],
        ["8.8.8.8", "::1"],
        ["8.8.8.8", "fe80::1%eth0"],
        ["8.8.8.8", "a name"],
        ["8.8.8.8", "224.0.0.1"],
    ],
)
def test_one_bad_address_spoils_a_name(addresses: list[str]) -> None:
    verdict = judge_addresses("host.gov.uk", 443, addresses)
    assert verdict == Verdict(allowed=False, why="not public")


@pytest.mark.parametrize(
    ("url", "allowed"),
    [
        ("http://127.0.0.1:8099/feed", True),
        ("http://localhost:8099/", True),
        ("http://LOCALHOST.:8099/", True),
        ("http://[0::1]:8099/", True),
        ("https://blog.example/", True),
        ("http://blog.example/", False),
        ("http://127.0.0.1/", False),
        ("http://127.0.0.1:8098/", False),
        ("http://127.0.0.2:8099/", False),
        ("http://127.1:8099/", False),
        ("http://me@127.0.0.1:8099/", False),
    ],
)
def test_an_operators_list_lets_in_exactly_its_hosts_and_ports(url: str, allowed: bool) -> None:
    assert judge_url(url, OURS).allowed is allowed
    assert not judge_url(url).allowed


def test_an_allowed_host_may_lead_inside_at_its_port_only() -> None:
    assert judge_addresses("blog.example", 443, ["127.0.0.1"], OURS).allowed
    assert not judge_addresses("blog.example", 80, ["127.0.0.1"], OURS).allowed
    assert not judge_addresses("evil.gov.uk", 8099, ["127.0.0.1"], OURS).allowed


# Where a redirect leads

HERE = WebAddress("https", "host.gov.uk", 443, "/blog/feed?page=1")


@pytest.mark.parametrize(
    ("location", "there"),
    [
        ("/atom", "https://host.gov.uk/atom"),
        ("atom#top", "https://host.gov.uk/blog/atom"),
        ("?page=2", "https://host.gov.uk/blog/feed?page=2"),
        ("//other.gov.uk", "https://other.gov.uk/"),
        ("https://other.gov.uk:8443/ä", "https://other.gov.uk:8443/%C3%A4"),
        ("http://[::1]/", None),
        ("http://host.gov.uk/", None),
        ("//me@other.gov.uk", None),
        ("https:\\\\other.gov.uk", None),
        ("/\\other.gov.uk", None),
        ("https://[other", None),
        ("/a b", None),
        ("data:text/html,x", None),
        ("file:///etc/passwd", None),
    ],
)
def test_a_redirect_is_read_as_strictly_as_what_a_person_gave(
    location: str, there: str | None
) -> None:
    if there is not None:
        assert str(follow(HERE, location)) == there
        return
    with pytest.raises(AddressRefusedError):
        follow(HERE, location)


def test_a_redirect_may_take_up_encryption_but_never_give_it_up() -> None:
    plain = WebAddress("http", "host.gov.uk", 80, "/")
    assert follow(plain, "https://host.gov.uk/").scheme == "https"
    with pytest.raises(AddressRefusedError) as refused:
        follow(HERE, "http://host.gov.uk/")
    assert refused.value.why == "downgrade"


def test_every_address_of_the_public_internets_blocks_is_public() -> None:
    for text in ("1.1.1.1", "51.140.0.1", "151.101.0.144", "2606:4700::1", "2a04:4e42::144"):
        assert is_public(ip_address(text)), text
