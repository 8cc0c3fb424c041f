"""The people of these tables; each name tells the part they play."""

from bt_admin.lib.people import Person

LAKARE = Person("läkare", "Maja Rosenkvist")
HUVUDHANDLEDARE = Person("huvudhandledare", "Per-Åke Näsström")
BEDOMARE = Person("bedömare", "Siobhán Öberg-O’Leary")
CHEF = Person("chef", "Karin Björnhede")
STUDIEREKTOR = Person("studierektor", "Birgitta Wåhlin")
EVERYBODY = (LAKARE, HUVUDHANDLEDARE, BEDOMARE, CHEF, STUDIEREKTOR)
