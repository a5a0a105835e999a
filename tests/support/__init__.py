"""What several tests share: judges of payloads and nasty texts."""
