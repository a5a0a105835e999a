"""Meeting: times, reminders, and what is said afterwards."""
