"""The units, currencies and words of quantities in English text."""

SCALES = {
    "hundred": 10**2, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12,
    "k": 10**3, "m": 10**6, "mn": 10**6, "mln": 10**6, "bn": 10**9, "bln": 10**9, "b": 10**9,
    "tn": 10**12, "decade": 10, "dozen": 12, "lakh": 10**5, "crore": 10**7,
}  # fmt: skip
CURRENCIES = {
    "hk$": "HKD", "us$": "USD", "nt$": "TWD", "a$": "AUD", "c$": "CAD", "s$": "SGD", "rmb": "CNY",
    "ntd": "TWD", "twd": "TWD", "aud": "AUD", "cad": "CAD", "sgd": "SGD", "chf": "CHF",
    "inr": "INR", "krw": "KRW",
    "cny": "CNY", "hkd": "HKD", "usd": "USD", "eur": "EUR", "gbp": "GBP", "jpy": "JPY", "$": "",
    "¥": "", "€": "EUR", "£": "GBP", "yuan": "CNY", "renminbi": "CNY", "euro": "EUR",
    "dollar": "", "pound": "GBP", "yen": "JPY", "us dollar": "USD", "hong kong dollar": "HKD",
    "u.s. dollar": "USD",
}  # fmt: skip
MEASURE_UNITS = {
    "mu": "mu", "ha": "ha", "hectare": "ha", "acre": "acre", "kg": "kg", "kilogram": "kg",
    "gram": "g", "ton": "t",
    "pound": "lb", "lb": "lb", "met": "m", "km": "km", "kilomet": "km", "mile": "mile", "f": "ft",
    "yard": "yard",
    "°": "C", "degree": "C",
}  # fmt: skip
# Squares of these lengths.
SQUARES = {
    "km": "km2", "kilometre": "km2", "kilometer": "km2", "mile": "sq mile", "m": "m2",
    "metre": "m2", "meter": "m2",
}  # fmt: skip
# Words between a number and the time it counts: five working days.
DAYS_OF = (
    "working|business|calendar|natural|consecutive|successive|full|trading|whole|clear|more|further"
    "|additional|extra|straight"
)
# Of these, what names days on which offices are open.
WORKING = frozenset(("working", "business"))
PERIODS = ("day", "week", "month", "year", "hour", "minute")
PARTS = {
    "half": 2, "halves": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6,
    "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10, "hundredth": 100,
}  # fmt: skip
TIMES = {"double": 2, "twice": 2, "twofold": 2, "triple": 3, "treble": 3, "thrice": 3}
TIMES |= {"quadruple": 4, "quintuple": 5}
