"""What an organisation can be, and where: the words that are stored."""

SECTORS = (
    "central",
    "local",
    "NHS",
    "police",
    "fire",
    "arm's-length",
    "devolved",
    "education",
    "charity",
    "supplier",
)

REGIONS = (
    "East Midlands",
    "East of England",
    "London",
    "North East",
    "North West",
    "Northern Ireland",
    "Scotland",
    "South East",
    "South West",
    "Wales",
    "West Midlands",
    "Yorkshire and the Humber",
    "UK-wide",
    "outside the UK",
)
