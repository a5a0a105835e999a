"""`/unmentor`: introductions, for members and for organisers."""
