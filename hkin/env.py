"""What the environment may say, with its types and defaults.

Names are listed with their meaning in `.env.example` and `docs/operations.md`; a test keeps the three equal.
"""

from urllib.parse import urlsplit

import environ

env = environ.Env(
    DATABASE_URL=(str, ""),
    HKIN_OWNER_DATABASE_URL=(str, ""),
    HKIN_RETENTION_DATABASE_URL=(str, ""),
    REDIS_URL=(str, "redis://127.0.0.1:6379/0"),
    HKIN_PROCESS=(str, "web"),
    HKIN_DEBUG=(bool, False),
    HKIN_DEMO=(bool, False),
    HKIN_DEMO_PASSWORD=(str, ""),
    HKIN_PORT=(int, 8000),
    HKIN_SECRET_KEY=(str, ""),
    HKIN_SEAL_KEYS=(str, ""),
    HKIN_INDEX_KEY=(str, ""),
    HKIN_ALLOWED_HOSTS=(list, []),
    HKIN_BASE_URL=(str, "http://127.0.0.1:8000"),
    HKIN_HTTPS=(bool, True),
    HKIN_THEME=(str, "hkin-theme"),
    HKIN_MFA_REQUIRED=(bool, True),
    HKIN_DEVICE_DAYS=(int, 30),
    HKIN_STATIC_COLLECTED=(bool, True),
    HKIN_SEALED_ROOT=(str, ""),
    HKIN_BACKUP_MARK=(str, ""),
    HKIN_MAIL_FOLDER=(str, ""),
    HKIN_MAIL_FROM=(str, "HKIN <noreply@hkin.example>"),
    HKIN_MAIL_HOST=(str, "127.0.0.1"),
    HKIN_MAIL_PORT=(int, 25),
    HKIN_MAIL_USER=(str, ""),
    HKIN_MAIL_PASSWORD=(str, ""),
    HKIN_MAIL_TLS=(bool, False),
    HKIN_OIDC_ISSUER=(str, ""),
    HKIN_OIDC_CLIENT_ID=(str, ""),
    HKIN_OIDC_CLIENT_SECRET=(str, ""),
    HKIN_OIDC_NAME=(str, "gemeente-account"),
    HKIN_OIDC_ID_CLAIM=(str, "sub"),
    HKIN_OIDC_MUNICIPALITY=(str, ""),
    HKIN_OIDC_MUNICIPALITY_CLAIM=(str, ""),
    HKIN_OIDC_DEPARTMENT_CLAIM=(str, ""),
    HKIN_OIDC_ROLES=(str, ""),
    HKIN_OIDC_ROLES_CLAIM=(str, ""),
    HKIN_OIDC_SECOND_PROOF=(list, []),
    HKIN_OIDC_TRUST_EMAIL=(bool, False),
    HKIN_OIDC_ONLY=(bool, False),
    HKIN_CSP_FORM_ACTION=(list, []),
    HKIN_CSP_IMG_SRC=(list, []),
    HKIN_TRUSTED_PROXIES=(int, 0),
)


def origins_of(address: str) -> list[str]:
    """As a Content-Security-Policy names a site; none for no address."""
    parts = urlsplit(address)
    return [f"{parts.scheme}://{parts.netloc}"] if parts.netloc else []
