"""Diaries, their days and their scores."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the first tables."""
    op.create_table(
        "diaries",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("key_hash", sa.String(64), nullable=False, unique=True),
        sa.Column("lang", sa.String(2), nullable=False),
        sa.Column("started", sa.Date, nullable=False),
        sa.Column("assessed_on", sa.Date, nullable=False),
        sa.Column("onset", sa.Date),
        sa.Column("answers", sa.JSON),
    )
    op.create_table(
        "entries",
        sa.Column("diary", sa.Integer, sa.ForeignKey("diaries.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("pain", sa.SmallInteger),
        sa.Column("minutes", sa.SmallInteger),
        sa.Column("strength", sa.Boolean),
        sa.Column("went", sa.SmallInteger),
        sa.Column("written", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "scores",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "diary", sa.Integer, sa.ForeignKey("diaries.id", ondelete="CASCADE"), nullable=False, index=True
        ),
        sa.Column("questionnaire", sa.String(40), nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("items", sa.JSON, nullable=False),
        sa.Column("activities", sa.JSON),
        sa.Column("written", sa.DateTime(timezone=True), nullable=False),
    )
