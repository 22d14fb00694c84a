"""How a draft of a bid is found again."""

from django.utils.translation import gettext_lazy

DRAFT = "calls.bid"
DRAFT_TITLE = gettext_lazy("Ihre Bewerbung")


def draft_address(draft) -> str:
    """Where the draft goes on; "" when it names no call."""
    call = (draft.values.get("call") or [""])[0]
    return f"/meins/bewerbungen/neu/{call}/" if str(call).isdecimal() else ""
