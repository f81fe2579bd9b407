"""What the pages of the portfolio show, put together from selectors; no writing, no answer to a request."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core import formats
from core.clock import today
from core.fields import not_to_come
from core.list_urls import kept
from core.lists import Listing, state_tabs, walk
from core.models import User
from core.permissions import Permission
from core.requests import StaffRequest
from core.sheets import Column
from core.templatetags.look import Badge, Why
from loans.badges import of_standing
from loans.filters import BUCKETS, InvestmentFilter
from loans.models import Investment, Movement
from loans.selectors import investments as selectors
from loans.selectors import sheets, standing
from loans.selectors.standing import LATE
from loans.tables import InvestmentTable
from loans.tabs import INVESTMENT_TABS

SCHEDULE_COLUMNS = (
    Column("number", gettext_lazy("No."), "count"),
    Column("due_on", gettext_lazy("Due on"), "day"),
    Column("opening", gettext_lazy("Opening balance"), "amount"),
    Column("principal", gettext_lazy("Principal"), "amount"),
    Column("interest", gettext_lazy("Interest"), "amount"),
    Column("due", gettext_lazy("Instalment"), "amount"),
    Column("paid", gettext_lazy("Paid"), "amount"),
    Column("unpaid", gettext_lazy("Unpaid"), "amount"),
    Column("closing", gettext_lazy("Closing balance"), "amount"),
)


class _Day(forms.Form):
    on = forms.DateField(validators=[not_to_come])


def day_asked(request: StaffRequest) -> date:
    """The day of `?on=`; today when there is none, it is no day, or it is still to come."""
    form = _Day(request.GET)
    return form.cleaned_data["on"] if form.is_valid() else today()


def listing(request: StaffRequest, rows: QuerySet[Investment]) -> Listing:
    """The list of the portfolio that the URL asks for, over rows with their standing: filter, tab, order."""
    state = request.GET.get("state", "")
    return Listing(
        request, rows.filter(Q(standing=state)) if state else rows, InvestmentFilter, InvestmentTable
    )


def portfolio(request: StaffRequest) -> tuple[Listing, dict[str, Any]]:
    """The list with its sums, and around it the tabs, figures and ageing of the filter over all its states."""
    rows, day = _rows(request), day_asked(request)
    query = request.GET.copy()
    query.pop("late", None)
    whole = standing.summary_of(InvestmentFilter(query, queryset=rows, request=request).qs, day)
    late = request.GET.get("late", "") if request.GET.get("late") in dict(BUCKETS) else ""
    chosen = whole.of(bucket=late)
    listed = listing(request, rows)
    listed.table.totals = chosen.of(standing=request.GET.get("state", ""))
    return listed, {
        "day": day,
        "summary": whole.loans,
        "stakes": whole.stakes,
        "ageing": list(_segments(request, whole.loans)),
        "tabs": state_tabs(request, INVESTMENT_TABS, chosen.states),
        "why_outstanding": Why(
            formula=_("Paid out, less principal repaid, less written off, of all loans of this filter."),
            as_of=formats.day(day),
            exclusions=_(
                "Equity stakes are shown apart. Contracts not yet paid out, repaid or written off stand at zero."
            ),
        ),
        "why_par30": Why(
            formula=_(
                "The whole outstanding principal of the loans that are more than 30 days late, divided by the"
                " outstanding principal of all loans."
            ),
            as_of=formats.day(day),
            source=_("MIX definition of portfolio at risk"),
        ),
    }


def file_of(request: StaffRequest, investment: Investment) -> dict[str, Any]:
    """Everything on the page of one investment, as of the day asked."""
    day = day_asked(request)
    walked = walk(
        listing(request, _rows(request)),
        pk=investment.pk,
        url_name="loans:investment_detail",
        list_url=reverse("loans:investment_list"),
    )
    schedule = sheets.schedule_on(investment, day)
    ledger = [
        (entry, entry.stands and may_reverse(request.user, entry.movement))
        for entry in sheets.ledger_of(investment, day)
    ]
    return {
        "investment": investment,
        "day": day,
        "today": today(),
        "walk": walked,
        "file": identity_of(investment, day),
        "schedule": schedule,
        "schedule_csv_url": f"{reverse('loans:schedule_csv', args=[investment.pk])}?on={day.isoformat()}",
        "ledger": ledger,
        "apr": sheets.apr_of(investment),
        "events": [_event(event) for event in sheets.events_of(investment, _ACTS)],
        "may_record": request.user.may(Permission.MOVEMENT_RECORD),
        "may_repay": takes_payments(investment),
    }


def identity_of(investment: Investment, day: date) -> dict[str, Any]:
    """The standing of one investment on a day: badge, outstanding and days late, each with what stands behind it."""
    position = sheets.position_on(investment, day)
    state = position.state if position else Investment.State.CONTRACTED.value
    if state == Investment.State.CONTRACTED and investment.state == Investment.State.CANCELLED:
        state = Investment.State.CANCELLED.value
    days_late = position.days_late if position else 0
    return {
        "position": position,
        "badge": of_standing(LATE if state == Investment.State.ACTIVE and days_late else state),
        "outstanding": position.outstanding if position else Decimal(0),
        "days_late": days_late,
        "is_followed": state == Investment.State.ACTIVE,
        "why_outstanding": _why_outstanding(position, day),
        "why_days_late": _why_days_late(position, day),
    }


def may_reverse(user: User, movement: Movement) -> bool:
    """May this person reverse this movement? A write-off is taken back by those who may write off."""
    undone_by = (
        Permission.WRITE_OFF if movement.kind == Movement.Kind.WRITE_OFF else Permission.MOVEMENT_RECORD
    )
    return user.may(Permission.MOVEMENT_RECORD) and user.may(undone_by)


def sums_of(rows: Iterable[Any]) -> dict[str, Decimal]:
    """EUR contracted and outstanding of these few investments, which carry their standing."""
    return {
        name: sum((getattr(row, name) for row in rows), Decimal(0)) for name in ("principal", "outstanding")
    }


def takes_payments(investment: Investment) -> bool:
    """Can money come in: a repayment, or a recovery after a write-off?"""
    return investment.state in (Investment.State.ACTIVE, Investment.State.WRITTEN_OFF)


def with_badges(rows: Iterable[Any]) -> list[tuple[Investment, Badge]]:
    """Investments that carry their standing, each with its badge."""
    return [(row, of_standing(row.standing)) for row in rows]


def payment_form(investment: Investment, day: date) -> dict[str, Any]:
    """The page around the form of a payment."""
    return {
        "investment": investment,
        "file": identity_of(investment, day),
        "may_repay": takes_payments(investment),
    }


def reversal_of(movement: Movement) -> dict[str, Any]:
    """The question before a reversal: what will be taken back, in words."""
    facts = {"kind": capfirst(movement.get_kind_display()), "amount": formats.euro(movement.amount)}
    facts |= {"day": formats.day(movement.value_on), "project": movement.investment.project.title}
    consequences = [
        _("A mirror movement of %(amount)s is booked; both stay visible, linked to each other.")
        % {"amount": formats.euro(-movement.amount)}
    ]
    numbers = sorted({share.instalment_number for share in movement.shares.all() if share.instalment_number})
    if numbers:
        words = ngettext(
            "Unpaid again: instalment %(numbers)s.", "Unpaid again: instalments %(numbers)s.", len(numbers)
        )
        consequences.append(words % {"numbers": ", ".join(map(str, numbers))})
    if movement.kind == Movement.Kind.PAYOUT:
        consequences.append(_("The contract is as if it had not been paid out."))
    return {
        "title": _("Reverse a movement"),
        "text": _("%(kind)s of %(amount)s on %(day)s, “%(project)s”.") % facts,
        "consequences": consequences,
        "verb": _("Reverse"),
        "danger": True,
        "cancel_url": f"{movement.investment.get_absolute_url()}#ledger",
    }


def schedule_cells(row: sheets.Row) -> list[Any]:
    """A row of a schedule in the order of `SCHEDULE_COLUMNS`."""
    return [getattr(row, column.key) for column in SCHEDULE_COLUMNS]


def _rows(request: StaffRequest) -> QuerySet[Investment]:
    return standing.with_standing(selectors.investments_visible_to(request.user), day_asked(request))


def _segments(request: StaffRequest, summary: standing.Summary) -> Iterator[dict[str, Any]]:
    left = Decimal(0)
    for level, one in enumerate(summary.ageing):
        query = kept(request.GET)
        query.pop("state", None)
        query["late"] = one.bucket.value
        width = (one.share * 100).quantize(Decimal("0.01"))
        yield {
            "label": dict(BUCKETS)[one.bucket.value],
            "slice": one,
            "left": str(left),
            "width": str(width),
            "url": f"?{query.urlencode()}",
            "active": request.GET.get("late") == one.bucket.value,
            "level": level,
        }
        left += width


def _why_outstanding(position: Any, day: date) -> Why:
    if position is None:
        return Why(formula=_("Nothing is paid out yet."), as_of=formats.day(day))
    parts = [f"{formats.euro(position.paid_out)} {_('paid out')}"]
    parts += [f"− {formats.euro(position.principal_repaid)} {_('principal repaid')}"]
    parts += [f"− {formats.euro(position.written_off)} {_('written off')}"] if position.written_off else []
    return Why(
        formula=f"{' '.join(parts)} = {formats.euro(position.outstanding)}",
        as_of=formats.day(day),
        rows_url="#ledger",
        rows_label=_("See the movements"),
        exclusions=_("Movements with a later value day"),
    )


def _why_days_late(position: Any, day: date) -> Why:
    oldest = position.oldest_unpaid_on if position else None
    if oldest is None or oldest >= day:
        return Why(formula=_("No instalment due before this day is unpaid."), as_of=formats.day(day))
    return Why(
        formula=_("Days from the oldest instalment with something unpaid, %(oldest)s, to this day.")
        % {"oldest": formats.day(oldest)},
        as_of=formats.day(day),
        rows_url="#schedule",
        rows_label=_("See the instalments"),
    )


_ACTS = {
    "decision.approved": gettext_lazy("Approved"),
    "decision.refused": gettext_lazy("Refused"),
    "investment.sign": gettext_lazy("Contract signed"),
    "investment.cancel": gettext_lazy("Contract cancelled"),
    "movement.pay_out": gettext_lazy("Paid out"),
    "movement.repay": gettext_lazy("Payments booked"),
    "movement.write_off": gettext_lazy("Written off"),
    "movement.recover": gettext_lazy("Recovery booked"),
    "movement.reverse": gettext_lazy("Movement reversed"),
    "application.open": gettext_lazy("Application opened"),
    "application.submit": gettext_lazy("Application submitted"),
    "application.review": gettext_lazy("Review started"),
}


def _event(event: Any) -> dict[str, Any]:
    detail = event.detail
    words = []
    if lines := detail.get("lines"):
        words.append(ngettext("%(count)d payment", "%(count)d payments", lines) % {"count": lines})
    if amount := detail.get("amount") or detail.get("principal"):
        words.append(formats.euro(Decimal(amount)))
    if reason := detail.get("reason"):
        words.append(reason)
    title = _ACTS[event.verb]
    return {"title": title, "who": event.by_name, "at": event.at, "text": ", ".join(words)}
