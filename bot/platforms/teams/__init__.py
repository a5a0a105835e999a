"""Microsoft Teams: listens at one address, draws cards, speaks through the connector service.

The SDK (`microsoft_teams`) is seen in this folder only, and imported only once Teams is set up:
that takes seconds. What Teams tells of itself is believed only under a token that Microsoft signed.
"""
