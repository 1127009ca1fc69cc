"""The unit of work: everything in it happens, or nothing."""

from datetime import datetime

from sqlalchemy import Connection

from models.store.audit import AuditLog
from models.store.campaigns import Arming, Campaigns, SimulatedClock
from models.store.chain import Chain
from models.store.channels import Channels
from models.store.contacts import Contacts
from models.store.deliveries import Deliveries, Mails
from models.store.dispatching import Dispatching
from models.store.documents import Documents
from models.store.evidence import KeptEvidence
from models.store.files import Files
from models.store.gates import Gates
from models.store.guard import AuditGuard
from models.store.links import Links
from models.store.messages import Messages
from models.store.provider_events import ProviderEvents, Retention
from models.store.repository import Work
from models.store.scores import Results, Scores
from models.store.stages import Stages
from models.store.submissions import Submissions
from models.store.surveys import Surveys
from models.store.transmissions import Transmissions


class UnitOfWork:
    """The repositories of one campaign in one transaction; ``Store`` opens and ends it."""

    def __init__(
        self, connection: Connection, campaign_id: str, actor: str = "", at: datetime | None = None
    ) -> None:
        self._guard = AuditGuard(connection, writable=at is not None)
        self._chain = Chain(connection, campaign_id, self._guard)
        work = Work(connection, campaign_id, actor, at, self._guard, self._chain)
        self.campaigns = Campaigns(work)
        self.contacts = Contacts(work)
        self.arming = Arming(work)
        self.clock = SimulatedClock(work)
        self.stages = Stages(work)
        self.files = Files(work)
        self.evidence = KeptEvidence(work)
        self.deliveries = Deliveries(work)
        self.submissions = Submissions(work)
        self.scores = Scores(work)
        self.surveys = Surveys(work)
        self.gates = Gates(work)
        self.documents = Documents(work)
        self.links = Links(work)
        self.messages = Messages(work)
        self.dispatching = Dispatching(work)
        self.transmissions = Transmissions(work)
        self.channels = Channels(work)
        self.provider_events = ProviderEvents(work)
        self.mails = Mails(work)
        self.retention = Retention(work)
        self.results = Results(work)
        self.audit = AuditLog(work)

    def finish(self) -> None:
        """Write what is held; UnauditedChange when a change has no audit event after it."""
        self._guard.check()
        self._chain.write()
