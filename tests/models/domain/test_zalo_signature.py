"""An event is taken for Zalo's only by a signature that nobody else can make."""

from hashlib import sha256
from itertools import product

import pytest

from models.domain.zalo_signature import is_signed

RAW = '{"data": "Đã nhận"}'.encode()
IDS, TIMES, SECRETS = ("app", "oa"), ("17", "18"), ("bi-mat-oa", "bi-mat-app")
KNOWN = {"ids": IDS, "times": TIMES, "secrets": SECRETS}


def mac(identity, time, secret, raw=RAW):
    return "mac=" + sha256(identity.encode() + raw + time.encode() + secret.encode()).hexdigest()


@pytest.mark.parametrize("variant", list(product(IDS, TIMES, SECRETS)))
def test_every_variant_that_zalo_may_mean_is_taken(variant):
    assert is_signed(RAW, mac(*variant), **KNOWN)


@pytest.mark.parametrize(
    "given",
    [
        "",
        "mac=",
        "mac=đ",
        "mac=\udcff",
        mac("app", "17", "khac"),
        mac("app", "19", "bi-mat-oa"),
        mac("khac", "17", "bi-mat-oa"),
        mac("app", "17", "bi-mat-oa", RAW + b" "),
        mac("app", "17", "bi-mat-oa").removeprefix("mac="),
    ],
)
def test_nothing_else_is(given):
    assert not is_signed(RAW, given, **KNOWN)


@pytest.mark.parametrize("missing", list(KNOWN))
def test_what_is_not_set_up_lets_nobody_in(missing):
    parts = {name: values[0] for name, values in KNOWN.items()} | {missing: ""}
    given = mac(parts["ids"], parts["times"], parts["secrets"])
    assert not is_signed(RAW, given, **(KNOWN | {missing: ("",)}))
