"""Addresses of the keeper's designer."""

from django.urls import path

from procedures.views import designer, draft, trial

DRAFT = "quan-tri/thu-tuc/du-thao/<int:pk>/"

urlpatterns = [
    path("quan-tri/thu-tuc/", designer.designs, name="designs"),
    path("quan-tri/thu-tuc/moi/", designer.design_new, name="design_new"),
    path("quan-tri/thu-tuc/nhap/", designer.design_import, name="design_import"),
    path("quan-tri/thu-tuc/<int:pk>/", designer.design, name="design"),
    path("quan-tri/thu-tuc/<int:pk>/sua/", designer.design_edit, name="design_edit"),
    path("quan-tri/thu-tuc/<int:pk>/thoi/", designer.design_retire, name="design_retire"),
    path("quan-tri/thu-tuc/<int:pk>/so-sanh/", designer.design_compare, name="design_compare"),
    path("quan-tri/thu-tuc/<int:pk>/tai-ve/<int:number>/", designer.design_export, name="design_export"),
    path(DRAFT, draft.draft_facts, name="draft_facts"),
    path(f"{DRAFT}bieu-mau/", draft.draft_form, name="draft_form"),
    path(f"{DRAFT}bieu-mau/<str:key>/", draft.draft_field, name="draft_field"),
    path(f"{DRAFT}cac-buoc/", draft.draft_steps, name="draft_steps"),
    path(f"{DRAFT}cac-buoc/<str:key>/", draft.draft_step, name="draft_step"),
    path(f"{DRAFT}giay-to/", draft.draft_papers, name="draft_papers"),
    path(f"{DRAFT}giay-to/<str:family>/<str:key>/", draft.draft_paper, name="draft_paper"),
    path(f"{DRAFT}lam/", draft.draft_act, name="draft_act"),
    path(f"{DRAFT}hoan-tac/", draft.draft_undo, name="draft_undo"),
    path(f"{DRAFT}chay-thu/", trial.draft_try, name="draft_try"),
    path(f"{DRAFT}cong-bo/", draft.draft_publish, name="draft_publish"),
    path(f"{DRAFT}bo/", draft.draft_discard, name="draft_discard"),
    path(f"{DRAFT}tai-ve/", draft.draft_export, name="draft_export"),
]
