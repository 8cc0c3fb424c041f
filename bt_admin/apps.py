from django.apps import AppConfig


class BtAdminConfig(AppConfig):
    name = "bt_admin"

    def ready(self) -> None:
        # Before the addresses, and with them the first form, are read.
        from bt_admin.lib.forms import use_our_words

        use_our_words()
