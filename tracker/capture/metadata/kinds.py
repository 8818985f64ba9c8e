"""What a file may give away, in words for the desk."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What sort of thing beside its words a file says."""

    POSITION = "position", _("where it was taken")
    DEVICE = "device", _("serial number of a device")
    PERSON = "person", _("name of a person or an organisation")
    ACCOUNT = "account", _("name of an account on a computer")
    ATTACHMENT = "attachment", _("a file within the file")
