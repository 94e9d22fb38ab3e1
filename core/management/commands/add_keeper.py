"""manage.py add_keeper quantri "Ngô Quốc Bảo": the first account of a new house, or a way back in."""

from django.core.management.base import BaseCommand, CommandError

from core.accounts import one_time_link
from core.actions.people import add_person, change_person, issue_link
from core.models import User
from core.refusals import Refused


class Command(BaseCommand):
    help = "Tạo (hoặc cấp lại) tài khoản quản trị hệ thống và in ra liên kết đặt mật khẩu dùng một lần."

    def add_arguments(self, parser):
        parser.add_argument("username", help="tên đăng nhập, ví dụ quantri")
        parser.add_argument("full_name", nargs="?", default="", help="họ và tên; cần khi tài khoản chưa có")

    def handle(self, *, username, full_name, **options):
        try:
            person = self.keeper(username, full_name)
        except Refused as refusal:
            raise CommandError(str(refusal.sentence)) from refusal
        self.stdout.write(one_time_link(person))

    def keeper(self, username, full_name):
        person = User.objects.filter(username=username).first()
        if person is None:
            return add_person(username=username, full_name=full_name, is_keeper=True, by=None)
        change_person(person, is_keeper=True, by=None)
        return issue_link(person, by=None)
