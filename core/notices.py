"""The mail of the house: one letter for each person with what they were told since the last one."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.translation import gettext as _
from django.utils.translation import override


def letter(person, notices):
    """An EmailMessage to the person about the notices; only headlines and addresses, never the papers themselves."""
    with override(settings.LANGUAGE_CODE):
        count = len(notices)
        subject = (
            " ".join(notices[0].text.split()) if count == 1 else _("Án Thư: %(count)d việc mới") % {"count": count}
        )
        lines = [f"- {notice.text}\n  {settings.PUBLIC_URL}{notice.url}".rstrip() for notice in notices]
        body = _("Kính gửi %(name)s,\n\n%(lines)s\n\nThư này do Án Thư gửi tự động.") % {
            "name": person.full_name,
            "lines": "\n".join(lines),
        }
    return EmailMessage(subject[:150], body, to=[person.email])
