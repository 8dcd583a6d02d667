"""What the entity kit finds, a line a sentence: language, text, wanted entities."""

from datetime import date

import pytest

from brain.entities import find_entities
from brain.entities.calendar import from_jalali, next_jalali
from brain.entities.found import Setting
from brain.entities.numbers import figures, find_numbers, han

SENTENCES = [
    ("en", "my booking is K7M2QX", "booking_reference=K7M2QX"),
    ("en", "reference A B 1 2 C D please", "booking_reference=AB12CD"),
    ("en", "it's alpha bravo one two charlie delta", "booking_reference=AB12CD"),
    ("en", "K for kilo, 7, M as in mike, two, Q, X", "booking_reference=K7M2QX"),
    ("en", "kilo seven mike double two xray", "booking_reference=K7M22X"),
    ("en", "please cancel my refund", ""),
    ("en", "I WANT A REFUND NOW", ""),
    ("en", "is flight TK1972 on time", "flight_number=TK1972"),
    ("en", "TK 1972", "flight_number=TK1972"),
    ("en", "flight W5 112 tomorrow", "flight_number=W5112 date=2026-11-23"),
    ("fa", "کد رزرو من K7M2QX هست", "booking_reference=K7M2QX"),
    ("fa", "کا هفت", ""),
    ("fa", "پرواز W5 ۱۱۲ فردا", "flight_number=W5112 date=2026-11-23"),
    ("ru", "бронь К7М2ОХ", "booking_reference=K7M2OX"),
    ("ru", "код ка семь эм два ку икс", "booking_reference=K7M2QX"),
    ("ru", "рейс СУ 1234 послезавтра", "flight_number=SU1234 date=2026-11-24"),
    ("ru", "поезд 016А", "train_number=016А"),
    ("zh", "我的订单号是K7M2QX", "booking_reference=K7M2QX"),
    ("zh", "航班CA1234明天起飞吗", "flight_number=CA1234 date=2026-11-23"),
    ("zh", "高铁G102次几点", "train_number=G102"),
    ("fa", "۵۰۰ هزار تومان", "money=5000000 IRR"),
    ("fa", "یک میلیون و دویست و پنجاه هزار تومن کم شده", "money=12500000 IRR"),
    ("fa", "۱٬۲۵۰٬۰۰۰ ریال", "money=1250000 IRR"),
    ("fa", "دو میلیون و نیم تومن", "money=25000000 IRR"),
    ("en", "I paid $89.90", "money=89.90 USD"),
    ("en", "89.90 euros", "money=89.90 EUR"),
    ("en", "two hundred and fifty pounds", "money=250 GBP"),
    ("en", "1.5 million tomans", "money=15000000 IRR"),
    ("ru", "двадцать пять тысяч рублей", "money=25000 RUB"),
    ("ru", "15 000 руб.", "money=15000 RUB"),
    ("ru", "89,90 евро", "money=89.90 EUR"),
    ("zh", "三百五十块钱", "money=350 CNY"),
    ("zh", "退了2万元", "money=20000 CNY"),
    ("en", "5 December", "date=2026-12-05"),
    ("en", "December 5th, 2027", "date=2027-12-05"),
    ("en", "the twenty fifth of December", "date=2026-12-25"),
    ("en", "03/12/2026", "date=2026-12-03"),
    ("en", "next friday", "date=2026-11-27"),
    ("en", "in three days", "date=2026-11-25"),
    ("en", "in 2 weeks", "date=2026-12-06"),
    ("en", "tomorrow at 5 pm", "date=2026-11-23 time=17:00"),
    ("en", "half past three", "time=03:30"),
    ("en", "quarter to nine pm", "time=20:45"),
    ("fa", "۱۰ آذر", "date=2026-12-01"),
    ("fa", "بیست و پنجم آذر", "date=2026-12-16"),
    ("fa", "1405/09/10", "date=2026-12-01"),
    ("fa", "پس فردا ساعت ۸ صبح", "date=2026-11-24 time=08:00"),
    ("fa", "ساعت هشت و نیم شب", "time=20:30"),
    ("fa", "سه شنبه", "date=2026-11-24"),
    ("fa", "سه روز دیگه", "date=2026-11-25"),
    ("fa", "۱۲ دسامبر", "date=2026-12-12"),
    ("ru", "1 декабря", "date=2026-12-01"),
    ("ru", "двадцать пятого декабря", "date=2026-12-25"),
    ("ru", "через неделю", "date=2026-11-29"),
    ("ru", "через 3 дня", "date=2026-11-25"),
    ("ru", "в пятницу в 8 утра", "date=2026-11-27 time=08:00"),
    ("ru", "01.12.2026", "date=2026-12-01"),
    ("ru", "на 5.12", "date=2026-12-05"),
    ("zh", "12月1号", "date=2026-12-01"),
    ("zh", "十二月二十五日", "date=2026-12-25"),
    ("zh", "下周三下午三点半", "date=2026-11-25 time=15:30"),
    ("zh", "后天晚上8点15分", "date=2026-11-24 time=20:15"),
    ("zh", "2026年12月1日", "date=2026-12-01"),
    ("zh", "3天后", "date=2026-11-25"),
    ("zh", "我们三个人", "count=3"),
    ("zh", "两件行李", "count=2"),
    ("en", "there are two of us", "count=2"),
    ("en", "three suitcases", "count=3"),
    ("en", "2 checked bags", "count=2"),
    ("ru", "нас двое", "count=2"),
    ("ru", "три чемодана", "count=3"),
    ("fa", "سه نفریم", "count=3"),
    ("fa", "دو تا چمدون", "count=2"),
    ("en", "I waited 2 hours", ""),
    ("en", "my number is 020 7946 0018", "phone=+442079460018"),
    ("en", "call me at +44 20 7946 0018", "phone=+442079460018"),
    ("fa", "شماره من ۰۹۱۲۱۲۳۴۵۶۷", "phone=+989121234567"),
    ("ru", "мой номер 8 916 123-45-67", "phone=+79161234567"),
    ("zh", "我的电话13812345678", "phone=+8613812345678"),
    ("en", "zero seven seven double zero nine hundred", ""),
    ("en", "four one five five five five two six seven one", "phone=+14155552671"),
    ("en", "john.smith@example.com", "email=john.smith@example.com"),
    ("en", "john dot smith at example dot com", "email=john.smith@example.com"),
    ("ru", "ivan точка petrov собака mail точка ru", "email=ivan.petrov@mail.ru"),
    ("fa", "ali نقطه karimi ات gmail نقطه com", "email=ali.karimi@gmail.com"),
    ("en", "482913", "one_time_code=482913"),
    ("en", "the code is 482 913", "one_time_code=482913"),
    ("fa", "کد ۴۸۲۹۱۳", "one_time_code=482913"),
    ("zh", "验证码是482913", "one_time_code=482913"),
    ("en", "four eight two nine one three", "one_time_code=482913"),
    ("en", "from london to istanbul", "city=LON city=IST"),
    ("ru", "из Москвы в Стамбул", "city=MOW city=IST"),
    ("ru", "в Казани", "city=KZN"),
    ("ru", "до Анталии", "city=AYT"),
    ("fa", "از تهران به مشهد", "city=THR city=MHD"),
    ("zh", "从北京到上海", "city=BJS city=SHA"),
    ("en", "my surname is Walker", "last_name=Walker"),
    ("en", "my name is John Walker", "last_name=Walker"),
    ("ru", "фамилия Иванова", "last_name=Иванова"),
    ("fa", "نام خانوادگی کریمی هستم", "last_name=کریمی"),
    ("fa", "فامیلیم کریمیه", "last_name=کریمی"),
    ("zh", "我姓王", "last_name=王"),
    ("en", "when will I get my money", ""),
    ("en", "I'd like to speak to a person", ""),
    ("fa", "میخوام پولمو پس بگیرم", ""),
    ("ru", "хочу вернуть билет", ""),
    ("zh", "我要退票", ""),
    ("en", "do they have 911 in Mexico", ""),
    ("en", "my flight leaves at 6 or so", ""),
    ("en", "what happens if my name is misspelt", ""),
    ("en", "flight W5 061", "flight_number=W5061"),
    ("ru", "рейс задержали на 5 часов", ""),
    ("ru", "белье не меняли три дня", ""),
    ("ru", "в 3 дня", "time=15:00"),
    ("ru", "сколько ошибок в фамилии допускается", ""),
    ("fa", "پرواز TK875 کی میشینه", "flight_number=TK875"),
    ("fa", "دو میلیون و پونصد تومن", "money=25000000 IRR"),
    ("fa", "فامیلیم مرادی لطفا لغو کنید", "last_name=مرادی"),
    ("fa", "ظهر بخیر", ""),
    ("zh", "我要更改乘机人姓名", ""),
    ("zh", "能换成早一点的航班吗", ""),
    ("zh", "我的姓是司马", "last_name=司马"),
    ("zh", "能一块办登机牌吗", ""),
]


