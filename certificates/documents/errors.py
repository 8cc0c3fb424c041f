"""Why a form cannot be printed as it stands. The caller says so to people."""


class CannotPrint(ValueError):
    """`field` is the path of the box: "activities", "rows.3.workplace"."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(f"{field}: {message}")
        self.field = field


class DoesNotFit(CannotPrint):
    """The text of a box is too long for it, even in the smallest type we allow.

    `code` names the delmål when one of several filled the box.
    """

    def __init__(self, field: str, *, code: str = "") -> None:
        super().__init__(field, f"does not fit{f' ({code})' if code else ''}")
        self.code = code


class NotInFont(CannotPrint):
    """`characters` have no shape in our font and would come out as empty boxes."""

    def __init__(self, field: str, characters: str) -> None:
        super().__init__(field, f"cannot print {characters!r}")
        self.characters = characters


class TooManyRows(CannotPrint):
    """The form has `most` rows and no page to go on with."""

    def __init__(self, field: str, *, rows: int, most: int) -> None:
        super().__init__(field, f"{rows} rows, the form has {most}")
        self.rows, self.most = rows, most
