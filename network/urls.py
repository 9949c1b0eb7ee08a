"""The directory, as a table of contents."""

from django.urls import path

from network import views

app_name = "network"

urlpatterns = [
    path("netwerk/", views.contacts, name="contacts"),
    path("netwerk/gaten/", views.holes, name="holes"),
    path("netwerk/gaten/<int:pk>/opgelost/", views.hole_mended, name="hole_mended"),
    path("afwezig/", views.absence, name="absence"),
    path("afwezig/<int:pk>/stoppen/", views.absence_end, name="absence_end"),
]
