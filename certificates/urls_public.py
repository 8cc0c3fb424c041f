"""What answers for a document in public; no region, no log-in."""

from django.urls import path

from certificates.views.credential import status
from certificates.views.verify import verify

urlpatterns = [
    path("verifiera/", verify, name="verify"),
    path("verifiera/status/<str:code>/", status, name="credential_status"),
]
