"""manage.py proof DOCX OUT: shows that this installation carries a real Word file to a sealed, verifiable paper."""

import json
import subprocess
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from documents.proof.house import throw_away_house
from documents.proof.story import Story
from documents.proof.visitor import Refused


class Command(BaseCommand):
    help = "Chạy thử toàn tuyến với một tệp Word trên cơ sở dữ liệu tạm; ghi issued.pdf, verify.json, audit.jsonl."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("docx", type=Path)
        parser.add_argument("out", type=Path)

    def handle(self, *, docx, out, **options):
        if not docx.is_file():
            raise CommandError(f"Không thấy tệp {docx}.")
        out.mkdir(parents=True, exist_ok=True)
        with throw_away_house() as house:
            try:
                issued = Story(house, self.stdout.write).tell(docx.name, docx.read_bytes())
            except Refused as refusal:
                raise CommandError(f"{refusal}\n{house.log}") from None
            (out / "issued.pdf").write_bytes(issued)
            verdict = self._verdict(house, out)
            self._audit(house, out)
        self.stdout.write(f"Kết luận: {verdict}. Nhật ký khớp. Kết quả ở {out}.")
        if verdict != "TOTAL-PASSED":
            raise CommandError(f"Chữ ký không đạt: {verdict}.")

    def _verdict(self, house, out):
        said = _output_of(house, "verify", out / "issued.pdf", "--json")
        (out / "verify.json").write_text(said)
        return json.loads(said)["indication"]

    def _audit(self, house, out):
        house.manage("audit", "sequence", "--once")
        try:
            self.stdout.write(house.manage("audit", "verify").strip())
        except subprocess.CalledProcessError as error:
            raise CommandError(f"Nhật ký không khớp: {error.stdout}{error.stderr}") from None
        house.manage("audit", "export", "--output", out / "audit.jsonl")


def _output_of(house, *arguments):
    """What a command printed, whatever its exit status: a failed verdict is still a report."""
    try:
        return house.manage(*arguments)
    except subprocess.CalledProcessError as error:
        if not error.stdout:
            raise CommandError(error.stderr) from None
        return error.stdout
