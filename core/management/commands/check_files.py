"""Read every kept file again and tell which are damaged; the nightly clock does the same a part at a time."""

from django.core.management.base import BaseCommand, CommandError

from core.actions.files import check_files


class Command(BaseCommand):
    help = "Đọc lại các tệp đang lưu, đối chiếu với mã băm và báo tệp hỏng; hệ thống vẫn làm việc trong khi chạy."

    def add_arguments(self, parser):
        parser.add_argument("--most", type=int, help="chỉ đọc chừng này tệp, tệp lâu chưa kiểm trước")

    def handle(self, *args, **options):
        read, damaged = check_files(by=None, most=options["most"], most_bytes=None)
        for blob in damaged:
            names = ", ".join(sorted(set(blob.revisions.values_list("name", flat=True))))
            self.stdout.write(f"{blob.path}  {names}")
        told = f"{read} tệp đã kiểm, {len(damaged)} hỏng"
        if damaged:
            raise CommandError(told)
        self.stdout.write(told)
