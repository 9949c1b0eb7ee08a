from django.urls import path

from hkin.outbox import views

app_name = "outbox"

urlpatterns = [
    path("berichten/", views.inbox, name="inbox"),
    path("berichten/gelezen/", views.read_all, name="read_all"),
    path("berichten/<uuid:uuid>/openen/", views.open_message, name="open"),
    path("beheer/berichten/", views.deliveries, name="deliveries"),
    path("beheer/berichten/opnieuw/", views.retry, name="retry_all"),
    path("beheer/berichten/<uuid:uuid>/opnieuw/", views.retry, name="retry"),
]
