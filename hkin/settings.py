"""Django settings: closed by default, opened by the environment (see env.py and .env.example)."""

import sys
from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from hkin.env import env, origins_of
from hkin.outbox.schedule import BEAT_SCHEDULE as OUTBOX_BEAT_SCHEDULE
from network.schedule import BEAT_SCHEDULE as NETWORK_BEAT_SCHEDULE
from signals.schedule import BEAT_SCHEDULE as SIGNALS_BEAT_SCHEDULE

ROOT = Path(__file__).resolve().parent.parent
RUN = ROOT / ".run"

# ---- what this process is ------------------------------------------------------------------------
PROCESS = env("HKIN_PROCESS")  # web | worker | beat | deliver
DEBUG = env("HKIN_DEBUG")
DEMO = env("HKIN_DEMO")
DEMO_PASSWORD = env("HKIN_DEMO_PASSWORD")

SECRET_KEY = env("HKIN_SECRET_KEY")
SEAL_KEYS = env("HKIN_SEAL_KEYS")
INDEX_KEY = env("HKIN_INDEX_KEY")
ALLOWED_HOSTS = env("HKIN_ALLOWED_HOSTS")
BASE_URL = env("HKIN_BASE_URL").rstrip("/")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django_linear_migrations",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.mfa",
    "axes",
    "crispy_forms",
    "csp",
    "django_htmx",
    "pgtrigger",
    "hkin.auth.apps.SigningIn",
    "hkin.machine",
    "hkin.nlds",
    "hkin.oidc.apps.MunicipalityAccounts",
    "hkin.outbox",
    "hkin.privacy",
    "network",
    "signals",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "hkin.auth.browsing.keep_nothing",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "hkin.auth.sessions.FreshSignIn",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "hkin.auth.browsing.htmx_login",
    "hkin.auth.browsing.no_zero_bytes",
    "hkin.auth.second_proof.SecondProof",
    "axes.middleware.AxesMiddleware",
    "hkin.views.only_by_a_button",
]

ROOT_URLCONF = "hkin.urls"
WSGI_APPLICATION = "hkin.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "hkin.views.page_context",
            ],
        },
    },
]


# ---- data ----------------------------------------------------------------------------------------
# Three roles of the database: the owner migrates, hkin_web works, hkin_retention destroys.
def _database(url_name: str, timeout_ms: int) -> dict[str, object]:
    config: dict[str, object] = env.db_url(url_name, default=env("DATABASE_URL") or "postgres://hkin@127.0.0.1/hkin")
    options = dict(config.get("OPTIONS") or {})  # type: ignore[call-overload]
    if timeout_ms:
        options["options"] = f"-c statement_timeout={timeout_ms}"
    return {**config, "OPTIONS": options, "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}


_owner_url, _retention_url = "HKIN_OWNER_DATABASE_URL", "HKIN_RETENTION_DATABASE_URL"
_url_of_command = dict.fromkeys(("migrate", "makemigrations", "load_demo", "load_reference"), _owner_url)
_url_of_command["forget"] = _retention_url
_own_url = _url_of_command.get(sys.argv[1], "") if len(sys.argv) > 1 else ""
DATABASES = {
    "default": _database(
        _own_url if _own_url and env(_own_url) else "DATABASE_URL",
        3000 if PROCESS == "web" and "gunicorn" in sys.argv[0] else 0,
    ),
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
_collected = env("HKIN_STATIC_COLLECTED")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if _collected
        else "django.contrib.staticfiles.storage.StaticFilesStorage",
    },
    "sealed": {
        "BACKEND": "hkin.privacy.storage.SealedStorage",
        "OPTIONS": {"location": env("HKIN_SEALED_ROOT") or str(RUN / "sealed")},
    },
}
# An upload never touches the disk before it is sealed.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
BACKUP_MARK = env("HKIN_BACKUP_MARK")  # a file that the script of the backup touches
ATTACHMENT_MAX_BYTES = 10 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 4 * ATTACHMENT_MAX_BYTES
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

