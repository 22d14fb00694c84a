"""What applicants hear: by mail with the link to their page, or by letter where there is no address for mail."""

from quartier.funding.calls import case_pages, models
from quartier.ground.notify import actions as notify
from quartier.ground.quarters import queries as quarters


def tell(application, what: str, **context) -> None:
    """Mail the applicant (`calls/mail/application_<what>.txt`), or lay the same words as a letter into the office's tray."""
    name = f"application_{what}"
    notify.mail(
        to_person=application.person,
        template=f"calls/mail/{name}",
        context=_context(application, **context),
        about=application,
        place=application.place,
        address=address_lines(application),
    )


def refuse(application, *, by, resolution=None) -> None:
    """A no is a letter with what, why and what now; and the same by mail where there is an address."""
    notify.letter(
        to_person=application.person,
        address=address_lines(application),
        template="calls/letter/application_refused",
        context=_context(application, resolution=resolution),
        info=[("Nummer", application.thread.file_number)],
        name=f"Absage {application.thread.file_number}",
        about=application,
        place=application.place,
        by=by,
    )
    if application.person.email:
        tell(application, "refused", resolution=resolution)


def lines_of(ids) -> dict[int, list[str]]:
    """Where letters about these applications go today: {id: lines}."""
    rows = models.Application.objects.filter(pk__in=ids).select_related("person")
    return {application.pk: address_lines(application) for application in rows}


def address_lines(application) -> list[str]:
    """The lines in the window of the envelope. What the office wrote down for the person later counts more than what the form says."""
    at = application.person if application.person.street else application
    town = f"{at.postcode} {at.town}".strip()
    lines = [application.group_name, application.name or application.person.name, at.street, town if at.street else ""]
    return [line for line in lines if line]


def _context(application, **more) -> dict:
    link = case_pages.address_for(application, application.person)
    office = quarters.first_office(application.place)
    return {"application": application, "number": application.thread.file_number, "link": link, "office": office, **more}
