from django.db import models
from django.utils.translation import gettext_lazy as _

from core.constraints import ordered
from core.reference import Dated, Named


class Product(Named):
    """What BRUSOC offers. Its conditions live in dated `ProductTerms`."""

    code = models.CharField(_("code"), max_length=20, unique=True)

    class Meta:
        ordering = ["code"]
        verbose_name = _("product")
        verbose_name_plural = _("products")


class ProductTerms(Dated):
    """The conditions of a product for a time: limits in EUR and months, the yearly rate as a fraction."""

    product = models.ForeignKey(Product, models.PROTECT, related_name="terms", verbose_name=_("product"))
    min_amount = models.DecimalField(_("least amount"), max_digits=14, decimal_places=2)
    max_amount = models.DecimalField(_("greatest amount"), max_digits=14, decimal_places=2)
    rate_yearly = models.DecimalField(_("yearly rate"), max_digits=8, decimal_places=6)
    # Empty: not known for sure. It is shown as not set, never filled by a silent default.
    min_months = models.PositiveSmallIntegerField(_("shortest term in months"), null=True, blank=True)
    max_months = models.PositiveSmallIntegerField(_("longest term in months"), null=True, blank=True)
    max_grace_months = models.PositiveSmallIntegerField(_("longest grace in months"), null=True, blank=True)
    min_own_contribution = models.DecimalField(
        _("least own contribution"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    allows_equity = models.BooleanField(_("equity stakes possible"), default=False)
    source = models.CharField(_("source"), max_length=200, help_text=_("Where these figures come from."))

    class Meta:
        ordering = ["product", "-valid_from"]
        verbose_name = _("product terms")
        verbose_name_plural = _("product terms")
        constraints = [
            Dated.dates_in_order("product_terms"),
            ordered("min_amount", "max_amount", table="product_terms"),
            ordered("min_months", "max_months", table="product_terms"),
            models.CheckConstraint(
                condition=models.Q(min_amount__gt=0), name="product_terms_amount_positive"
            ),
            models.CheckConstraint(
                condition=models.Q(rate_yearly__gte=0, rate_yearly__lt=1),
                name="product_terms_rate_is_a_fraction",
            ),
            models.UniqueConstraint(fields=["product", "valid_from"], name="product_terms_one_start"),
        ]

    def __str__(self) -> str:
        return f"{self.product.code} {self.valid_from}"
