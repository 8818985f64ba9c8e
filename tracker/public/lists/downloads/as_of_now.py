"""What lines and rows of claims hang on beside the claim: names, addresses, the day."""

from __future__ import annotations

from tracker.public.delivery.addresses import stable
from tracker.record.paths import KEY, path_of
from tracker.search.lines import states_as_cells
from tracker.search.names import Names
from tracker.search.rows import deadline_today


class AsOfNow:
    """Parties, and the slugs of places and dossiers, by key; `address` has KEY for a reference."""

    def __init__(self, known: Names) -> None:
        self.known = known
        self.parties = {int(key): one for key, one in known.parties.items()}
        self.places = {int(key): one.slug for key, one in known.places.items()}
        self.dossiers = {int(key): one.slug for key, one in known.dossiers.items()}
        self.today = deadline_today()
        self.address = stable(path_of("claim", KEY))

    def states(self, written: list[str]) -> str:
        """Cells of the states of a claim's points, each written with its number."""
        pairs = (one.split("=") for one in written)
        return states_as_cells(self.today, [(which, int(number)) for which, number in pairs])

    def shown_dossiers(self, keys: list[int]) -> list[str]:
        """Those that are shown, in the order of dossiers."""
        return [slug for key, slug in self.dossiers.items() if key in keys]
