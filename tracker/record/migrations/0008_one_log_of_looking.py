from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("record", "0007_looks_and_extents")]

    operations = [
        migrations.RemoveField(
            model_name="claim",
            name="checked_on",
        ),
        migrations.RemoveField(
            model_name="claim",
            name="checked_where",
        ),
    ]
