"""The story the proof tells: from a Word file to an issued, sealed paper, by the right person at every step."""

import html
import re
import time

from core.demo.people import PASSWORD
from documents.demo.house import PIN
from documents.proof.fields import DraftFields
from documents.proof.visitor import Visitor

ADDRESSEE = "Sở Tài chính tỉnh Lam Giang"
REASON = "Giữ nguyên như tệp gốc để chạy thử toàn tuyến."


class Story:
    """Tells each step with its time. say: function(line)."""

    def __init__(self, house, say):
        self.house, self.say = house, say
        self.people, self.document = {}, ""

    def person(self, username):
        if username not in self.people:
            self.people[username] = Visitor(self.house.url, username, PASSWORD)
        return self.people[username]

    def step(self, what, act):
        begun = time.monotonic()
        result = act()
        self.say(f"{what:<34} {time.monotonic() - begun:6.2f} s")
        return result

    def tell(self, name, content):
        """Walk the whole way and return the bytes of the issued PDF."""
        self.step("chuyenvien: soạn từ tệp Word", lambda: self.draft(name, content))
        self.step("chuyenvien: sửa lỗi thể thức", self.mend)
        self.step("chuyenvien: trình", lambda: self.press("chuyenvien", "trinh/"))
        self.step("truongphong: ký nháy nội dung", lambda: self.approve("truongphong"))
        self.step("chanhvanphong: kiểm thể thức", lambda: self.approve("chanhvanphong"))
        self.step("phogiamdoc: ký số", self.sign)
        self.step("vanthu: cấp số", lambda: self.press("vanthu", "cap-so/"))
        self.step("vanthu: đóng dấu, phát hành", lambda: self.press("vanthu", "dong-dau/", then="issue"))
        return self.step("ngoai.vanthu: mở văn bản nhận được", self.receive)

    def draft(self, name, content):
        visitor = self.person("chuyenvien")
        page = visitor.get("/van-ban/moi/")
        unit = re.search(r'<option value="(\d+)" selected', page.text) or re.search(
            r'name="unit" value="(\d+)"', page.text
        )
        fields = {"kind": "cong-van", "unit": unit[1], "subject": ""}
        page = visitor.post("/van-ban/moi/", fields, page=page, file=("file", name, content))
        self.document = page.url.removesuffix("soan/")
        self.fill_in(name)

    def fill_in(self, name):
        """What a Word file need not say and a document must: trích yếu, who signs, to whom."""
        visitor = self.person("chuyenvien")
        page = visitor.get(self.document + "soan/")
        fields = DraftFields.of(page.text)
        fields["subject"] = fields.get("subject") or name.rsplit(".", 1)[0][:200]
        fields["signer"] = re.search(r'<option value="(\d+)"[^>]*>[^<]*Trần Quang Minh', page.text)[1]
        fields["addressees"] = ADDRESSEE
        fields["recipients"] = f"Như trên\n{ADDRESSEE}\nLưu: VT, CĐS"
        visitor.post(self.document + "soan/", fields, page=page)

    def mend(self):
        """Take every one-click fix; keep what is left of the faults with a reason."""
        visitor = self.person("chuyenvien")
        page = visitor.get(self.document + "soan/")
        if any(fix for _key, fix, _error in page.faults):
            page = visitor.post(self.document + "soan/sua-het/", page=page)
        left = [key for key, _fix, error in page.faults if error]
        if left:
            visitor.post(self.document + "soan/giu-nguyen/", {"keep": left, "reason": REASON}, page=page)
        return left

    def press(self, username, act, **fields):
        visitor = self.person(username)
        page = visitor.get(self.document if act != "trinh/" else self.document + "soan/")
        return visitor.post(self.document + act, fields, page=page)

    def approve(self, username):
        page = self.person(username).get(self.document)
        return self.person(username).post(self.document + "duyet/", {"revision": page.hidden["revision"]}, page=page)

    def sign(self):
        visitor = self.person("phogiamdoc")
        sheet = visitor.post(self.document + "ky/", page=visitor.get(self.document))
        return visitor.post(self.document + "ky/", {"intent": sheet.hidden["intent"], "pin": PIN}, page=sheet)

    def receive(self):
        visitor = self.person("ngoai.vanthu")
        page = visitor.get(self.document)
        source = re.search(r'<page-viewer src="([^"]+)"', page.text)[1]
        content = visitor.get(html.unescape(source)).content
        confirm = re.search(r'action="(/van-ban/nhan/\d+/)"', page.text)[1]
        visitor.post(confirm, page=page)
        return content
