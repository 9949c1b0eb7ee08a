"""A request behind the login: Django's own type does not know that somebody is there."""

from django.http import HttpRequest

from network.models import User


class SignedIn(HttpRequest):
    user: User
    may_only_file: bool  # signed in too long ago, or without a second proof (hkin.auth)
