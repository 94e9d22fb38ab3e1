from django.urls import path

from procedures import designer_urls
from procedures.views import cases, catalogue, filling, handling, papers

CASE = "ho-so/<int:pk>/"

urlpatterns = [
    path("thu-tuc/", catalogue.procedures, name="procedures"),
    path("thu-tuc/<slug:code>/", catalogue.procedure, name="procedure"),
    path("thu-tuc/<slug:code>/nop/", filling.case_new, name="case_new"),
    path("ho-so/", cases.cases, name="cases"),
    path("ho-so/duyet/", handling.cases_batch, name="cases_batch"),
    path("ho-so/nguoi/", filling.case_people, name="case_people"),
    path(CASE, cases.case, name="case"),
    path(f"{CASE}khai/", filling.case_edit, name="case_edit"),
    path(f"{CASE}nhat-ky/", cases.case_history, name="case_history"),
    path(f"{CASE}tep/<int:file>/", cases.case_file, name="case_file"),
    path(f"{CASE}buoc/", handling.case_answer, name="case_answer"),
    path(f"{CASE}bo-sung/", handling.case_ask, name="case_ask"),
    path(f"{CASE}tra-ve/", handling.case_send_back, name="case_send_back"),
    path(f"{CASE}tu-choi/", handling.case_reject, name="case_reject"),
    path(f"{CASE}chuyen/", handling.case_forward, name="case_forward"),
    path(f"{CASE}hoi-y-kien/", handling.case_consult, name="case_consult"),
    path(f"{CASE}nhan-xu-ly/", handling.case_take_over, name="case_take_over"),
    path(f"{CASE}gia-han/", handling.case_extend, name="case_extend"),
    path(f"{CASE}hoan-tac/<int:step>/", handling.case_undo, name="case_undo"),
    path(f"{CASE}rut/", handling.case_withdraw, name="case_withdraw"),
    path(f"{CASE}bo/", handling.case_discard, name="case_discard"),
    path(f"{CASE}ky/", papers.case_sign, name="case_sign"),
    path(f"{CASE}giay/<int:paper>/", papers.case_paper, name="case_paper"),
    path(f"{CASE}giay/<int:paper>/tep/", papers.case_paper_file, name="case_paper_file"),
    path(f"{CASE}giay/<int:paper>/ky/", papers.case_paper_sign, name="case_paper_sign"),
    path(f"{CASE}giay/<int:paper>/dong-dau/", papers.case_paper_seal, name="case_paper_seal"),
    path("so-theo-doi-ho-so/", papers.case_register, name="case_register"),
    path("so-theo-doi-ho-so/in/", papers.case_register_print, name="case_register_print"),
    path("so-theo-doi-ho-so/dong-dau/", papers.case_papers_seal, name="case_papers_seal"),
    *designer_urls.urlpatterns,
]
