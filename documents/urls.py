from django.urls import path

from documents.views import clerk, content, drafting, lists, reading, registers, signing

urlpatterns = [
    path("van-ban/", lists.documents, name="documents"),
    path("van-ban/moi/", drafting.new, name="document_new"),
    path("van-ban/nhan/<int:pk>/", clerk.receive, name="document_receive"),
    path("van-ban/<int:pk>/", reading.document, name="document"),
    path("van-ban/<int:pk>/nhat-ky/", reading.history, name="document_history"),
    path("van-ban/<int:pk>/soan/", drafting.edit, name="document_edit"),
    path("van-ban/<int:pk>/soan/kiem/", drafting.check, name="document_check"),
    path("van-ban/<int:pk>/soan/xem/", drafting.preview, name="document_preview"),
    path("van-ban/<int:pk>/soan/sua-loi/", drafting.fix, name="document_fix"),
    path("van-ban/<int:pk>/soan/giu-nguyen/", drafting.keep, name="document_keep_faults"),
    path("van-ban/<int:pk>/kem/", drafting.attach, name="document_attach"),
    path("van-ban/<int:pk>/kem/<int:attachment>/bo/", drafting.detach, name="document_detach"),
    path("van-ban/<int:pk>/trinh/", drafting.submit, name="document_submit"),
    path("van-ban/<int:pk>/bo/", drafting.discard, name="document_discard"),
    path("van-ban/<int:pk>/tep/<int:revision>/", content.revision, name="document_revision"),
    path("van-ban/<int:pk>/kem/<int:attachment>/", content.attachment, name="document_attachment"),
    path("van-ban/<int:pk>/duyet/", reading.approve, name="document_approve"),
    path("van-ban/<int:pk>/tra-lai/", reading.give_back, name="document_give_back"),
    path("van-ban/<int:pk>/rut/", reading.withdraw, name="document_withdraw"),
    path("van-ban/<int:pk>/y-kien/", reading.opinion, name="document_opinion"),
    path("van-ban/<int:pk>/ky/", signing.sign, name="document_sign"),
    path("van-ban/<int:pk>/cap-so/", clerk.number, name="document_number"),
    path("van-ban/<int:pk>/dong-dau/", clerk.seal, name="document_seal"),
    path("van-ban/<int:pk>/phat-hanh/", clerk.issue, name="document_issue"),
    path("van-ban/<int:pk>/huy/", clerk.cancel, name="document_cancel"),
    path("so-van-ban-di/", registers.register, name="register"),
    path("so-van-ban-di/in/", registers.print_register, name="register_print"),
]
