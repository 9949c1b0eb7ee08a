"""The addresses of the site: Dutch paths, English names."""

from allauth.account import views as account
from django.urls import URLPattern, URLResolver, include, path, re_path

from hkin import home, views
from hkin.auth.new_password import NewPassword
from hkin.nlds.styleguide import styleguide
from hkin.oidc import views as oidc
from network.views import entry

handler400 = "hkin.views.bad_request"
handler403 = "hkin.views.cannot_open"
handler404 = "hkin.views.cannot_open"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("", include("signals.urls")),
    path("", include("network.urls")),
    path("", include("hkin.machine.urls")),
    path("", include("hkin.outbox.urls")),
    path("", include("hkin.privacy.urls")),
    path("gezond/", views.health, name="health"),
    path("even-weg/", views.empty_screen, name="empty_screen"),
    path("hulp/", views.help_page, name="help"),
    path("privacy/", views.privacy, name="privacy"),
    path("toegankelijkheid/", views.accessibility, name="accessibility"),
    path("brievenbus/", views.mailbox, name="mailbox"),
    path("brievenbus/<str:name>/", views.mailbox, name="mailbox_letter"),
    path("vormgeving/", styleguide, name="styleguide"),
    # Signing in: only these of allauth's pages exist, and those of hkin.auth.urls.
    path("", include("hkin.auth.urls")),
    path("inloggen/", account.login, name="account_login"),
    path("inloggen/beheerder/", oidc.local_login, name="oidc_local_login"),
    path("inloggen/gemeente/", oidc.start, name="oidc_start"),
    path("inloggen/gemeente/terug/", oidc.callback, name="oidc_callback"),
    path("inloggen/geen-account/", views.no_signup, name="account_signup"),
    path("uitloggen/", views.log_out, name="account_logout"),
    path("inloggen/niet-actief/", account.account_inactive, name="account_inactive"),
    path("wachtwoord-wijzigen/", account.password_change, name="account_change_password"),
    path("wachtwoord-maken/", views.no_signup, name="account_set_password"),
    path("wachtwoord-vergeten/", entry.forgotten, name="account_reset_password"),
    path("wachtwoord-vergeten/verstuurd/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^wachtwoord-vergeten/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        NewPassword.as_view(),
        name="account_reset_password_from_key",
    ),
    path(
        "wachtwoord-vergeten/klaar/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
]
