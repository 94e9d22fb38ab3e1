"""A plan drawn as text: side by side, conditions on arrows, and a way past what may be left out."""

from tests.workflows.ways import plan, publish
from workflows.flowchart import Box, flowchart, mermaid

BIG = {"field": "money", "op": "gt", "value": 20_000_000}


def test_published_plan_is_drawn_with_people_and_conditions(cast):
    template = publish(
        cast,
        {**plan(1, "check"), "title": "Thẩm định"},
        {**plan(2, "approve", role="leader"), "condition": BIG},
        {**plan(3, "opinion", role="head"), "needs": "all"},
        {
            "position": 4,
            "act": "notify",
            "actor": {"kind": "nobody"},
            "options": {"text": "Xong", "to": {"kind": "requester"}},
        },
    )
    assert mermaid(template, {"money": "Số tiền"}).splitlines() == [
        "flowchart TD",
        '    start(["Nộp"])',
        '    s1a["Thẩm định<br/>trưởng đơn vị soạn"]',
        "    start --> s1a",
        '    s2a["Phê duyệt<br/>người đứng đầu cơ quan (vai trò trong cơ quan)"]',
        '    s1a -->|"Số tiền trên 20.000.000"| s2a',
        "    j3(( ))",
        "    s2a --> j3",
        "    s1a --> j3",
        '    s3a["Cho ý kiến<br/>trưởng đơn vị (vai trò trong cơ quan) (tất cả)"]',
        "    j3 --> s3a",
        '    s4a["Báo tin"]',
        "    s3a --> s4a",
        '    finish(["Xong"])',
        "    s4a --> finish",
    ]


def test_side_by_side_meets_again():
    chart = flowchart([Box("A", "x", 1), Box("B", "y", 1), Box("C", "z", 2)])
    assert [line.strip() for line in chart.splitlines() if "-->" in line] == [
        "start --> s1a",
        "start --> s1b",
        "s1a --> j2",
        "s1b --> j2",
        "j2 --> s2a",
        "s2a --> finish",
    ]


def test_words_of_people_cannot_break_the_drawing():
    chart = flowchart([Box('a"] --> b["', "c|d", 1, when='"e" | f')])
    assert """s1a["a'] --> b['<br/>c/d"]""" in chart
    assert """start -->|"'e' / f"| s1a""" in chart
