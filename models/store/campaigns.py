"""Campaigns, frozen when they open; a rehearsal's clock; the machine that may reach people."""

from collections.abc import Mapping
from datetime import datetime

from pydantic import JsonValue
from sqlalchemy import select

from models.domain.campaign import Campaign, Form
from models.domain.criteria.criteria_set import CriteriaSet
from models.domain.errors import ConfigurationError, NotFound
from models.domain.messages.mode import Armed, Mode
from models.domain.people.contact_changes import corrected
from models.store.canonical import canonical_json, text_digest
from models.store.contacts import Contacts
from models.store.marks import changes, reads
from models.store.repository import Repository
from models.tables import (
    ArmingTable,
    CampaignTable,
    CriteriaSetTable,
    SimulatedClockTable,
    table_of,
)

_CAMPAIGN = table_of(CampaignTable)
CRITERIA_SET = table_of(CriteriaSetTable)
_SHEETS = {
    Form.COMMUNE: "bảng tự chấm điểm của xã (Phụ lục III)",
    Form.AUTHORITY: "bảng tự chấm điểm của cơ quan chủ trì (Phụ lục II)",
    Form.APPRAISAL: "phiếu thẩm định",
}


CLOCK = table_of(SimulatedClockTable)
ARMING = table_of(ArmingTable)


class Campaigns(Repository):
    """The campaign of the unit of work, its criteria sets and its mode."""

    @changes
    def open(self, campaign: Campaign, sets: Mapping[Form, CriteriaSet], mode: Mode) -> None:
        """Freeze the campaign; nothing happens when the very same one is frozen already.

        ConfigurationError when it is not the campaign of this unit of work, or when a different
        configuration or mode is frozen.
        """
        if campaign.id != self._work.campaign_id:
            raise ConfigurationError(
                f"Phiên làm việc mở cho đợt {self._work.campaign_id}, không phải {campaign.id}. "
                "Đề nghị kiểm tra mã trong tệp cấu hình: mã phải trùng với tên thư mục của đợt.",
                subject=campaign.id,
            )
        if campaign.id in self.ids():
            self._check_same(campaign, sets, mode)
            return
        self._freeze(campaign, sets, mode)

    def _freeze(self, campaign: Campaign, sets: Mapping[Form, CriteriaSet], mode: Mode) -> None:
        body = canonical_json(campaign)
        opened_at = self._work.now
        self._put_one(CampaignTable(id=campaign.id, mode=mode, opened_at=opened_at, body=body))
        for form, criteria_set in sets.items():
            text = canonical_json(criteria_set)
            own = {"code": criteria_set.code, "version": criteria_set.version, "body": text}
            self._add(CRITERIA_SET, form=form, **own)
        self._record("campaign.open", campaign.id, after=self.frozen_digests())

    def _check_same(self, campaign: Campaign, sets: Mapping[Form, CriteriaSet], mode: Mode) -> None:
        forms = select(CRITERIA_SET.c.form).where(self._mine(CRITERIA_SET))
        frozen = {Form(row.form): self.criteria_set(Form(row.form)) for row in self._all(forms)}
        if (campaign, dict(sets), mode) != (self.frozen(), frozen, self.mode()):
            raise ConfigurationError(
                f"Đợt {campaign.id} đã mở với cấu hình khác. Cấu hình của đợt đã mở không thay đổi "
                "được: đề nghị dùng đúng cấu hình cũ hoặc mở đợt mới với mã khác.",
                subject=campaign.id,
            )

    @reads
    def get(self) -> Campaign:
        """The campaign with its people as they are now; NotFound if it was never opened."""
        return corrected(self.frozen(), Contacts(self._work).all())

    @reads
    def frozen(self) -> Campaign:
        """The campaign as it was frozen; NotFound if it was never opened."""
        return Campaign.model_validate_json(self._own("body"))

    @reads
    def mode(self) -> Mode:
        """How far its messages may go; NotFound if it was never opened."""
        return Mode(self._own("mode"))

    @reads
    def frozen_digests(self) -> dict[str, JsonValue]:
        """The mode, and digests of the campaign and the criteria sets as they are frozen."""
        rows = self._all(select(CRITERIA_SET).where(self._mine(CRITERIA_SET)))
        criteria: dict[str, JsonValue] = {row.form: text_digest(row.body) for row in rows}
        own = {"mode": self.mode(), "campaign": text_digest(self._own("body"))}
        return {**own, "criteria": criteria}

    @reads
    def criteria_set(self, form: Form) -> CriteriaSet:
        """The set that ``form`` is scored by; NotFound if the campaign has none."""
        row = self._one(CriteriaSetTable, form=form)
        if row is None:
            raise NotFound(
                f"Đợt {self._work.campaign_id} không có bộ tiêu chí cho {_SHEETS[form]}. "
                "Đề nghị khai báo bộ tiêu chí này trong cấu hình và mở đợt mới với mã khác.",
                subject=form,
            )
        return CriteriaSet.model_validate_json(row.body)

    @reads
    def ids(self) -> tuple[str, ...]:
        """The ids of all campaigns in the database, in alphabetical order."""
        return tuple(sorted(row.id for row in self._all(select(_CAMPAIGN.c.id))))

    def _own(self, name: str) -> str:
        own = _CAMPAIGN.c.id == self._work.campaign_id
        value: str | None = self._value(select(_CAMPAIGN.c[name]).where(own))
        if value is None:
            raise NotFound(
                f"Chưa mở đợt đánh giá {self._work.campaign_id}. "
                "Đề nghị kiểm tra mã đợt hoặc mở đợt trước.",
                subject=self._work.campaign_id,
            )
        return value


class SimulatedClock(Repository):
    """One moment that every process of a rehearsal sees."""

    @reads
    def simulated_now(self) -> datetime | None:
        """The simulated moment (UTC); None when time is real."""
        row = self._column(CLOCK.c.now)
        return None if row is None else row[0]

    @changes
    def set(self, now: datetime) -> None:
        """Set the simulated moment (aware)."""
        before = self.simulated_now()
        row = SimulatedClockTable(campaign_id=self._campaign_id, now=now)
        self._put_one(row, replaces=before is not None)
        was = None if before is None else before.isoformat()
        self._record("clock.set", "clock", was, now.isoformat())


class Arming(Repository):
    """One row for a campaign that is armed, none otherwise."""

    @reads
    def get(self) -> Armed | None:
        """Where the campaign is armed; None when it is not."""
        row = self._one(ArmingTable)
        return None if row is None else Armed(host=row.host, nonce=row.nonce)

    @changes
    def put(self, armed: Armed, reason: str = "") -> None:
        """Arm the campaign on a machine, and nowhere else any more."""
        self._take_out(ARMING, ("host",))
        self._add(ARMING, host=armed.host, nonce=armed.nonce, armed_at=self._work.now)
        self._record("arming.put", armed.host, reason=reason)

    @changes
    def clear(self, reason: str = "") -> bool:
        """Let nobody be reached any more; False when nobody could be."""
        taken = self._take_out(ARMING, ("host",))
        if taken:
            self._record("arming.clear", str(taken[0][0]), reason=reason)
        return bool(taken)
