"""What became of cards in other systems, as they report it back."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One row a report; the same report twice is one."""
    op.create_table(
        "card_feedback",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("service", sa.String(40), nullable=False),
        sa.Column("card", sa.String(200), nullable=False),
        sa.Column("outcome", sa.String(10), nullable=False),
        sa.Column("suggestions", sa.JSON),
        sa.Column("reason", sa.String(80)),
        sa.Column("commented", sa.Boolean, nullable=False),
        sa.Column("at", sa.String(40), nullable=False),
        sa.UniqueConstraint("service", "card", "outcome", "at", name="card_feedback_once"),
    )
    op.create_index("ix_card_feedback_card", "card_feedback", ["card"])
