"""German names of countries by their two letters (ISO 3166); a country not named here keeps its letters."""

COUNTRIES = {
    "AL": "Albanien", "AM": "Armenien", "AR": "Argentinien", "AT": "Österreich", "AU": "Australien",
    "BA": "Bosnien und Herzegowina", "BE": "Belgien", "BG": "Bulgarien", "BO": "Bolivien", "BR": "Brasilien",
    "BY": "Belarus", "CA": "Kanada", "CH": "Schweiz", "CL": "Chile", "CN": "China", "CO": "Kolumbien",
    "CY": "Zypern", "CZ": "Tschechien", "DE": "Deutschland", "DK": "Dänemark", "EE": "Estland", "ES": "Spanien",
    "ET": "Äthiopien", "FI": "Finnland", "FR": "Frankreich", "GB": "Vereinigtes Königreich", "GE": "Georgien",
    "GH": "Ghana", "GR": "Griechenland", "HR": "Kroatien", "HU": "Ungarn", "IE": "Irland", "IL": "Israel",
    "IN": "Indien", "IS": "Island", "IT": "Italien", "JP": "Japan", "KE": "Kenia", "KR": "Südkorea",
    "LI": "Liechtenstein", "LT": "Litauen", "LU": "Luxemburg", "LV": "Lettland", "MA": "Marokko", "MD": "Moldau",
    "ME": "Montenegro", "MK": "Nordmazedonien", "MT": "Malta", "MX": "Mexiko", "NG": "Nigeria",
    "NL": "Niederlande", "NO": "Norwegen", "NZ": "Neuseeland", "PE": "Peru", "PL": "Polen", "PT": "Portugal",
    "RO": "Rumänien", "RS": "Serbien", "RU": "Russland", "RW": "Ruanda", "SE": "Schweden", "SG": "Singapur",
    "SI": "Slowenien", "SK": "Slowakei", "SN": "Senegal", "TG": "Togo", "TH": "Thailand", "TN": "Tunesien",
    "TR": "Türkei", "TW": "Taiwan", "TZ": "Tansania", "UA": "Ukraine", "US": "Vereinigte Staaten", "VN": "Vietnam",
    "XK": "Kosovo", "ZA": "Südafrika",
}  # fmt: skip


def country_name(code):
    return COUNTRIES.get(code, code)


def country_choices(queryset):
    """Choices for a filter: the countries that occur in `queryset`, by name; one query."""
    codes = queryset.order_by().values_list("country", flat=True).distinct()
    return sorted(((code, country_name(code)) for code in codes), key=lambda choice: (choice[1], choice[0]))
