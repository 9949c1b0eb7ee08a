"""The directory, as a table of contents."""

from django.urls import path

from network.views import absence, contacts, holes

app_name = "network"

urlpatterns = [
    path("netwerk/", contacts.contacts, name="contacts"),
    path("netwerk/gaten/", holes.holes, name="holes"),
    path("netwerk/gaten/<int:pk>/opgelost/", holes.hole_mended, name="hole_mended"),
    path("afwezig/", absence.absence, name="absence"),
    path("afwezig/<int:pk>/stoppen/", absence.absence_end, name="absence_end"),
]
