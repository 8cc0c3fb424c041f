"""The public page that answers for a document; no region, no log-in."""

from django.urls import path

from certificates.views.verify import verify

urlpatterns = [path("verifiera/", verify, name="verify")]
