"""Which towns have clinics, counted when a list is loaded and not when a page is asked for."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_FILL = """
insert into clinic_towns (specialty, profession, town, flags, count, lat, lon)
select s.specialty, s.profession, c.town, s.flags, count(*), avg(s.lat), avg(s.lon)
from clinic_spots s join clinics c on c.number = s.clinic where c.town is not null
group by s.specialty, s.profession, c.town, s.flags
"""


def upgrade() -> None:
    """Takes the town out of each record, and counts."""
    op.add_column("clinics", sa.Column("town", sa.String(300)))
    op.create_table(
        "clinic_towns",
        sa.Column("specialty", sa.SmallInteger, primary_key=True),
        sa.Column("profession", sa.SmallInteger, primary_key=True),
        sa.Column("town", sa.String(300), primary_key=True),
        sa.Column("flags", sa.SmallInteger, primary_key=True),
        sa.Column("count", sa.Integer, nullable=False),
        sa.Column("lat", sa.Float, nullable=False),
        sa.Column("lon", sa.Float, nullable=False),
        sqlite_with_rowid=False,
    )
    connection = op.get_bind()
    rows = connection.execute(sa.text("select number, record from clinics")).all()
    towns = [{"number": number, "town": json.loads(record).get("town")} for number, record in rows]
    if towns:
        connection.execute(sa.text("update clinics set town = :town where number = :number"), towns)
    connection.execute(sa.text(_FILL))
