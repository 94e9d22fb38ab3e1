"""All settings of Án Thư, read from top to bottom. What can be configured is listed in docs/settings.md."""

from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

from config import env

BASE_DIR = Path(__file__).resolve().parent.parent

# --- Where things lie ------------------------------------------------------------------------------
DATA = env.folder("ANTHU_DATA", BASE_DIR / "var")
SECRETS = env.folder("ANTHU_SECRETS", DATA / "secrets")
MEDIA_ROOT = env.folder("ANTHU_FILES", DATA / "files")
CHECKPOINTS = env.text("ANTHU_CHECKPOINTS")  # a second place for audit checkpoints: folder, or mail:address

# --- Who we are on the network ---------------------------------------------------------------------
DEBUG = env.flag("ANTHU_DEBUG")
PUBLIC_URL = env.address("ANTHU_URL", f"http://localhost:{env.number('PORT', 8000, 1, 65535)}")
PUBLIC_HOST = urlsplit(PUBLIC_URL).hostname
ENCRYPTED = PUBLIC_URL.startswith("https://")
ALLOWED_HOSTS = [PUBLIC_HOST, *env.items("ANTHU_HOSTS", "localhost,127.0.0.1,[::1]")]
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
SECRET_KEY = env.secret("ANTHU_SECRET_KEY", SECRETS / "django.key")

# --- The rooms -------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "channels",
    "guardian",
    "django_htmx",
    "template_partials",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "core",
    "workflows",
    "signatures",
    "documents",
    "procedures",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "core.http.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "core.http.leaving.LeavingMiddleware",
    "core.http.headers.HeadersMiddleware",
    "core.http.refusals.RefusalMiddleware",
    "core.http.questions.QuestionMiddleware",
    "core.http.limits.BodyLimitMiddleware",
]
ROOT_URLCONF = "config.urls"
ASGI_APPLICATION = "config.asgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Database: the embedded one, or PostgreSQL by DATABASE_URL --------------------------------------
DATABASES = {
    "default": dj_database_url.parse(
        env.text("DATABASE_URL") or f"sqlite:///{DATA / 'an-thu.sqlite3'}",
        conn_max_age=60,
        conn_health_checks=True,
    )
}
EMBEDDED = DATABASES["default"]["ENGINE"].endswith("sqlite3")
if EMBEDDED:
    DATABASES["default"]["CONN_MAX_AGE"] = None
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-8000;"
            " PRAGMA mmap_size=268435456; PRAGMA temp_store=MEMORY; PRAGMA recursive_triggers=ON;"
        ),
    }

# --- Between processes: inside one, or Redis by REDIS_URL ------------------------------------------
REDIS_URL = env.text("REDIS_URL")
if REDIS_URL:
    CHANNEL_LAYERS = {
        "default": {
            "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
            "CONFIG": {"hosts": [REDIS_URL]},
        }
    }
else:
    CHANNEL_LAYERS = {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}
# Never in the database: Django keeps cached values pickled, and whoever writes the database must not run code here.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},  # it counts wrong passwords: a stranger must not push counts out
    }
}
if REDIS_URL:
    CACHES["default"] = {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "OPTIONS": {"serializer": "core.serializing.JsonSerializer"},
    }
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}

# --- People and sign-in ----------------------------------------------------------------------------
AUTH_USER_MODEL = "core.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "CommonPasswordValidator")
] + [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    }
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "core.accounts.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "core.forms.accounts.SignInForm",
    "change_password": "core.forms.accounts.ChangePasswordForm",
    "reauthenticate": "core.forms.accounts.ConfirmPasswordForm",
}
ACCOUNT_RATE_LIMITS = {"login": "300/m/ip", "login_failed": "60/m/ip,5/300s/key"}  # an office shares one address
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if env.flag("ANTHU_BEHIND_PROXY") else 0
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ADAPTER = "core.accounts.SecondFactorAdapter"
PASSWORD_RESET_TIMEOUT = int(timedelta(days=3).total_seconds())  # one-time links of new accounts
MFA_TOTP_ISSUER = "Án Thư"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not ENCRYPTED
GUARDIAN_MONKEY_PATCH_USER = False
ANONYMOUS_USER_NAME = None
SILENCED_SYSTEM_CHECKS = ["guardian.W001"]  # guardian only keeps exceptional grants; visibility rows decide

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_NAME = "__Host-session" if ENCRYPTED else "session"
SESSION_COOKIE_AGE = int(timedelta(hours=12).total_seconds())
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = ENCRYPTED
CSRF_COOKIE_NAME = "__Host-csrf" if ENCRYPTED else "csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SECURE = ENCRYPTED
CSRF_FAILURE_VIEW = "core.views.errors.csrf_refused"

# --- What browsers are told ------------------------------------------------------------------------
SECURE_SSL_REDIRECT = ENCRYPTED and env.flag("ANTHU_REDIRECT_TO_HTTPS", True)
SECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds()) if ENCRYPTED else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = ENCRYPTED
SECURE_HSTS_PRELOAD = ENCRYPTED
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.flag("ANTHU_BEHIND_PROXY") else None
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE, "'wasm-unsafe-eval'"],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "worker-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}

# --- Pages -----------------------------------------------------------------------------------------
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "core.http.context.shell",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Tiếng Việt")), ("en", _("Tiếng Anh"))]
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_SECURE = ENCRYPTED
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
FIRST_DAY_OF_WEEK = 1

# --- Static files and uploads ----------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "core.npm.NodeModulesFinder",
]
STATIC_MANIFEST = env.flag("ANTHU_STATIC_MANIFEST", not DEBUG)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": (
            "core.http.shelf.Shelf" if STATIC_MANIFEST else "django.contrib.staticfiles.storage.StaticFilesStorage"
        )
    },
}
WHITENOISE_USE_FINDERS = not STATIC_MANIFEST
WHITENOISE_ALLOW_ALL_ORIGINS = False
FILE_UPLOAD_PERMISSIONS = 0o640
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
UPLOAD_LIMIT = env.number("ANTHU_UPLOAD_MB", 50, 1, 1024) * 1024 * 1024

# --- Mail ------------------------------------------------------------------------------------------
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = env.text("ANTHU_MAIL_HOST")
EMAIL_PORT = env.number("ANTHU_MAIL_PORT", 587, 1, 65535)
EMAIL_HOST_USER = env.text("ANTHU_MAIL_USER")
EMAIL_HOST_PASSWORD = env.text("ANTHU_MAIL_PASSWORD")
EMAIL_USE_TLS = env.flag("ANTHU_MAIL_TLS", True)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.text("ANTHU_MAIL_FROM", f"an-thu@{PUBLIC_HOST}")

# --- Signing ---------------------------------------------------------------------------------------
PEPPER_FILE = SECRETS / "pepper.key"
INTENT_LIFETIME = timedelta(minutes=5)
CERTIFICATE_URL = env.text("ANTHU_CERTIFICATE_URL") or PUBLIC_URL  # printed into certificates for ever

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.text("ANTHU_LOG", "WARNING").upper()},
}
