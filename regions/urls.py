"""Addresses of this app, below the region's."""

from django.urls import path

from regions.views import calendar, people, region

app_name = "regions"
urlpatterns = [
    path("regionen/", region.region, name="region"),
    path("personer/", people.people, name="people"),
    path("personer/<uuid:pk>/", people.person, name="person"),
    path("mina-uppgifter/", people.me, name="me"),
    path("mina-uppgifter/kalender/", calendar.my_calendar, name="calendar"),
]