@pytest.mark.parametrize(("language", "text", "wanted"), SENTENCES)
def test_a_sentence_holds_these_entities_and_no_others(
    language: str, text: str, wanted: str, today: date
) -> None:
    found = find_entities(text, Setting(today, language))
    assert " ".join(f"{one.entity}={one.value}" for one in found) == wanted


def test_places_are_those_of_the_text_as_written(today: date) -> None:
    text = "بلیط ۱۲ آذر با کد K7M2QX"
    places = {one.entity: text[one.start : one.end] for one in find_entities(text, Setting(today))}
    assert places == {"date": "۱۲ آذر", "booking_reference": "K7M2QX"}


@pytest.mark.parametrize(
    "text", ["cancel", "refund", "please", "CANCEL MY REFUND PLEASE", "Moscow"]
)
def test_ordinary_words_of_six_letters_are_no_references(text: str, today: date) -> None:
    kinds = {one.entity for one in find_entities(text, Setting(today))}
    assert "booking_reference" not in kinds


def test_a_flight_number_is_a_reference_when_one_was_asked_for(today: date) -> None:
    asked = Setting(today, "en", "booking_reference")
    assert [one.value for one in find_entities("TK1972", asked)] == ["TK1972"]
    assert find_entities("TK1972", asked)[0].entity == "booking_reference"
    assert find_entities("TK1972", Setting(today))[0].entity == "flight_number"


