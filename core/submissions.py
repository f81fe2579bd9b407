"""The same form sent twice changes nothing twice (double click, back button, retry after a lost answer)."""

import hashlib
import json
from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction
from django.utils.translation import gettext as _

from core.models import Submission, User
from core.refusals import Refused


@transaction.atomic
def once(
    *, key: UUID, action: str, by: User, at: datetime, facts: dict[str, Any], act: Callable[[], str]
) -> str:
    """What `act` returned (a name such as "reports.snapshot:<id>") the first time this key was sent.

    Two at the same moment wait for each other. Raises Refused when the key comes back with other `facts` or from
    somebody else: that is another wish, and it must come from a fresh form.
    """
    fingerprint = hashlib.sha256(
        json.dumps(facts, sort_keys=True, cls=DjangoJSONEncoder).encode()
    ).hexdigest()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key.int % (1 << 63)])
    earlier = Submission.objects.filter(pk=key).first()
    if earlier is None:
        result = act()
        Submission.objects.create(
            key=key, action=action, fingerprint=fingerprint, result=result, by=by, at=at
        )
        return result
    if (earlier.action, earlier.fingerprint, earlier.by_id) != (action, fingerprint, by.pk):
        raise Refused(
            _(
                "This form was sent before with other values. Open it again, so that nothing is booked by mistake."
            )
        )
    return earlier.result
