"""The tables of a site's database, as the newest migration leaves them."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
)

VERSION = "0005"  # the newest migration; known here so that opening need not load the migrations
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

clinics = Table(
    "clinics",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", String(80), nullable=False, unique=True),
    Column("name", String(200), nullable=False, index=True),
    Column("postcode", String(4), index=True),
    Column("record", Text, nullable=False),  # JSON, as the directory reads it
    Column("town", String(300)),
    Column("closed_on", Date),  # left out of a later list; kept, and never found
)

# A clinic that is open stands here once, and once more for each of its specialties, in the order in which
# it is looked for; the whole search is answered from this one table's own order.
clinic_spots = Table(
    "clinic_spots",
    metadata,
    Column("specialty", SmallInteger, primary_key=True),
    Column("profession", SmallInteger, primary_key=True),
    Column("square", BigInteger, primary_key=True),
    Column("clinic", Integer, ForeignKey("clinics.number", ondelete="CASCADE"), primary_key=True),
    Column("flags", SmallInteger, nullable=False),
    Column("lat", Float, nullable=False),
    Column("lon", Float, nullable=False),
    Index("clinic_spots_of_a_kind", "specialty", "profession", "flags"),
    Index("clinic_spots_of_a_clinic", "clinic"),
    sqlite_with_rowid=False,
)

clinic_kinds = Table(  # how many spots there are of a kind: tells whether to look near or to take them all
    "clinic_kinds",
    metadata,
    Column("specialty", SmallInteger, primary_key=True),
    Column("profession", SmallInteger, primary_key=True),
    Column("flags", SmallInteger, primary_key=True),
    Column("count", Integer, nullable=False),
)

clinic_towns = Table(  # how many clinics of a kind each town has, so that a page need not count them
    "clinic_towns",
    metadata,
    Column("specialty", SmallInteger, primary_key=True),
    Column("profession", SmallInteger, primary_key=True),
    Column("town", String(300), primary_key=True),
    Column("flags", SmallInteger, primary_key=True),
    Column("count", Integer, nullable=False),
    Column("lat", Float, nullable=False),  # the middle of them
    Column("lon", Float, nullable=False),
    sqlite_with_rowid=False,
)

card_feedback = Table(  # what became of a card in another system; nothing about the patient
    "card_feedback",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("service", String(40), nullable=False),
    Column("card", String(200), nullable=False, index=True),
    Column("outcome", String(10), nullable=False),
    Column("suggestions", JSON),
    Column("reason", String(80)),
    Column("commented", Boolean, nullable=False),  # that there was a comment; it may name the patient
    Column("at", String(40), nullable=False),
    UniqueConstraint("service", "card", "outcome", "at", name="card_feedback_once"),
)
