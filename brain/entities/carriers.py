"""Codes of carriers that fly, and how Russian travellers write some of them."""

_CODES = """
    AA AC AF AI AM AR AS AT AV AY AZ A3 BA BR BT B6 B2 CA CI CM CX CZ DL DE DY D8 EI EK ET EW EY
    EP FI FR FZ FB F7 GA GF G9 HA HU HV HX IB IR IA IG IV IX I5 J2 JL JQ JU JP KC KE KL KM KU KQ
    KA LA LG LH LO LX LY LS ME MF MH MS MU MX M9 NH NK NX NZ N4 OA OK OS OZ OD PC PK PR PS PG QF
    QR QP Q5 QB RJ RO RA SA SK SN SQ SU SV SL SB S7 S5 TG TK TP TU TR TW T3 U2 UA UX UK UT U6 UL
    UU VN VS VY V0 VF VJ VZ WN WS WY WF W6 W5 WZ W9 XY XQ XE Y9 Y7 YO ZH ZV ZG Z2 3U 4U 5N 5J 5W
    6E 7C 8M 9W 9C DP D2 WG WK A4 J9 HY HZ IO KZ QV FV FY XW EO EB EN NO NE I2 IJ JD GS GJ G5 8L
    SC TV BK DR DZ KN
"""
CARRIERS = frozenset(_CODES.split())

SPELT_IN_CYRILLIC = {
    "СУ": "SU",
    "ТК": "TK",
    "ЮТ": "UT",
    "ДП": "DP",
    "ПС": "PC",
    "ЕК": "EK",
    "ФЗ": "FZ",
}
