from procedures import designer_urls

urlpatterns = [*designer_urls.urlpatterns]
