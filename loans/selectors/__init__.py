from loans.selectors.investments import investments_of_project, investments_visible_to, latest_schedule
from loans.selectors.positions import PositionOn, portfolio_on
from loans.selectors.standing import LATE, Slice, Summary, summary_of, with_standing

__all__ = [
    "LATE",
    "PositionOn",
    "Slice",
    "Summary",
    "investments_of_project",
    "investments_visible_to",
    "latest_schedule",
    "portfolio_on",
    "summary_of",
    "with_standing",
]
