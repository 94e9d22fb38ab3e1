"""manage.py load_procedures --agency H99.12 --by quantri: take the shipped procedures into an agency."""

from django.core.management.base import BaseCommand, CommandError

from core.models import Office, User
from core.refusals import Refused
from procedures.actions.shipping import load_shipped


class Command(BaseCommand):
    help = "Nạp các thủ tục dựng sẵn vào một cơ quan. Chạy lại chỉ công bố phiên bản mới của thủ tục đã đổi."

    def add_arguments(self, parser):
        parser.add_argument("codes", nargs="*", help="mã thủ tục; để trống là tất cả")
        parser.add_argument("--agency", required=True, help="mã định danh hoặc chữ viết tắt của cơ quan")
        parser.add_argument("--by", required=True, help="tên đăng nhập của quản trị hệ thống")
        parser.add_argument("--unit", action="append", default=[], metavar="VP=HC", help="đơn vị trong cơ quan này")

    def handle(self, *, codes, agency, by, unit, **options):
        try:
            keeper = User.objects.active().get(username=by, is_keeper=True)
            made = load_shipped(_agency(agency), by=keeper, codes=tuple(codes), units=_units(unit))
        except User.DoesNotExist:
            raise CommandError(f"“{by}” không phải quản trị hệ thống.") from None
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        for version in made:
            self.stdout.write(f"{version.procedure.code}\t{version}")
        self.stdout.write(f"Đã công bố {len(made)} phiên bản.")


def _agency(name):
    agencies = Office.objects.existing().agencies()
    found = list(agencies.filter(code=name) or agencies.filter(abbreviation=name))
    if len(found) != 1:
        raise CommandError(f"“{name}” không chỉ đúng một cơ quan. Hãy dùng mã định danh.")
    return found[0]


def _units(pairs):
    if not all(pair.count("=") == 1 for pair in pairs):
        raise CommandError("Ghi --unit VP=HC: chữ viết tắt trong bản dựng sẵn, dấu bằng, chữ viết tắt của đơn vị.")
    return dict(pair.split("=") for pair in pairs)
