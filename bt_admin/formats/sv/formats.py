"""Dates as Swedes type them; Django's own Swedish formats miss the plain ISO day."""

DATE_INPUT_FORMATS = ["%Y-%m-%d", "%Y%m%d", "%y%m%d", "%d/%m/%Y", "%d.%m.%Y"]
