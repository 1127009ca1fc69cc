"""The messages of a year as a calendar: a page to look at, month by month."""

from calendar import Calendar
from collections import Counter
from collections.abc import Sequence
from datetime import date

from models.domain.campaign import STAGE_OF, Campaign
from models.domain.messages.purposes import MESSAGES
from tasks.notify.plan.outlook import Planned
from tasks.rendering.jinja import templates_in

_WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
OTHER = "#7b8794"


def calendar_page(campaign: Campaign, lines: Sequence[Planned]) -> str:
    """An HTML page with every day from the first message to the last."""
    seen = {line.purpose for line in lines}
    environment = templates_in("artifacts", html=True, last_newline=True)
    return environment.get_template("reminders_calendar.html.j2").render(
        campaign=campaign,
        total=len(lines),
        weekdays=_WEEKDAYS,
        legend=[
            (spec.words, spec.colour)
            for spec in MESSAGES.values()
            if spec.colour and spec.purpose in seen
        ],
        months=_months(campaign, lines),
    )


def _months(campaign: Campaign, lines: Sequence[Planned]) -> list[dict[str, object]]:
    told: dict[date, Counter[str]] = {}
    for line in lines:
        told.setdefault(line.at.date(), Counter())[line.purpose] += 1
    limits = _limits(campaign)
    return [
        {
            "name": f"{month}/{year}",
            "weeks": [
                [_cell(campaign, day, told, limits) if day.month == month else None for day in week]
                for week in Calendar().monthdatescalendar(year, month)
            ],
        }
        for year, month in sorted({(day.year, day.month) for day in told})
    ]


def _cell(
    campaign: Campaign, day: date, told: dict[date, Counter[str]], limits: dict[date, str]
) -> dict[str, object]:
    counts = told.get(day, Counter())
    return {
        "number": day.day,
        "working": campaign.calendar.is_working(day),
        "limit": limits.get(day, ""),
        "told": [
            {
                "count": counts[purpose],
                "words": MESSAGES[purpose].words.lower(),
                "colour": MESSAGES[purpose].colour or OTHER,
            }
            for purpose in sorted(counts, key=list(MESSAGES).index)
        ],
    }


def _limits(campaign: Campaign) -> dict[date, str]:
    """The last days on which forms are in time."""
    return {campaign.limit_of(form).last_day: "hạn nộp" for form in STAGE_OF}
