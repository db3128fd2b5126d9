"""Settings of the test suite: a throw-away data directory, a cheap password hash, nothing sent to a broker."""

import os
import tempfile

os.environ.setdefault("DATA_DIR", tempfile.mkdtemp(prefix="pbr-org-test-"))

from pbr_org.settings import *  # noqa: F403

DEBUG = False
SECRET_KEY = "tests-only"  # nosec B105  # signs nothing outside a test run
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ALLOWED_HOSTS = ["*"]
AXES_ENABLED = False
