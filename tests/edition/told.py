"""All that editions tell, now and of the past."""

from tracker.edition.models import Address, Edition, Happening, Link, Opened, Secret


def editions():
    rows = Edition.objects.order_by("key", "since")
    links = Link.objects.order_by("source", "role", "target", "since")
    return (
        list(rows.values_list("key", "document", "is_notice", "label", "since", "until")),
        list(links.values_list("source", "role", "target", "since", "until")),
        list(Opened.objects.order_by("pk").values_list()),
        sorted(Address.objects.values_list("noun", "old", "key", "since", "until"), key=str),
        sorted(
            Happening.objects.values_list("key", "what", "when", "at", "entry", "other", "is_told")
        ),
        sorted(Secret.objects.values_list("key", "since", "until"), key=str),
    )
