"""The values that document templates may name (templates/documents/THE-DIEN.md lists them)."""

from decimal import Decimal

from models.domain.campaign import Campaign
from models.domain.criteria.criteria_set import ScoreSource
from models.domain.documents.record import initials, numbered, series, signing_lines
from models.domain.scoring.ranking import describe_tie_rule
from models.domain.scoring.results import UnitResult, unappraised_words
from models.domain.scoring.score_tree import AreaScore, ScoreTree
from models.domain.stages import StageName
from models.domain.units import Level, Position
from models.domain.values import half_up
from models.domain.vietnamese.numbers import format_points
from tasks.documents import wording
from tasks.documents.data import DocumentData
from tasks.documents.wording import bodies_above

Context = dict[str, object]


def build(kind: str, campaign: Campaign, data: DocumentData) -> Context:
    """Everything the template of ``kind`` may name; what is not known is left out, not blank."""
    context: Context = {
        **head(kind, campaign, data),
        **_authority(campaign),
        **_units(campaign),
        **_level(campaign),
        **_limits(campaign),
        "report_to": bodies_above(campaign.authority),
        "year": campaign.year,
        "basis": campaign.basis.rstrip(".;"),
        "basis_short": wording.decision_short(campaign.basis),
        "references": data.references,
        "laws": wording.in_force(data.drafted_on),
        "quorum": f"{campaign.council.quorum:02d}",
        "members": data.members,
        "member_count": f"{len(data.members):02d}",
        "rows": data.rows,
        "returned_reasons": data.returned_reasons,
        "illustrative": data.illustrative,
        "authority_annex": data.authority_annex,
        "commune_annex": data.commune_annex,
    }
    if data.results:
        context |= _results(campaign, data.results)
    if data.authority_score is not None:
        context |= _authority_score(data.authority_score)
    return context


def head(kind: str, campaign: Campaign, data: DocumentData) -> Context:
    """The values in which an issued document may differ from its draft, and the place."""
    authority = campaign.authority
    day = data.issued_on
    date_words = wording.long_date(day) if day else wording.draft_date(data.drafted_on)
    number = f"{data.number:02d}" if data.number else wording.BLANK
    round_words = f" (lần {data.round})" if data.round > 1 else ""
    return {
        "draft": not data.issued,
        "draft_mark": f"DỰ THẢO{round_words}",
        "number": f"{number}/{series(kind, authority)}",
        "date": date_words,
        "place": authority.place,
        "attached_to": f"{numbered(kind, authority, number)} {date_words}",
        "signature": signing_lines(kind, authority, data.signature),
    }


def _authority(campaign: Campaign) -> Context:
    authority = campaign.authority
    name = wording.full_name(authority.name)
    area = authority.area_noun
    return {
        "name": name,
        "name_short": wording.short_name(name),
        "name_place": wording.area_of(name),
        "area": area,
        "ubnd": f"UBND {area}",
        "chairman": f"Chủ tịch UBND {area}",
        "office": authority.office,
        "office_mark": initials(authority.office)[1:],
        "council_post": campaign.people(Position.COUNCIL_CHAIRMAN)[0].title.split(",")[0],
        "recipients": tuple(
            line.rstrip(";.") for line in campaign.recipients if not line.startswith("Lưu")
        ),
    }


def _units(campaign: Campaign) -> Context:
    own = campaign.authority.office_code
    others = [unit.name for unit in campaign.departments if unit.code != own]
    return {
        "others": ", ".join(others),
        "finance": wording.department_named(campaign, "Tài chính", "cơ quan tài chính"),
        "culture": wording.department_named(campaign, "Văn hóa", "cơ quan văn hóa, thông tin"),
        "communes": wording.commune_nouns(campaign),
        "commune_count": len(campaign.communes),
    }


