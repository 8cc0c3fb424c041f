import pytest

from bt_admin.lib.senders import address_of, network_of


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.0/24"),
        ("192.0.2.255", "192.0.2.0/24"),
        ("::ffff:192.0.2.7", "192.0.2.0/24"),
        ("2001:db8:1:2ff::1", "2001:db8:1:200::/56"),
        ("2001:db8:1:2aa:ffff::9", "2001:db8:1:200::/56"),
        ("unix:", "unix:"),
        ("", ""),
    ],
)
def test_a_network_is_what_one_sender_has_for_themselves(address, network):
    assert network_of(address) == network


def test_only_our_own_proxy_is_believed(rf, settings):
    request = rf.get("/", headers={"x-forwarded-for": "203.0.113.5, 192.0.2.7"})
    assert address_of(request) == "127.0.0.1"
    settings.PRODUCTION = True
    assert address_of(request) == "192.0.2.7"
