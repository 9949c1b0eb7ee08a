"""Somebody's own account, and the second proof: only these of allauth's pages exist."""

from allauth.account import views as account_pages
from allauth.mfa.base import views as mfa
from django.contrib.auth.decorators import login_not_required
from django.urls import path

from hkin.auth import account, proof_pages

urlpatterns = [
    path("account/", account.account, name="account"),
    path("account/overal-uitloggen/", account.log_out_everywhere, name="log_out_everywhere"),
    path("account/bevestigen/", account_pages.reauthenticate, name="account_reauthenticate"),
    path("account/tweede-stap/", proof_pages.second_proof, name="second_proof"),
    path("account/beveiliging/", proof_pages.Overview.as_view(), name="mfa_index"),
    path("account/beveiliging/code/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("account/beveiliging/app/", proof_pages.AddApp.as_view(), name="mfa_activate_totp"),
    path("account/beveiliging/app/weg/", proof_pages.RemoveApp.as_view(), name="mfa_deactivate_totp"),
    path("account/beveiliging/herstelcodes/", proof_pages.Codes.as_view(), name="mfa_view_recovery_codes"),
    path("account/beveiliging/herstelcodes/nieuw/", proof_pages.NewCodes.as_view(), name="mfa_generate_recovery_codes"),
    path("account/beveiliging/passkey/", proof_pages.PasskeyAgain.as_view(), name="mfa_reauthenticate_webauthn"),
    path("account/beveiliging/passkey/nieuw/", proof_pages.AddPasskey.as_view(), name="mfa_add_webauthn"),
    path("account/beveiliging/passkey/<int:pk>/", proof_pages.RenamePasskey.as_view(), name="mfa_edit_webauthn"),
    path("account/beveiliging/passkey/<int:pk>/weg/", proof_pages.RemovePasskey.as_view(), name="mfa_remove_webauthn"),
    path("inloggen/tweede-stap/", mfa.authenticate, name="mfa_authenticate"),
    path("inloggen/passkey/", login_not_required(proof_pages.PasskeyLogin.as_view()), name="mfa_login_webauthn"),
]
