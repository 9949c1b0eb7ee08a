"""A mistyped password leaves no row that says which signal somebody was on the way to."""

from axes.models import AccessAttempt
from django.test import Client

from network.models import User

PAGE = "/signalen/7KVTR97PY/"


def test_the_page_somebody_came_from_is_not_kept_beside_their_name(client: Client, sanne: User) -> None:
    wrong = {"login": sanne.username, "password": "dit is het niet", "next": PAGE}
    client.post(f"/inloggen/?next={PAGE}", wrong)
    kept = AccessAttempt.objects.values("username", "get_data", "post_data").get()
    assert kept["username"] == sanne.username
    assert PAGE not in kept["get_data"] + kept["post_data"]
