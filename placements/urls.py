"""Addresses of this app, below the region's."""

from django.urls import path

from placements.views import (
    appointing,
    credits,
    extending,
    opening,
    plan,
    programmes,
    region_plan,
    units,
)

app_name = "placements"
PLAN = "bt/<uuid:pk>/plan/"
PLACEMENT = f"{PLAN}placering/<uuid:placement_pk>/"
UNIT = "regionen/enheter/<uuid:pk>/"
CREDIT = "tillgodoraknande/<uuid:pk>/"
urlpatterns = [
    path("bt-lakare/", programmes.programmes, name="programmes"),
    path("bt-lakare/lagg-upp/", opening.open_programme, name="open"),
    path("min-bt/", programmes.mine, name="mine"),
    path(PLAN, plan.plan, name="plan"),
    path(f"{PLAN}ny-placering/", plan.add_placement, name="add_placement"),
    path(PLACEMENT, plan.change_placement, name="change_placement"),
    path(f"{PLACEMENT}ny-period/", plan.add_period, name="add_period"),
    path(
        f"{PLACEMENT}handledare/",
        appointing.appoint_supervisor,
        name="appoint_supervisor",
    ),
    path(f"{PLAN}period/<uuid:period_pk>/", plan.move_period, name="move_period"),
    path(
        "bt/<uuid:pk>/huvudansvarig-handledare/",
        appointing.appoint_main,
        name="appoint_main",
    ),
    # what a region has decided, and where they serve
    path("regionen/plan/", region_plan.write, name="region_plan"),
    path("regionen/enheter/ny/", units.new, name="unit_new"),
    path(UNIT, units.change, name="unit"),
    path(f"{UNIT}stang/", units.close, name="unit_close"),
    path(f"{UNIT}oppna/", units.reopen, name="unit_reopen"),
    # earlier service
    path("bt/<uuid:pk>/tillgodoraknande/", credits.credits, name="credits"),
    path("bt/<uuid:pk>/tillgodoraknande/nytt/", credits.new, name="credit_new"),
    path(CREDIT, credits.credit, name="credit"),
    path(f"{CREDIT}underlag/", credits.papers, name="credit_papers"),
    path(f"{CREDIT}dra-tillbaka/", credits.withdraw, name="credit_withdraw"),
    path(f"{CREDIT}beslut/", credits.decide, name="credit_decide"),
    path("underlag/<uuid:pk>/", credits.file, name="credit_file"),
    # more time
    path("bt/<uuid:pk>/forlang/", extending.extend, name="extend"),
    path("forlangning/<uuid:pk>/", extending.extension, name="extension"),
]
