"""Invented people with real histories, for practising, showing and testing.

The people, the texts and how far each doctor has come stand in `data/`. What happens
to them is done by the same actions as in earnest, at moments in the past and in order,
so that rules, signatures and audit chains are as they will be. Everything is told from
today: the demo never ages.
"""
