"""How the measurements are told: the figure, its limit, and the one through the other."""

from statistics import quantiles


def line(what: str, measured: float, limit: float, unit: str = "") -> float:
    """Print «ratio  what: measured of limit»; the ratio. Over 1 is too much.

    Of what may not happen at all (limit 0), once is as bad as often.
    """
    ratio = measured / limit if limit else 2.0 * (measured > 0)
    figures = f"{measured:.4g} of {limit:g} {unit}".rstrip()
    print(f"{ratio:6.2f}  {what}: {figures}", flush=True)
    return ratio


def told(text: str) -> None:
    """What has no limit, below the lines that have."""
    print(f"        {text}", flush=True)


def nearly_all(seconds: list[float]) -> float:
    """What 95 of 100 stayed within."""
    return quantiles(seconds, n=20)[-1] if len(seconds) > 1 else sum(seconds)
