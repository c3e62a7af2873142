"""The statements that belong to no one coverage: counting, services, reasons, states."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from flows.law.edition import edition
from flows.law.moves import moves
from flows.law.prior_approval import prior_approvals
from flows.law.reasons import Reason, reasons
from flows.law.services import Service, services
from flows.law.sources import SecondSource, Verified
from flows.law.states import Office, State, states
from flows.law_document.statements import Statement

Pages = Iterator[tuple[str, Sequence[Statement]]]


def counting() -> Sequence[Statement]:
    """How days are counted everywhere."""
    return [
        _line(f"edition.rules.{each.id}", each.rule, each.citation, each.verified)
        for each in edition().rules
    ]


def of_services() -> Pages:
    """Each service with its public coverage sources, codes and guideline bodies."""
    for service in services().values():
        yield service.name, list(_of_service(service))


def of_reasons() -> Pages:
    """Each reason with its codes."""
    for reason in reasons().values():
        yield reason.name, list(_of_reason(reason))


def of_moves() -> Sequence[Statement]:
    """The time limits of first moves, each with the text that was read for it."""
    return [
        _line(
            f"moves.{move.id}",
            f"{move.id}: {limit.amount} {limit.unit} from the {limit.start}, under"
            f" {', '.join(limit.coverage)}. Read at <{limit.read_at}> ({limit.quality}).",
            limit.citation,
            limit.verified,
            limit.second_source,
        )
        for move in moves()
        for limit in move.time_limits
    ]


def of_states() -> Pages:
    """Each state with its offices; numbers of one dataset, told with where to check them."""
    for state in states().values():
        yield f"{state.name} ({state.code})", list(_of_state(state))


def prior_approval_rules() -> Sequence[Statement]:
    """Where Medicare checks care ahead of time."""
    checked = [code for code, state in states().items() if state.wiser_prior_auth_state]
    return [
        _line(
            f"prior_approval.{each.service}",
            f"{each.service}: checked ahead of time since {each.in_force_from} under"
            f" {', '.join(each.coverages)}, in {', '.join(checked)}.",
            None,
            each.verified,
        )
        for each in prior_approvals()
    ]


def _of_service(service: Service) -> Iterator[Statement]:
    place = f"services.{service.id}"
    yield _line(f"{place}.codes", _codes(service), None, service.codes.verified)
    for source in service.coverage_sources:
        yield _line(f"{place}.source", source.what, source.citation, source.verified)
    if service.frequency:
        rule = service.frequency
        yield _line(
            f"{place}.frequency", rule.rule, rule.citation, rule.verified, rule.second_source
        )
    for each in (*service.medicare_categories, *service.typical_criteria):
        says, second = each.text, each.second_source
        yield _line(f"{place}.criteria.{each.id}", says, None, each.verified, second)
    for lcd in service.lcds:
        yield _line(f"{place}.lcd", f"{lcd.mac}: {lcd.lcd}", lcd.lcd, lcd.verified)
    for body in service.guidelines:
        yield _line(f"{place}.guideline", f"{body.body}: {body.topic}", None, body.verified)


def _codes(service: Service) -> str:
    found = (*service.codes.cpt, *service.codes.hcpcs)
    return f"Codes: {', '.join(found) or 'none'}."


def _of_reason(reason: Reason) -> Iterator[Statement]:
    place = f"reasons.{reason.id}"
    for name, codes in (("CARC", reason.carc), ("RARC", reason.rarc)):
        for each in codes:
            says = f"{name} {each.code}: {each.meaning}"
            yield _line(f"{place}.{each.code}", says, None, each.verified)
    if reason.legal_note:
        yield _line(f"{place}.legal_note", reason.legal_note, None, None)


def _of_state(state: State) -> Iterator[Statement]:
    place, review = f"states.{state.code}", state.external_review
    says = f"External review: {review.process} process. {review.detail}"
    yield _line(f"{place}.external_review", says, None, review.verified)
    contractor = state.medicare_ab_mac
    says = f"Medicare contractor {contractor.jurisdiction}: {contractor.contractor}."
    yield _line(f"{place}.medicare", says, None, contractor.contractor_name_verified)
    offices: Iterable[tuple[str, Office | None]] = (
        ("Regulator", state.insurance_regulator),
        ("Consumer help", state.consumer_assistance),
        ("Medicare counselors (SHIP)", state.ship),
        ("Medicaid agency", state.medicaid_agency),
    )
    for name, office in offices:
        if office:
            says = f"{name}: {office.name}, {office.phone or 'no number'}."
            yield _line(f"{place}.{name}", says, None, office.verified)


def _line(
    place: str,
    says: str,
    citation: str | None,
    verified: Verified,
    second: SecondSource | None = None,
) -> Statement:
    return Statement(place, says, citation, verified, second, None, None)
