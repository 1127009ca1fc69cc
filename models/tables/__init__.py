"""The tables, declared with SQLModel, one file for each aggregate; only models.store reads them."""

from models.tables.audit import AuditEventTable
from models.tables.base import Row, table_of
from models.tables.campaign import (
    ArmingTable,
    CampaignTable,
    CriteriaSetTable,
    SimulatedClockTable,
    StageTable,
)
from models.tables.contact import ContactChangeTable
from models.tables.delivery import DeliveryTable, MailTable
from models.tables.document import DocumentNumberTable, DocumentTable
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
from models.tables.message import (
    ChannelTable,
    MessageTable,
    ProviderEventTable,
    TransmissionEventTable,
    TransmissionTable,
)
from models.tables.score import ResultTable, ScoreTable
from models.tables.submission import EvidenceTable, SubmissionEventTable
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
