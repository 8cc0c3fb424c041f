"""Addresses of this app, below the region's."""

from django.urls import path

from regions.views import (
    calendar,
    drafts,
    mail,
    people,
    protection,
    region,
    rights,
    staff,
    stand_ins,
    ways,
)

app_name = "regions"
urlpatterns = [
    path("regionen/", region.region, name="region"),
    path("regionen/sa-gor-vi/", ways.ways, name="ways"),
    path("personer/", people.people, name="people"),
    path("personer/ny/", staff.new, name="person_new"),
    path("personer/<uuid:pk>/", people.person, name="person"),
    path("personer/<uuid:pk>/andra/", staff.change, name="person_change"),
    path("personer/<uuid:pk>/ratta/", staff.correct, name="person_correct"),
    path("personer/<uuid:pk>/roll/", staff.role, name="role_new"),
    path("personer/<uuid:pk>/tjanstgoring/", staff.employment, name="employment_new"),
    path("tjanstgoring/<uuid:pk>/", staff.end, name="employment_end"),
    path("mina-uppgifter/", people.me, name="me"),
    path("mina-uppgifter/kalender/", calendar.my_calendar, name="calendar"),
    # How often e-mail comes, and who stands in during leave
    path("mina-uppgifter/mejl/", mail.mail, name="mail"),
    path("mina-uppgifter/ersattare/", stand_ins.mine, name="stand_in"),
    path("personer/<uuid:pk>/ersattare/", stand_ins.theirs, name="stand_in_for"),
    path("personer/<uuid:pk>/skydd/", protection.protection, name="protection"),
    path("ersattare/<uuid:pk>/avsluta/", stand_ins.end, name="end_stand_in"),
    # What is typed and not sent
    path("utkast/", drafts.draft, name="draft"),
    path("utkast/kasta/", drafts.drop, name="draft_drop"),
    # Everybody's roles, to be confirmed once a year
    path("roller/", rights.rights, name="rights"),
    path("roller/ta-over/", rights.take_over_protected, name="take_over_protected"),
    path("rollen/<uuid:pk>/avsluta/", rights.end, name="end_role"),
]
