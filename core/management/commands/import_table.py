"""manage.py import_table people can-bo.xlsx --by quantri [--confirm]: the import page for the command line."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from core.actions import importing
from core.importing.kinds import KINDS
from core.models import ImportBatch, User
from core.refusals import Refused


class Command(BaseCommand):
    help = "Xem trước một bảng người dùng, đơn vị hoặc mã định danh; thêm --confirm để ghi. Có lỗi thì không ghi gì."

    def add_arguments(self, parser):
        parser.add_argument("kind", choices=list(KINDS))
        parser.add_argument("file", type=Path)
        parser.add_argument("--by", required=True, help="tên đăng nhập của quản trị hệ thống")
        parser.add_argument("--confirm", action="store_true", help="ghi khi không có lỗi")

    def handle(self, *, kind, file, by, confirm, **options):
        try:
            keeper = User.objects.active().get(username=by, is_keeper=True)
            batch = self.preview(kind, file, keeper)
            if confirm:
                batch = importing.confirm_now(batch, by=keeper)
        except User.DoesNotExist:
            raise CommandError(f"“{by}” không phải quản trị hệ thống.") from None
        except (Refused, OSError) as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(str(batch.get_state_display()))

    def preview(self, kind, file, keeper):
        """Check the table now, print every row, and raise CommandError when a row is at fault."""
        batch = importing.check_now(kind=kind, content=file.read_bytes(), name=file.name, by=keeper)
        for row in batch.rows.all():
            said = [f"{column}: {what} {remedy}" for column, what, remedy in row.problems] or row.changes
            self.stdout.write(f"{row.number}\t{row.get_outcome_display()}\t{row.title}\t{'; '.join(said)}")
        if batch.state == ImportBatch.State.FAULTY:
            raise CommandError(batch.problem or "Bảng có lỗi, chưa ghi gì.")
        return batch
