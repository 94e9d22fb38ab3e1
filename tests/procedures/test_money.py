"""Amounts in words as vouchers write them."""

import pytest

from procedures.money import LARGEST, in_words


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        (0, "Không đồng"),
        (5, "Năm đồng"),
        (10, "Mười đồng"),
        (15, "Mười lăm đồng"),
        (21, "Hai mươi mốt đồng"),
        (24, "Hai mươi bốn đồng"),
        (55, "Năm mươi lăm đồng"),
        (101, "Một trăm linh một đồng"),
        (110, "Một trăm mười đồng"),
        (111, "Một trăm mười một đồng"),
        (1_000, "Một nghìn đồng"),
        (1_005, "Một nghìn không trăm linh năm đồng"),
        (15_000, "Mười lăm nghìn đồng"),
        (1_005_000, "Một triệu không trăm linh năm nghìn đồng"),
        (3_250_000, "Ba triệu hai trăm năm mươi nghìn đồng"),
        (20_000_000, "Hai mươi triệu đồng"),
        (1_000_000_001, "Một tỷ không trăm linh một đồng"),
        (2_015_400_021, "Hai tỷ không trăm mười lăm triệu bốn trăm nghìn không trăm hai mươi mốt đồng"),
        (12_000_000_000_000, "Mười hai nghìn tỷ đồng"),
        (-450_000, "Âm bốn trăm năm mươi nghìn đồng"),
    ],
)
def test_said_as_on_a_voucher(amount, said):
    assert in_words(amount) == said


def test_no_amount_is_said_like_another():
    amounts = [*range(3_000), *range(1_000_000, 1_003_000), *range(10**9, 10**9 + 1_200)]
    assert len({in_words(amount) for amount in amounts}) == len(amounts)


def test_what_is_too_large_is_refused():
    with pytest.raises(ValueError):
        in_words(LARGEST + 1)
