"""Reading a JSON file strictly, and knowing on which line each part of it stands."""

import json
import re

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.refusals import BadInput

DEEPEST = 40
WHY = {
    "Expecting ',' delimiter": gettext_lazy("thiếu dấu phẩy"),
    "Expecting ':' delimiter": gettext_lazy("thiếu dấu hai chấm"),
    "Expecting property name": gettext_lazy("cần tên mục trong dấu nháy kép"),
    "Illegal trailing comma": gettext_lazy("thừa dấu phẩy"),
    "Expecting value": gettext_lazy("thiếu giá trị"),
    "Extra data": gettext_lazy("thừa nội dung phía sau"),
    "Unterminated string": gettext_lazy("thiếu dấu nháy kép đóng"),
    "Invalid control character": gettext_lazy("có ký tự xuống dòng hoặc điều khiển trong dấu nháy kép"),
    "Invalid \\": gettext_lazy("dấu \\ dùng sai"),
}
TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]:,]|[^\s{}\[\]:,"]+', re.DOTALL)


def read_json(content):
    """The value in the bytes of a file; BadInput with line and column when it is none, or says something twice."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = content[: problem.start].count(b"\n") + 1
        raise BadInput(_("Dòng %(line)d: tệp không phải chữ UTF-8. Chưa nhập gì.") % {"line": line}) from None
    try:
        value = json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant, parse_int=_whole)
    except json.JSONDecodeError as problem:
        raise BadInput(
            _("Dòng %(line)d, cột %(column)d: không đúng cú pháp JSON (%(why)s). Chưa nhập gì.")
            % {"line": problem.lineno, "column": problem.colno, "why": _why(problem.msg)}
        ) from None
    except RecursionError:
        raise BadInput(_("Tệp lồng quá nhiều lớp. Chưa nhập gì.")) from None
    if not isinstance(value, dict):
        raise BadInput(_("Dòng 1: bản mô tả phải là một đối tượng JSON, mở đầu bằng dấu {. Chưa nhập gì."))
    if _depth(text) > DEEPEST:
        raise BadInput(_("Tệp lồng quá nhiều lớp. Chưa nhập gì."))
    return value


def _why(message):
    """What Python says of the syntax, in our words."""
    return next((str(words) for begins, words in WHY.items() if message.startswith(begins)), message)


def _once(pairs):
    found = {}
    for key, value in pairs:
        if key in found:
            raise BadInput(_("Mục “%(key)s” ghi hai lần trong cùng một phần. Chưa nhập gì.") % {"key": key[:60]})
        found[key] = value
    return found


def _no_constant(name):
    raise BadInput(_("Giá trị %(name)s không dùng được trong tệp này. Chưa nhập gì.") % {"name": name})


def _whole(digits):
    if len(digits) > 20:
        raise BadInput(_("Số %(number)s… quá lớn. Chưa nhập gì.") % {"number": digits[:20]})
    return int(digits)


def _depth(text):
    deep = deepest = 0
    for token in TOKEN.finditer(text):
        if token[0] in "{[":
            deep += 1
            deepest = max(deepest, deep)
        elif token[0] in "}]":
            deep -= 1
    return deepest


def lines_of(text):
    """{path: line} of every part of a valid JSON text. path: "steps[2].actor.kind"; the whole is ""."""
    found, stack, path, key = {}, [], "", None
    line, at = 1, 0
    for token in TOKEN.finditer(text):
        line, at = line + text.count("\n", at, token.start()), token.start()
        match token[0]:
            case "{" | "[":
                path = _path(stack, key)
                found.setdefault(path, line)
                stack.append((path, 0 if token[0] == "[" else None))
                key = None
            case "}" | "]":
                stack.pop()
                key = None
            case ",":
                key = None
                if stack[-1][1] is not None:
                    stack[-1] = (stack[-1][0], stack[-1][1] + 1)
            case ":":
                pass
            case word if stack and stack[-1][1] is None and key is None:
                key = json.loads(word)
                found[f"{stack[-1][0]}.{key}".removeprefix(".")] = line
            case _value:
                found.setdefault(_path(stack, key), line)
    return found


def _path(stack, key):
    if not stack:
        return ""
    above, place = stack[-1]
    return f"{above}[{place}]" if place is not None else f"{above}.{key}".removeprefix(".")


def line_at(lines, path):
    """The line of the path, or of the nearest part around it; 1 when nothing is known."""
    while path:
        if path in lines:
            return lines[path]
        path = re.sub(r"(\.[^.\[]*|\[\d+\]|^[^.\[]+)$", "", path)
    return lines.get("", 1)
