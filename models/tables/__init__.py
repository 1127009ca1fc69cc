"""The tables, declared with SQLModel, one file for each aggregate; only models.store reads them."""

from __future__ import annotations

from models.tables.audit import AuditEventTable
from models.tables.base import Row, table_of
from models.tables.campaign import ArmingTable, CampaignTable, CriteriaSetTable, SimulatedClockTable
from models.tables.contact import ContactChangeTable
from models.tables.delivery import DeliveryTable
from models.tables.document import DocumentNumberTable, DocumentTable
from models.tables.evidence import EvidenceTable
from models.tables.file import FileTable
from models.tables.gate import (
    GateDecisionTable,
    GateRefusalTable,
    GateRequestTable,
    GateVoteTable,
    ReworkNoteTable,
    UsedCodeTable,
)
from models.tables.link import LinkTable
from models.tables.mail import MailTable
from models.tables.message import (
    ChannelTable,
    MessageTable,
    TransmissionEventTable,
    TransmissionTable,
)
from models.tables.provider_event import ProviderEventTable
from models.tables.result import ResultTable
from models.tables.score import ScoreTable
from models.tables.stage import StageTable
from models.tables.submission import SubmissionEventTable
from models.tables.survey import SurveyBatchTable, SurveyFigureTable

METADATA = Row.metadata

__all__ = [
    "METADATA",
    "ArmingTable",
    "AuditEventTable",
    "CampaignTable",
    "ChannelTable",
    "ContactChangeTable",
    "CriteriaSetTable",
    "DeliveryTable",
    "DocumentNumberTable",
    "DocumentTable",
    "EvidenceTable",
    "FileTable",
    "GateDecisionTable",
    "GateRefusalTable",
    "GateRequestTable",
    "GateVoteTable",
    "LinkTable",
    "MailTable",
    "MessageTable",
    "ProviderEventTable",
    "ResultTable",
    "ReworkNoteTable",
    "ScoreTable",
    "SimulatedClockTable",
    "StageTable",
    "SubmissionEventTable",
    "SurveyBatchTable",
    "SurveyFigureTable",
    "TransmissionEventTable",
    "TransmissionTable",
    "UsedCodeTable",
    "table_of",
]
