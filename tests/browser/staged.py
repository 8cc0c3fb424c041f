"""One of everything, in a region that the demo leaves alone, for pages with no link to.
Everybody there has a name that is hard to find room for.

Run with the running system's environment: `python -m tests.browser.staged` prints a
session for each role, and each page with a role that may open it.
"""

import json

import django

REGION = "halland"
FIRST = "Margareta-Kristina Alexandrasofia"
LAST = "Vestergaard-Wijkström-Ŋgurunderhjälm-Kallebäckström"
PIECES = {"certificates:dossier_pdf_state"}  # put into a page, and none by itself


def staged() -> dict[str, object]:
    from django.test import Client
    from django.utils import timezone

    from regions.queries import people_in
    from tests.cast import make_company
    from tests.scene import make_scene
    from tests.who_may import IN_REGION, OPEN_TO

    scene = make_scene(make_company(REGION, timezone.localdate()))
    with scene.company.inside():
        people_in(scene.company.region).update(first_name=FIRST, last_name=LAST)
    whole = [one for one in IN_REGION if one.name not in PIECES]
    opens = {one: min(OPEN_TO[one.name]) for one in whole if OPEN_TO[one.name]}
    sessions = {}
    for role in set(opens.values()):
        client = Client()
        client.force_login(getattr(scene.company, role))
        sessions[role] = client.cookies["sessionid"].value
    pages = [(one.name, role, scene.path(one)) for one, role in opens.items()]
    return {"sessions": sessions, "pages": pages}


if __name__ == "__main__":
    django.setup()
    print(json.dumps(staged()))
