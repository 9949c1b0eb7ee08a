from django.urls import path

from hkin.privacy import views

app_name = "privacy"

urlpatterns = [
    path("raadpleeglog/", views.access_log, name="log"),
]
