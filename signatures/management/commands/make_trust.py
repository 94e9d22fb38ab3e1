"""Set up the agency's own digital signatures: root, issuing authority, time-stamps and seals."""

import os
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from core.models import Office
from core.refusals import Refused
from signatures.actions import issue_seal, make_trust
from signatures.authorities import first_fitting, to_pem
from signatures.models import Certificate


class Command(BaseCommand):
    help = "Thiết lập chữ ký số nội bộ: chứng thư gốc, nơi cấp, dấu thời gian và con dấu của từng cơ quan."

    def add_arguments(self, parser):
        parser.add_argument("--organisation", help="tên ghi trên chứng thư gốc; mặc định là cơ quan đầu tiên")
        parser.add_argument("--root-key", type=Path, help="nơi ghi khóa gốc đã mã hóa (mặc định: thư mục bí mật)")
        parser.add_argument("--passphrase-file", type=Path, help="tệp chứa mật khẩu khóa gốc; không có thì sinh mới")

    def handle(self, *, organisation, root_key, passphrase_file, **options):
        agencies = list(Office.objects.filter(kind=Office.Kind.AGENCY))
        if not Certificate.objects.filter(profile="root", revoked_at__isnull=True).exists():
            self._make(organisation or _label(agencies), root_key or settings.SECRETS / "root.key", passphrase_file)
        for agency in agencies:
            if not Certificate.objects.live().of_agency(agency).exists():
                issue_seal(agency)
                self.stdout.write(f"Đã cấp con dấu số cho {agency.label}.")

    def _make(self, organisation, root_key, passphrase_file):
        given = passphrase_file.read_text().strip() if passphrase_file else ""
        try:
            made = make_trust(organisation=organisation, passphrase=given)
        except Refused as refusal:
            raise CommandError(str(refusal)) from None
        _write_private(root_key, made.root_key)
        root_key.with_suffix(".crt").write_bytes(to_pem(made.root.parsed))
        self.stdout.write(f"Khóa gốc (đã mã hóa): {root_key}. Hãy cất ra ngoài máy chủ rồi xóa tệp này.")
        if not given:
            self.stdout.write(f"Mật khẩu khóa gốc, chỉ hiện một lần: {made.passphrase}")


def _label(agencies):
    if not agencies:
        raise CommandError("Chưa có cơ quan nào. Hãy thêm cơ quan trước, hoặc dùng --organisation.")
    first = agencies[0]
    return first_fitting(first.name, first.label, first.abbreviation)


def _write_private(path, content):
    """Readable by this account alone from the first byte; never over an earlier key."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise CommandError(f"{path} đã có. Hãy cất khóa cũ đi nơi khác trước.") from None
    with open(handle, "wb") as file:
        file.write(content)
