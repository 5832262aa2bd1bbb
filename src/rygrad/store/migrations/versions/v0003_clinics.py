"""Clinics, where they are, and how many there are of each kind."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the tables of the directory."""
    op.create_table(
        "clinics",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("id", sa.String(80), nullable=False, unique=True),
        sa.Column("name", sa.String(200), nullable=False, index=True),
        sa.Column("postcode", sa.String(4), index=True),
        sa.Column("record", sa.Text, nullable=False),
        sa.Column("closed_on", sa.Date),
    )
    op.create_table(
        "clinic_spots",
        sa.Column("specialty", sa.SmallInteger, primary_key=True),
        sa.Column("profession", sa.SmallInteger, primary_key=True),
        sa.Column("square", sa.BigInteger, primary_key=True),
        sa.Column(
            "clinic", sa.Integer, sa.ForeignKey("clinics.number", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column("flags", sa.SmallInteger, nullable=False),
        sa.Column("lat", sa.Float, nullable=False),
        sa.Column("lon", sa.Float, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("clinic_spots_of_a_kind", "clinic_spots", ["specialty", "profession", "flags"])
    op.create_index("clinic_spots_of_a_clinic", "clinic_spots", ["clinic"])
    op.create_table(
        "clinic_kinds",
        sa.Column("specialty", sa.SmallInteger, primary_key=True),
        sa.Column("profession", sa.SmallInteger, primary_key=True),
        sa.Column("flags", sa.SmallInteger, primary_key=True),
        sa.Column("count", sa.Integer, nullable=False),
    )
