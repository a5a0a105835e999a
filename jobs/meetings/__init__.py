"""What a group does once introduced: a time, a diary, a reminder, and what is said afterwards."""
