"""What a transfer answers to lower floors."""

from quartier.ground.acts import subjects
from quartier.ground.ledger import models


class Transfer(subjects.Subject):
    kind = "ledger.transfer"
    model = models.Transfer

    def place_id(self, transfer):
        return transfer.debit.place_id


subjects.register(Transfer())
