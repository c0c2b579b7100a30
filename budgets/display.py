"""Amounts as people read them."""

from decimal import ROUND_HALF_UP, Decimal

from django.utils.formats import number_format

from publication.display import euro_text

MINUS = "−"


def signed_text(amount_eur: Decimal):
    """ "+15.000,00", "−15.000,00", or "±0,00" where nothing changes."""
    return _sign(amount_eur) + euro_text(abs(amount_eur))


def percent_text(percent: Decimal):
    """ "+60 %", to the tenth where it is no whole number."""
    rounded = percent.quantize(Decimal("0.1"), ROUND_HALF_UP)
    places = 0 if rounded == rounded.to_integral_value() else 1
    return f"{_sign(rounded)}{number_format(abs(rounded), decimal_pos=places, force_grouping=True)} %"


def _sign(amount):
    return "+" if amount > 0 else MINUS if amount < 0 else "±"


def money_text(amount_eur: Decimal | None):
    """ "−1.000,00" with a real minus sign; None where nothing is recorded."""
    if amount_eur is None:
        return None
    return (MINUS if amount_eur < 0 else "") + euro_text(abs(amount_eur))
