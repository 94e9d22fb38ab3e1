"""What changed between two versions, in words."""

from procedures.designer.comparing import differences
from tests.procedures.leave import leave


def told(new, old=None):
    return [(each.place, each.sentence) for each in differences(old or leave(), new)]


def test_the_same_has_no_differences():
    assert told(leave()) == []


def test_facts_are_told_with_what_they_were():
    changed = leave(
        name={"vi": "Nghỉ phép năm"}, budget={"amount": 5, "unit": "working_day"}, area="", legal_basis=[]
    )
    assert told(changed) == [
        ("facts", "Đổi tên từ “Nghỉ phép” thành “Nghỉ phép năm”"),
        ("facts", "Đổi lĩnh vực từ “Tổ chức cán bộ” thành “(trống)”"),
        ("facts", "Đổi căn cứ pháp lý"),
        ("facts", "Đổi thời hạn giải quyết từ 3 ngày làm việc thành 5 ngày làm việc"),
    ]


def test_fields_steps_and_papers_are_told_by_name():
    changed = leave()
    changed["form"][0]["fields"].append({"key": "new", "type": "date", "label": {"vi": "Ngày về"}})
    del changed["form"][1]["fields"][4]
    changed["form"][1]["fields"][0] |= {"required": False, "label": {"vi": "Nghỉ khi nào"}}
    changed["steps"][0]["actor"] = {"kind": "requester"}
    changed["outputs"] = []
    assert told(changed) == [
        ("form", "Bỏ ô “Người nhận bàn giao”"),
        ("form", "Thêm ô “Ngày về”"),
        ("form", "Sửa ô “Nghỉ khi nào”: tên, bắt buộc hay không"),
        ("steps", "Sửa bước “Tiếp nhận”: ai làm"),
        ("outputs", "Bỏ giấy “Giấy nghỉ phép”"),
    ]


def test_another_order_and_another_section_are_told():
    changed = leave()
    changed["form"][1]["fields"].insert(0, changed["form"][0]["fields"].pop())
    changed["steps"][0]["position"], changed["steps"][1]["position"] = 2, 1
    changed["steps"][:2] = reversed(changed["steps"][:2])
    assert told(changed) == [
        ("form", "Sửa ô “Điện thoại”: phần của biểu mẫu"),
        ("steps", "Sửa bước “Phê duyệt”: thứ tự"),
        ("steps", "Sửa bước “Tiếp nhận”: thứ tự"),
        ("steps", "Đổi thứ tự các bước"),
    ]
