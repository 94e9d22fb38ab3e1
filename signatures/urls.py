from django.urls import path, re_path

from signatures.views import keys, verification

urlpatterns = [
    path("xac-minh/", verification.verify, name="verify"),
    path("xac-minh/goc.crt", verification.root_certificate, name="root_certificate"),
    path("xac-minh/trung-gian.crt", verification.issuing_certificate, name="issuing_certificate"),
    path("xac-minh/goc.crl", verification.root_list, name="root_list"),
    path("xac-minh/trung-gian.crl", verification.issuing_list, name="issuing_list"),
    re_path(r"^xac-minh/(?P<code>[0-9A-Za-z]{10})/$", verification.verify_code, name="verify_code"),
    path("chu-ky/", keys.signing_key, name="signing_key"),
    path("chu-ky/tao-khoa/", keys.enrol, name="enrol_key"),
    path("chu-ky/doi-pin/", keys.change_pin, name="change_pin"),
    path("chu-ky/anh/luu/", keys.keep_image, name="keep_signature_image"),
    path("chu-ky/anh/", keys.image, name="signature_image"),
    path("chu-ky/thu-hoi/", keys.revoke, name="revoke_key"),
]
