"""A query whose columns are named by whoever reads its rows."""

from typing import Any

from sqlalchemy import Select

Query = Select[*tuple[Any, ...]]
