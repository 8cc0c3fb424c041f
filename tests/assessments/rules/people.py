"""The people of these tables; each name tells the part they play."""

from bt_admin.lib.people import Person

LAKARE = Person("läkare", "Maja Rosenkvist")
HANDLEDARE = Person("handledare", "Mats Örneblad")
HUVUDHANDLEDARE = Person("huvudhandledare", "Per-Åke Näsström")
STUDIEREKTOR = Person("studierektor", "Birgitta Wåhlin")
KOLLEGA = Person("kollega", "Anders Fröjd")
