"""The ten languages: how they call themselves, how they run, how they write digits."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Language:
    """A language we speak; `locale` is Babel's, `digits` its own ten digits if it has some."""

    code: str
    name: str
    direction: str
    locale: str
    digits: str = "0123456789"


LANGUAGES: dict[str, Language] = {
    language.code: language
    for language in (
        Language("en", "English", "ltr", "en_GB"),
        Language("fa", "فارسی", "rtl", "fa", "۰۱۲۳۴۵۶۷۸۹"),
        Language("ru", "Русский", "ltr", "ru"),
        Language("zh", "中文", "ltr", "zh_Hans_CN"),
        Language("ar", "العربية", "rtl", "ar", "٠١٢٣٤٥٦٧٨٩"),
        Language("tr", "Türkçe", "ltr", "tr"),
        Language("es", "Español", "ltr", "es"),
        Language("fr", "Français", "ltr", "fr"),
        Language("de", "Deutsch", "ltr", "de"),
        Language("ja", "日本語", "ltr", "ja"),
    )
}
SOURCE = "en"


def nearest(tag: str | None, available: tuple[str, ...]) -> str:
    """The language of a browser's tag such as `fa-IR`, if we speak it; else English."""
    code = (tag or "").replace("_", "-").split("-")[0].lower()
    return code if code in available else SOURCE
