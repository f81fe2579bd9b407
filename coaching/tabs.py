"""The baskets of silence as tabs: each with what to do about it, in one line."""

from django.utils.translation import gettext_lazy as _

BASKET_TABS = (
    ("open", _("All open"), _("Every project that is being accompanied, the longest silence first.")),
    ("0", _("Met this week"), _("A session in the last six days; nothing to do.")),
    ("7", _("7–13 days"), _("A week without a session: a call keeps the contact.")),
    ("14", _("14–20 days"), _("Two weeks without a session: agree on the next meeting.")),
    ("21", _("21–29 days"), _("Three weeks without a session: ring, and ask how the business is doing.")),
    (
        "30",
        _("30 days and more"),
        _("A month without a word is the earliest sign of trouble: visit, and tell the analyst."),
    ),
    ("closed", _("Closed"), _("Accompaniment that has ended.")),
)
