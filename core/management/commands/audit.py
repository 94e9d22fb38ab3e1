import json
import signal
import sys
import threading
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from core.audit import checkpoints, copies, exporting, sequencer
from core.audit.verifying import verify
from core.models.audit import AuditCheckpoint, AuditLeaf


class Command(BaseCommand):
    """Nhật ký: sắp thứ tự, kiểm tra, xuất ra, chứng minh."""

    help = "Nhật ký: sequence, verify, export, prove, grow."

    def add_arguments(self, parser):
        acts = parser.add_subparsers(dest="act", required=True)
        act = acts.add_parser("sequence", help="đưa các dòng mới vào cây và ký mốc, liên tục")
        act.add_argument("--once", action="store_true", help="chỉ một lượt rồi thôi")
        act = acts.add_parser("verify", help="kiểm tra toàn bộ nhật ký; mã ra 1 khi có chỗ không khớp")
        act.add_argument("--checkpoint", action="append", default=[], type=Path, help="tệp mốc giữ ở nơi khác")
        act = acts.add_parser("export", help="xuất nhật ký để kiểm tra ngoài hệ thống")
        act.add_argument("--output", type=Path, help="tệp ghi ra (mặc định: màn hình)")
        act = acts.add_parser("prove", help="chứng minh một dòng có trong nhật ký")
        act.add_argument("entry", type=int, help="mã của dòng")
        act = acts.add_parser("grow", help="chứng minh nhật ký chỉ thêm vào giữa hai mốc")
        act.add_argument("first", type=int, help="số dòng ở mốc trước")
        act.add_argument("second", type=int, nargs="?", help="số dòng ở mốc sau (mặc định: mốc mới nhất)")

    def handle(self, *, act, **options):
        getattr(self, act)(options)

    def sequence(self, options):
        """Run until SIGTERM or SIGINT."""
        if options["once"]:
            sequencer.work(sequencer.Gaps())
            copies.publish()
            return
        stop = threading.Event()
        for each in (signal.SIGTERM, signal.SIGINT):
            signal.signal(each, lambda *_facts: stop.set())
        sequencer.run(stop)

    def verify(self, options):
        verdict = verify(held=self.read_held(options["checkpoint"]), progress=self.show_progress)
        for finding in verdict.findings:
            self.stderr.write(f"{finding.kind}: {finding.sentence}")
        self.stdout.write(
            f"{verdict.size} dòng, {verdict.checkpoints} mốc, gốc {verdict.root.hex()}, "
            f"khóa {', '.join(verdict.fingerprints) or 'chưa có'}, {verdict.seconds:.1f} giây."
        )
        if not verdict.is_sound:
            raise CommandError("Nhật ký KHÔNG nguyên vẹn.")
        self.stdout.write("Nhật ký nguyên vẹn.")

    def read_held(self, paths):
        marks = []
        for path in paths:
            try:
                found = checkpoints.read_marks(path.read_text(encoding="utf-8").splitlines())
            except (OSError, ValueError) as problem:
                raise CommandError(f"Không đọc được mốc trong {path}: {problem}") from None
            if not found:
                raise CommandError(f"Tệp {path} không có mốc nào.")
            marks += found
        return marks

    def show_progress(self, done, size):
        if sys.stderr.isatty():
            self.stderr.write(f"\r{done} / {size}", ending="")

    def export(self, options):
        if options["output"] is None:
            self.stdout.writelines(exporting.export())
            return
        with options["output"].open("w", encoding="utf-8") as stream:
            stream.writelines(exporting.export())

    def prove(self, options):
        try:
            proof = exporting.prove(options["entry"])
        except AuditLeaf.DoesNotExist:
            raise CommandError("Không có dòng này trong cây nhật ký.") from None
        self.stdout.write(json.dumps(proof, ensure_ascii=False))

    def grow(self, options):
        try:
            proof = exporting.prove_growth(options["first"], options["second"])
        except (AuditCheckpoint.DoesNotExist, ValueError):
            raise CommandError("Không có mốc nào ở số dòng này.") from None
        self.stdout.write(json.dumps(proof, ensure_ascii=False))
