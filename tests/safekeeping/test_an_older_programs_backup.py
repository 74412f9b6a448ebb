"""A backup that an older program made is restored by a newer one, which brings it to its own tables first."""

import flask_migrate
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from app.database import reading
from tests.databases import HOME
from tests.safekeeping.keeper import Keeper


def test_it_comes_back_with_this_programs_tables(keeper: Keeper) -> None:
    phone = keeper.confederation.a_phone()
    phone.syncs()
    with keeper.app.app_context():
        flask_migrate.downgrade(str(HOME / "migrations"))
    file = keeper.backs_up()
    keeper.destroys()
    keeper.says("restore", file)
    with keeper.app.app_context(), reading() as connection:
        here = set(MigrationContext.configure(connection).get_current_heads())
    assert here == set(ScriptDirectory(str(HOME / "migrations")).get_heads())
    keeper.connects(phone)
    assert phone.syncs() == 200
