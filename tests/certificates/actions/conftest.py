from tests.certificates.views.conftest import certified, printed, quick_printer

__all__ = ["certified", "printed", "quick_printer"]
