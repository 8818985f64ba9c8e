"""What was entered before points had parties of their own, in the words of now."""

from django.db import migrations


def forwards(apps, schema_editor):
    """A look for answers of a claim was one for each of its accused."""
    claims = apps.get_model("record", "Claim").objects.filter(checked_on__isnull=False)
    looks = apps.get_model("record", "ClaimLook").objects
    accused = apps.get_model("record", "ClaimAccused").objects
    for claim in claims.iterator():
        parties = accused.filter(claim=claim).order_by("position", "pk")
        looks.bulk_create(
            looks.model(
                claim=claim,
                party_id=party,
                looked_on=claim.checked_on,
                where=claim.checked_where,
            )
            for party in parties.values_list("party", flat=True)
        )
    stances = apps.get_model("record", "AnswerStance").objects
    declining = stances.filter(stance__code="no-comment").values("answer")
    others = stances.exclude(stance__code="no-comment").values("answer")
    answers = apps.get_model("record", "Answer").objects.filter(pk__in=declining)
    answers.exclude(pk__in=others).update(extent="declined")
    apps.get_model("record", "Membership").objects.exclude(office="").update(kind="office")


def backwards(apps, schema_editor):
    """The newest look for answers of any of the accused is that of the claim."""
    claims = apps.get_model("record", "Claim").objects
    looks = apps.get_model("record", "ClaimLook").objects.order_by("looked_on", "pk")
    for look in looks.iterator():
        claims.filter(pk=look.claim_id).update(checked_on=look.looked_on, checked_where=look.where)


class Migration(migrations.Migration):
    dependencies = [("record", "0006_point_by_party")]

    operations = [migrations.RunPython(forwards, backwards)]
