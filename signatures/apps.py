import logging

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SignaturesConfig(AppConfig):
    name = "signatures"
    verbose_name = _("Chữ ký số")

    def ready(self):
        from core.audit import name_verbs

        # What pyHanko finds wrong is told in the verdict; its log would print a traceback for every bad upload.
        for name in ("pyhanko", "pyhanko_certvalidator"):
            logging.getLogger(name).setLevel(logging.CRITICAL)
        name_verbs(
            trust_made=_("Thiết lập chữ ký số của cơ quan"),
            trust_anchor_added=_("Thêm gốc tin cậy"),
            seal_issued=_("Cấp con dấu số"),
            key_enrolled=_("Tạo khóa ký cá nhân"),
            pin_changed=_("Đổi mã PIN"),
            pin_refused=_("Nhập sai mã PIN"),
            key_locked=_("Khóa ký bị khóa vì nhập sai mã PIN"),
            certificate_revoked=_("Thu hồi chứng thư số"),
            signature_image_kept=_("Đổi ảnh chữ ký"),
            file_signed=_("Ký số"),
            file_filled=_("Ghi số và ngày"),
            file_sealed=_("Đóng dấu số"),
        )
