"""From the advertisement to the first day; ends by opening a programme."""
