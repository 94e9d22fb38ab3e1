"""manage.py demo_data: fill an empty house with the demo agency; does nothing when people are there already."""

from django.core.management.base import BaseCommand

from core.demo.people import PASSWORD, accounts
from core.models import User
from documents.demo.house import PIN, build_house, give_keys
from documents.demo.papers import build_papers
from procedures.demo.cases import build_cases


class Command(BaseCommand):
    help = "Tạo cơ quan mẫu: người, luồng xử lý, khóa ký, con dấu, văn bản và hồ sơ thủ tục ở mọi trạng thái."

    def add_arguments(self, parser):
        parser.add_argument(
            "--people-only", action="store_true", help="chỉ người, khóa và con dấu, chưa có văn bản và hồ sơ"
        )

    def handle(self, *, people_only, **options):
        if not User.objects.exists():
            cast = build_house()
            give_keys(cast)
            if not people_only:
                build_papers(cast)
                build_cases(cast)
        for account, name, what in accounts():
            self.stdout.write(f"  {account:<18} {name}, {what}")
        self.stdout.write(f"  Mật khẩu chung: {PASSWORD}   Mã PIN ký số: {PIN}")