# ---- static files --------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = ROOT / "staticfiles" if _collected else None
WHITENOISE_USE_FINDERS = not _collected  # from where they lie: no collecting in a checkout
_node = ROOT / "node_modules"
STATICFILES_DIRS = [
    ROOT / "static",
    ("vendor/source-sans-3", _node / "@fontsource-variable/source-sans-3"),
    ("vendor/poster/regular", _node / "@expo-google-fonts/source-sans-3/400Regular"),
    ("vendor/poster/bold", _node / "@expo-google-fonts/source-sans-3/700Bold"),
    ("vendor/voorbeeld", _node / "@nl-design-system-unstable/voorbeeld-design-tokens/dist"),
    ("vendor/utrecht", _node / "@utrecht/component-library-css/dist"),
    ("vendor/nl-button", _node / "@nl-design-system-candidate/button-css/dist"),
    ("vendor/nl-skip-link", _node / "@nl-design-system-candidate/skip-link-css/dist"),
    ("vendor/cytoscape", _node / "cytoscape/dist"),
]

#: Where the printed poster finds its letters: a PDF needs them as files.
POSTER_FONTS = (
    [STATIC_ROOT / "vendor/poster"]
    if STATIC_ROOT
    else [_node / "@expo-google-fonts/source-sans-3/400Regular", _node / "@expo-google-fonts/source-sans-3/700Bold"]
)

# ---- who comes in --------------------------------------------------------------------------------
AUTH_USER_MODEL = "network.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "hkin.auth.passwords.UnlikeYourName"},
    {"NAME": "hkin.auth.passwords.LongEnough", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "hkin.auth.adapter.ClosedSignup"
ACCOUNT_FORMS = {
    "login": "hkin.account_forms.LoginForm",
    "reset_password_from_key": "hkin.account_forms.ResetPasswordKeyForm",
    "change_password": "hkin.account_forms.ChangePasswordForm",
    "reauthenticate": "hkin.account_forms.PasswordAgainForm",
}
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {"login": False, "login_failed": False}  # axes counts; a town hall is one address
ACCOUNT_PREVENT_ENUMERATION = True
AXES_HANDLER = "hkin.auth.guessing.FailureCount"
AXES_USERNAME_CALLABLE = "hkin.auth.guessing.login_name"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 8
NAMES_FAILED_LIMIT = 40  # at one address within the cool-off: it is being sprayed
SPRAYED_FAILURE_LIMIT = 3  # of one name at such an address
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_TEMPLATE = "account/locked.html"
AXES_RESET_ON_SUCCESS = True
AXES_CLIENT_IP_CALLABLE = "hkin.machine.visitor.address_of"
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
AXES_SENSITIVE_PARAMETERS = ["next"]  # the page somebody came from names a signal, beside their own name

SECOND_PROOF_REQUIRED = env("HKIN_MFA_REQUIRED")
MFA_ADAPTER = "hkin.auth.proofs.SealedProofs"
MFA_FORMS = {
    "authenticate": "hkin.auth.proof_forms.CodeForm",
    "reauthenticate": "hkin.auth.proof_forms.CodeAgainForm",
    "activate_totp": "hkin.auth.proof_forms.AppForm",
    "deactivate_totp": "hkin.auth.proof_forms.AppGoneForm",
    "add_webauthn": "hkin.auth.proof_forms.PasskeyForm",
    "authenticate_webauthn": "hkin.auth.proof_forms.PasskeyAnswerForm",
    "reauthenticate_webauthn": "hkin.auth.proof_forms.PasskeyAgainForm",
    "login_webauthn": "hkin.auth.proof_forms.PasskeyLoginForm",
    "edit_webauthn": "hkin.auth.proof_forms.PasskeyNameForm",
    "generate_recovery_codes": "hkin.auth.proof_forms.NewCodesForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # allauth's own table of addresses is not where we know them from
MFA_TOTP_ISSUER = "HKIN"
MFA_TOTP_TOLERANCE = 1  # half a minute of typing, or of a clock that is wrong
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_RATE_LIMITS = {"webauthn_login": False}  # a passkey cannot be guessed, and a town hall is one address

# The account of the municipality, closed without an issuer (hkin/oidc/).
OIDC = {name.removeprefix("HKIN_OIDC_"): env(name) for name in env.scheme if name.startswith("HKIN_OIDC_")}
SOCIALACCOUNT_ADAPTER = "hkin.oidc.adapter.MunicipalityAccount"
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_REQUESTS_TIMEOUT = 3  # seconds that a provider may keep a page waiting

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SIGN_IN_HOURS = 12  # after which an own device is good for filing only, and any other session ends
JUST_NOW_MINUTES = 15  # within which a sign-in may change how one signs in
ACCOUNT_REAUTHENTICATION_TIMEOUT = 60 * JUST_NOW_MINUTES
DEVICE_DAYS = env("HKIN_DEVICE_DAYS")
SESSION_COOKIE_AGE = 2 * SIGN_IN_HOURS * 60 * 60  # who was out in between still sends what they typed
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "hkin.views.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# ---- what browsers are told ----------------------------------------------------------------------
_https = env("HKIN_HTTPS")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = _https
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if _https else 0
TRUSTED_PROXIES = env("HKIN_TRUSTED_PROXIES")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SECURE_REDIRECT_EXEMPT = [r"^gezond/$"]
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "img-src": [SELF, "data:", *env("HKIN_CSP_IMG_SRC")],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF, *origins_of(OIDC["ISSUER"]), *env("HKIN_CSP_FORM_ACTION")],
    },
}

