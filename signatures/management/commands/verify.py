"""Judge the signatures of a PDF: exit code 0 only when everything passes."""

import json
import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from signatures.authorities import to_der
from signatures.queries.trust import current_trust, trust_in
from signatures.verification import read_certificates
from signatures.verification.guarded import verify_guarded


class Command(BaseCommand):
    help = (
        "Kiểm tra chữ ký số của một tệp PDF. Mã thoát 0 chỉ khi TOTAL-PASSED, 1 nếu không, 2 nếu không đọc được tệp."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON")
        parser.add_argument(
            "--trust", type=Path, action="append", help="chỉ tin các gốc trong tệp này (PEM hoặc DER)"
        )
        parser.add_argument("--output", type=Path, help="ghi JSON ra tệp này")

    def handle(self, *, file, json, trust, output, **options):
        try:
            pdf = file.read_bytes()
        except OSError as fault:
            raise CommandError(f"Không đọc được {file}: {fault.strerror}.", returncode=2) from None
        verdict = verify_guarded(pdf, _trust(trust))
        report = _as_text(verdict.as_json())
        if output:
            output.write_text(report)
        self.stdout.write(report if json else _in_words(verdict))
        if not verdict.passed:
            sys.exit(1)


def _trust(paths):
    if not paths:
        return current_trust()
    try:
        found = [each for path in paths for each in read_certificates(path.read_bytes())]
    except (OSError, ValueError):
        raise CommandError("Không đọc được chứng thư gốc (PEM hoặc DER).", returncode=2) from None
    return trust_in(tuple(to_der(each) for each in found))


def _as_text(report):
    return json.dumps(report, ensure_ascii=False, indent=2)


def _in_words(verdict):
    lines = [f"{verdict.indication} {verdict.sub_indication}".strip(), verdict.sentence]
    for each in verdict.signatures:
        at = timezone.localtime(each.stamped_at).strftime("%d/%m/%Y %H:%M:%S") if each.stamped_at else "?"
        lines.append(f"- {each.signer} ({each.kind.label}), {each.level}, {at}: {each.indication}")
        lines += [f"    {sentence}" for sentence in each.sentences]
    return "\n".join(lines)
