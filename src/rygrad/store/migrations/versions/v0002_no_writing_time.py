"""The time at which a line was written is kept no more: nothing used it, and no export showed it."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Takes the column away from the days and the scores."""
    for table in ("entries", "scores"):
        op.drop_column(table, "written")
