"""Questions about facts: when to remind and whom to tell, and who may stand in."""
