"""Amounts of đồng in the words of a voucher: a gap is read aloud, so that nothing can be put between."""

DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
GROUPS = ("", "nghìn", "triệu", "tỷ", "nghìn tỷ", "triệu tỷ")
LARGEST = 10 ** (3 * len(GROUPS)) - 1


def in_words(amount):
    """Return the amount (int, đồng) in words, beginning with a capital: "Một triệu không trăm linh năm đồng".

    A negative amount begins with "Âm". Raises ValueError beyond a quintillion.
    """
    if abs(amount) > LARGEST:
        raise ValueError("too large to be said in words")
    said = ("âm " if amount < 0 else "") + (_spoken(abs(amount)) or "không") + " đồng"
    return said[0].upper() + said[1:]


def _spoken(amount):
    """Groups of three digits from the left; empty groups are passed over."""
    groups = []
    while amount:
        amount, group = divmod(amount, 1000)
        groups.append(group)
    said = [
        f"{_group(group, first=place == len(groups) - 1)} {GROUPS[place]}".strip()
        for place, group in reversed(list(enumerate(groups)))
        if group
    ]
    return " ".join(said)


def _group(number, *, first):
    """Three digits; all but the first group say their missing hundreds."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    said = [] if first and not hundreds else [DIGITS[hundreds], "trăm"]
    if tens:
        said += ["mười"] if tens == 1 else [DIGITS[tens], "mươi"]
    elif ones and said:
        said.append("linh")
    return " ".join([*said, *_ones(tens, ones)])


def _ones(tens, ones):
    if not ones:
        return []
    if ones == 1 and tens > 1:
        return ["mốt"]
    if ones == 5 and tens:
        return ["lăm"]
    return [DIGITS[ones]]