# ---- language, time, look ------------------------------------------------------------------------
LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", _("Dutch"))]
LOCALE_PATHS = [ROOT / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Amsterdam"
CRISPY_ALLOWED_TEMPLATE_PACKS = ["nlds"]
CRISPY_TEMPLATE_PACK = "nlds"
THEME = env("HKIN_THEME")

# ---- delivery (measured in docs/adr/0002) --------------------------------------------------------
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = env("HKIN_MAIL_HOST")
EMAIL_PORT = env("HKIN_MAIL_PORT")
EMAIL_HOST_USER = env("HKIN_MAIL_USER")
EMAIL_HOST_PASSWORD = env("HKIN_MAIL_PASSWORD")
EMAIL_USE_TLS = env("HKIN_MAIL_TLS")
EMAIL_TIMEOUT = 5
DEFAULT_FROM_EMAIL = env("HKIN_MAIL_FROM")
MAIL_FOLDER = env("HKIN_MAIL_FOLDER")

OUTBOX_ADDRESS_OPENER = "hkin.privacy.sealing.open_address"
OUTBOX_RECIPIENT_MARKS = "hkin.privacy.marks.recipient_marks"
OUTBOX_MANAGED_MUNICIPALITIES = "network.roles.deliveries_looked_after_by"
OUTBOX_READABLE_REFERENCE = "signals.rules.reference.readable"
OUTBOX_DIGEST_HOUR = 7  # local time

MACHINE_LOOKED_AFTER_BY = "network.roles.looks_after_machine"

# What the privacy block asks of the project (hkin/privacy/hooks.py).
PRIVACY_MAY_READ_LOG = "network.roles.access_logs_read_by"
PRIVACY_PERSON_LOOKUP = "network.people.people_called"
PRIVACY_PERSON_NAMES = "network.people.names_of"
PRIVACY_ROLE_NAMES = "hkin.navigation.ROLE_NAMES"
PRIVACY_HIDDEN_SIGNALS = "signals.access.signals_hidden_from"
PRIVACY_SIGNAL_LOOKUP = "signals.access.signal_with_reference"
PRIVACY_RESEALER = "hkin.auth.sealing.reseal_secrets"
PRIVACY_SIGNAL_NAMES = "signals.access.references_of"

_web = PROCESS not in {"worker", "beat"}  # the delivering process has no time to wait either
CELERY_BROKER_URL = env("REDIS_URL")
CELERY_TIMEZONE = TIME_ZONE
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_RESULT_BACKEND = None
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_SOFT_TIME_LIMIT = 45
CELERY_TASK_TIME_LIMIT = 60  # must stay below the visibility timeout
CELERY_TASK_PUBLISH_RETRY = not _web
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_WORKER_SEND_TASK_EVENTS = False
CELERY_BEAT_SCHEDULE = {**OUTBOX_BEAT_SCHEDULE, **NETWORK_BEAT_SCHEDULE, **SIGNALS_BEAT_SCHEDULE}
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "socket_connect_timeout": 0.25 if _web else 5,
    "socket_timeout": 0.25 if _web else 5,
    "socket_keepalive": True,
    "visibility_timeout": 180,
    "unacked_restore_interval": 5,
    "unacked_restore_throttle": 1,
    # A web process tries the broker once and goes on; a worker tries for ever.
    **({"max_retries": 0, "interval_start": 0, "interval_step": 0, "interval_max": 0} if _web else {}),
}

# ---- logs: what happened, never who or what about ------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"hkin": {"level": "INFO"}, "axes": {"level": "ERROR"}},
}
# HSTS for subdomains and browser lists concerns other sites of the municipality: theirs to decide at the proxy.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