def _level(campaign: Campaign) -> Context:
    """What differs between a district (until June 2025) and a province."""
    superior = wording.full_name(campaign.authority.superior)
    short = wording.short_name(superior)
    if campaign.authority.level is Level.DISTRICT:
        return {
            "office_head": "Trưởng phòng Nội vụ",
            "secretariat_head": "Chánh Văn phòng HĐND và UBND huyện",
            "department_noun": "phòng chuyên môn",
            "heads": "Trưởng các phòng, ban, đơn vị thuộc UBND huyện",
            "superior_council": "Hội đồng thẩm định Chỉ số CCHC tỉnh",
            "report_line": f"{short}, Sở Nội vụ",
        }
    return {
        "office_head": "Giám đốc Sở Nội vụ",
        "secretariat_head": "Chánh Văn phòng UBND tỉnh",
        "department_noun": "sở, ban, ngành",
        "heads": "Thủ trưởng các sở, ban, ngành cấp tỉnh",
        "superior_council": f"Hội đồng thẩm định Chỉ số CCHC của {short}",
        "report_line": short,
    }


def _limits(campaign: Campaign) -> Context:
    stages = campaign.stages
    own = stages[StageName.SELF_ASSESSMENT]
    return {
        "limits": {str(name): plan.limit.in_words() for name, plan in stages.items()}
        | {"returns": (own.returns or own.limit).in_words()},
    }


def _results(campaign: Campaign, results: tuple[UnitResult, ...]) -> Context:
    ranked = sorted(results, key=lambda result: (result.rank, result.unit))
    best, last = ranked[0], ranked[-1]
    return {
        "results": [_result_row(result) for result in ranked],
        "result_count": len(ranked),
        "submitted_count": sum(result.submitted for result in ranked),
        "not_submitted": [_inline(result) for result in ranked if not result.submitted],
        "unappraised": unappraised_words(ranked),
        "mean_index": _mean([result.index_percent for result in ranked]),
        "mean_self": _mean([result.self_points for result in ranked]),
        "mean_appraised": _mean([result.appraised_points for result in ranked]),
        "mean_survey": _mean([result.survey_points for result in ranked]),
        "best": wording.enumerated([_inline(r) for r in ranked if r.rank == best.rank]),
        "best_index": format_points(best.index_percent),
        "last": wording.enumerated([_inline(r) for r in ranked if r.rank == last.rank]),
        "last_index": format_points(last.index_percent),
        "tie_rule": describe_tie_rule(campaign.ranking).rstrip("."),
    }


def _inline(result: UnitResult) -> str:
    return f"{result.name[:1].lower()}{result.name[1:]}"


def _mean(values: list[Decimal]) -> str:
    return format_points(half_up(sum(values, Decimal(0)) / len(values)))


def _appraised(result: UnitResult) -> str:
    points = format_points(result.appraised_points)
    return f"{points} (chưa thẩm định đủ)" if result.unappraised else points


def _result_row(result: UnitResult) -> Context:
    return {
        "rank": result.rank,
        "name": result.name,
        "self": format_points(result.self_points) if result.submitted else "Không nộp",
        "appraised": _appraised(result),
        "survey": format_points(result.survey_points),
        "adjustment": wording.signed(result.bonus - result.deduction - result.late_deduction),
        "total": format_points(result.total),
        "index": format_points(result.index_percent),
    }


def _authority_score(tree: ScoreTree) -> Context:
    areas = [(area, _scored(area)) for area in tree.areas]
    points = sum((points for _, (points, _) in areas), Decimal(0))
    maximum = sum((maximum for _, (_, maximum) in areas), Decimal(0))
    return {
        "own_areas": [
            {"code": area.code, "name": area.name, **_share(*own)} for area, own in areas
        ],
        "own_points": format_points(points),
        "own_maximum": format_points(maximum),
        "own_index": _share(points, maximum)["index"],
    }


def _scored(area: AreaScore) -> tuple[Decimal, Decimal]:
    """Points and maximum of an area without what the survey measures."""
    leaves = [leaf for criterion in area.criteria for leaf in criterion.items]
    own = [leaf for leaf in leaves if leaf.source is not ScoreSource.SURVEY]
    return (
        sum((leaf.points for leaf in own), Decimal(0)),
        sum((leaf.maximum for leaf in own), Decimal(0)),
    )


def _share(points: Decimal, maximum: Decimal) -> dict[str, str]:
    percent = format_points(half_up(points * 100 / maximum)) if maximum else "-"
    return {
        "points": format_points(points),
        "maximum": format_points(maximum),
        "index": percent,
    }
