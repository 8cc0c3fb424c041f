"""What every signature is asked, whatever is signed."""

from datetime import date, datetime

from bt_admin.lib.dates import date_text, time_text
from bt_admin.lib.sources import HOUSE
from bt_admin.lib.verdicts import YES, Verdict, no
from regions.enums import LoginMethod

# Ways of logging in that tell surely who it is; the demo stands in for them.
STRONG_LOGINS = (
    LoginMethod.SITHS,
    LoginMethod.BANKID,
    LoginMethod.FREJA,
    LoginMethod.DEMO,
)


def surely_logged_in(login: LoginMethod | str) -> Verdict:
    """Is it sure enough who this is, for a signature?"""
    if login in STRONG_LOGINS:
        return YES
    return no(
        "sign.login_too_weak",
        "Du kan läsa men inte signera med den här inloggningen. Signering kräver "
        "e-legitimation, så att det är säkert vem som har signerat. Logga in med "
        "SITHS, BankID eller Freja – din text finns kvar.",
        HOUSE,
    )


def same_version(shown: object, now: object, changed_at: datetime | None) -> Verdict:
    """Is the text that will be signed the one that was read?"""
    if shown == now:
        return YES
    when = f" kl.\u00a0{time_text(changed_at)}" if changed_at else ""
    return no(
        "sign.text_changed",
        f"Du kan inte signera den här versionen. Texten ändrades{when}, och en "
        "signering gäller bara det du har sett. Läs den nya versionen och signera den.",
        HOUSE,
    )


def already_signed(on: date, *, way: str = "väljer du ”Rätta”") -> Verdict:
    """One person signs one document once. `way`: what to do when it is wrong."""
    return no(
        "sign.already_signed",
        "Du har redan signerat den här handlingen. Var och en signerar en gång, och "
        f"din signering den {date_text(on)} gäller. Har något blivit fel {way}.",
        HOUSE,
    )
