"""Where somebody without an office begins: with her own cases and bodies."""

from quartier.ground.access import queries as access
from quartier.ground.accounts import starts
from quartier.ground.ui import nav


@starts.finder
def own_pages(person) -> str | None:
    """Staff begin in their office (see `access.menu`), everybody else with „Meine Vorgänge"."""
    return None if access.is_staff(person) else nav.address("desk.mine")
