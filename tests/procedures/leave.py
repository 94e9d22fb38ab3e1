"""A small procedure for the tests of this room: leave, with most kinds of fields and a short way."""

from copy import deepcopy

LEAVE = {
    "schema": 1,
    "code": "nghi-phep",
    "name": {"vi": "Nghỉ phép", "en": "Leave"},
    "area": "Tổ chức cán bộ",
    "summary": {"vi": "Xin nghỉ phép hằng năm."},
    "legal_basis": ["Bộ luật Lao động số 45/2019/QH14"],
    "papers": [{"key": "don", "name": {"vi": "Giấy tờ kèm theo"}, "required": False}],
    "budget": {"amount": 3, "unit": "working_day"},
    "form": [
        {
            "title": {"vi": "Người nghỉ"},
            "fields": [
                {
                    "key": "who",
                    "type": "text",
                    "label": {"vi": "Họ và tên"},
                    "required": True,
                    "prefill": "profile.full_name",
                },
                {"key": "phone", "type": "text", "label": {"vi": "Điện thoại"}, "prefill": "last.phone"},
            ],
        },
        {
            "title": {"vi": "Thời gian"},
            "fields": [
                {
                    "key": "period",
                    "type": "date_range",
                    "label": {"vi": "Nghỉ từ ngày đến ngày"},
                    "required": True,
                },
                {
                    "key": "days",
                    "type": "calculated",
                    "label": {"vi": "Số ngày nghỉ"},
                    "formula": {"op": "working_days", "of": ["period"]},
                },
                {
                    "key": "kind",
                    "type": "choice",
                    "label": {"vi": "Loại nghỉ"},
                    "required": True,
                    "options": [
                        {"value": "year", "label": {"vi": "Phép năm"}},
                        {"value": "own", "label": {"vi": "Việc riêng"}},
                    ],
                },
                {
                    "key": "reason",
                    "type": "long_text",
                    "label": {"vi": "Lý do"},
                    "required": True,
                    "show_if": {"field": "kind", "op": "eq", "value": "own"},
                },
                {"key": "handover", "type": "person", "label": {"vi": "Người nhận bàn giao"}},
            ],
        },
    ],
    "steps": [
        {
            "key": "kiem-tra",
            "act": "check",
            "position": 1,
            "actor": {"kind": "role", "role": "clerk"},
            "title": {"vi": "Tiếp nhận"},
            "budget": {"amount": 1},
        },
        {"key": "duyet", "act": "approve", "position": 2, "actor": {"kind": "head_of_unit"}},
        {
            "key": "lanh-dao",
            "act": "approve",
            "position": 3,
            "actor": {"kind": "role", "role": "leader"},
            "when": {"field": "days", "op": "gt", "value": 3},
        },
    ],
    "outputs": [
        {
            "key": "giay",
            "kind": "result",
            "title": {"vi": "Giấy nghỉ phép"},
            "body": "<p>{{who}}</p>",
            "signed": True,
        }
    ],
    "numbering": {"notation": "NP"},
}


def leave(**changes):
    """The JSON of the procedure; changes replace its parts."""
    return deepcopy(LEAVE) | changes
