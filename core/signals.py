"""What core announces upward. Heard in the same transaction: a failing hearer undoes the act."""

from django.dispatch import Signal

# A person's account was closed. Arguments: person (User), by (User or None).
person_left = Signal()

# A background job is given up after its last attempt. Sender: the job's path. Arguments: args, kwargs, job_id.
job_failed = Signal()

# Posts, offices or accounts changed so that somebody may see more or less. Arguments: people (list of user ids).
access_changed = Signal()
