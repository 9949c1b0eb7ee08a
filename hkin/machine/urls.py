from django.urls import path

from hkin.machine import views

app_name = "machine"

urlpatterns = [
    path("beheer/machine/", views.machine, name="machine"),
    path("beheer/machine/proefmail/", views.send_mail, name="send_mail"),
    path("beheer/machine/proefmail/code/", views.mail_code, name="mail_code"),
    path("beheer/machine/sleutels/", views.fingerprints, name="fingerprints"),
]
