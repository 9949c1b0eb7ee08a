"""The directory, as a table of contents."""

from django.urls import path

from network.views import absence, contacts, entry, holes, joint, municipality, reading, starting

app_name = "network"

urlpatterns = [
    # who is not in yet
    path("aanmelden/", entry.register, name="register"),
    path("aanmelden/verstuurd/", entry.registered, name="registered"),
    path("toegang/", entry.come_in, name="come_in"),
    path("toegang/<str:token>/", entry.enter, name="enter"),
    # the directory
    path("netwerk/", contacts.contacts, name="contacts"),
    path("netwerk/gaten/", holes.holes, name="holes"),
    path("netwerk/gaten/<int:pk>/opgelost/", holes.hole_mended, name="hole_mended"),
    path("afwezig/", absence.absence, name="absence"),
    path("afwezig/<int:pk>/stoppen/", absence.absence_end, name="absence_end"),
    # two people
    path("samen/", joint.joint_acts, name="joint_acts"),
    path("samen/<uuid:uuid>/", joint.joint_act, name="joint_act"),
    path("samen/<uuid:uuid>/intrekken/", joint.joint_act_withdraw, name="joint_act_withdraw"),
    # a municipality starts
    path("inrichten/", starting.setup, name="setup"),
    path("inrichten/toevoegen/", starting.setup_add, name="setup_add"),
    path("inrichten/<slug:slug>/", starting.setup_steps, name="setup_steps"),
    path("inrichten/<slug:slug>/machine/", starting.setup_machine, name="setup_machine"),
    path("inrichten/<slug:slug>/gemeente/", municipality.setup_municipality, name="setup_municipality"),
    path("inrichten/<slug:slug>/lezen/", reading.setup_reading, name="setup_reading"),
    path("inrichten/<slug:slug>/lezen/zin/", reading.reading_sentence, name="reading_sentence"),
    path("inrichten/<slug:slug>/lezen/dicht/", reading.setup_closed_days, name="setup_closed_days"),
    path("inrichten/<slug:slug>/lezen/dicht/weg/", reading.closed_day_open, name="closed_day_open"),
]
