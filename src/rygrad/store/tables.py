"""The tables of a site's database, as the newest migration leaves them."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Integer,
    MetaData,
    SmallInteger,
    String,
    Table,
)

VERSION = "0002"  # the newest migration; known here so that opening need not load the migrations
metadata = MetaData()

diaries = Table(
    "diaries",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key_hash", String(64), nullable=False, unique=True),
    Column("lang", String(2), nullable=False),
    Column("started", Date, nullable=False),
    Column("assessed_on", Date, nullable=False),
    Column("onset", Date),
    Column("answers", JSON),
)

entries = Table(
    "entries",
    metadata,
    Column("diary", Integer, ForeignKey("diaries.id", ondelete="CASCADE"), primary_key=True),
    Column("day", Date, primary_key=True),
    Column("pain", SmallInteger),
    Column("minutes", SmallInteger),
    Column("strength", Boolean),
    Column("went", SmallInteger),
)

scores = Table(
    "scores",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("diary", Integer, ForeignKey("diaries.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("questionnaire", String(40), nullable=False),
    Column("day", Date, nullable=False),
    Column("items", JSON, nullable=False),
    Column("activities", JSON),
)
