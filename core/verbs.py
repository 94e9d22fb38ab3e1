"""The acts of this room in words, for the audit."""

from django.utils.translation import gettext_lazy as _

from core import audit

audit.name_verbs(
    signed_in=_("Đăng nhập"),
    sign_in_refused=_("Đăng nhập bị từ chối"),
    signed_out=_("Đăng xuất"),
    sessions_ended=_("Kết thúc phiên đăng nhập"),
    password_changed=_("Đổi mật khẩu"),
    password_chosen=_("Đặt mật khẩu lần đầu"),
    second_factor_added=_("Thêm lớp bảo vệ đăng nhập"),
    second_factor_removed=_("Gỡ lớp bảo vệ đăng nhập"),
    link_issued=_("Cấp liên kết đặt mật khẩu"),
    links_issued=_("In danh sách liên kết đặt mật khẩu"),
    person_added=_("Thêm người dùng"),
    person_changed=_("Sửa người dùng"),
    person_deactivated=_("Khóa tài khoản"),
    person_reactivated=_("Mở lại tài khoản"),
    person_appointed=_("Giao vị trí"),
    appointment_ended=_("Kết thúc vị trí"),
    office_added=_("Thêm cơ quan, đơn vị"),
    office_changed=_("Sửa cơ quan, đơn vị"),
    post_added=_("Thêm vị trí công tác"),
    post_changed=_("Sửa vị trí công tác"),
    import_shown=_("Kiểm tra bảng nhập"),
    import_shown_again=_("Kiểm tra lại bảng nhập"),
    import_refused=_("Bảng nhập có lỗi"),
    import_confirmed=_("Xác nhận nhập bảng"),
    import_failed=_("Nhập bảng không thành"),
    table_imported=_("Nhập bảng"),
    file_damaged=_("Phát hiện tệp hỏng trên đĩa"),
    audit_reviewed=_("Kiểm tra nhật ký"),
    audit_exported=_("Xuất nhật ký"),
    resource_added=_("Thêm phòng, xe, thiết bị"),
    resource_changed=_("Sửa phòng, xe, thiết bị"),
    resource_booked=_("Đặt phòng, xe, thiết bị"),
    booking_confirmed=_("Xếp phòng, xe, thiết bị"),
    booking_released=_("Nhả phòng, xe, thiết bị"),
    mail_refused=_("Máy chủ thư từ chối địa chỉ"),
)