@pytest.mark.parametrize("name", ["کریمی", "王", "Walker", "García Márquez", "О'Коннор", "佐藤"])
def test_a_name_alone_is_heard_when_it_was_asked_for(name: str, today: date) -> None:
    found = find_entities(name, Setting(today, "en", "last_name"))
    assert [one.value for one in found if one.entity == "last_name"] == [name]


def test_the_jalali_calendar_agrees_with_known_days() -> None:
    assert from_jalali(1405, 1, 1) == date(2026, 3, 21)
    assert from_jalali(1404, 9, 4) == date(2025, 11, 25)
    assert from_jalali(1399, 12, 30) == date(2021, 3, 20)
    assert from_jalali(1404, 13, 1) is None


def test_a_jalali_day_that_has_passed_is_next_year(today: date) -> None:
    assert next_jalali(1, 1, today) == date(2027, 3, 21)


@pytest.mark.parametrize(
    ("written", "value"),
    [("1,250,000", "1250000"), ("1.250.000", "1250000"), ("89,90", "89.90"), ("1 250", "1250")],
)
def test_figures_are_read_with_any_separators(written: str, value: str) -> None:
    assert str(figures(written)) == value


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("one hundred twenty three", 123),
        ("two thousand five hundred", 2500),
        ("دویست و سی و پنج", 235),
        ("сто двадцать три тысячи", 123000),
    ],
)
def test_number_words_add_up(written: str, value: int) -> None:
    assert [int(one.value) for one in find_numbers(written)] == [value]


def test_chinese_characters_are_read_by_unit_or_one_by_one() -> None:
    assert (han("三百五十"), han("两万三千"), han("二零二六"), han("十二")) == (
        350,
        23000,
        2026,
        12,
    )
