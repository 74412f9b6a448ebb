"""The codes themselves: those of the standard, around their moment, and never again once spent."""

from hypothesis import given
from hypothesis import strategies as st

from app.accounts import totp


def test_codes_are_those_of_the_standard() -> None:
    """RFC 6238, appendix B, with six digits."""
    secret = b"12345678901234567890"
    for at, code in ((59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (20000000000, "353130")):
        assert totp.code(secret, at) == code


@given(st.integers(10**9, 2 * 10**9), st.integers(-200, 200), st.integers(0, 3))
def test_a_code_fits_for_a_step_around_its_own_and_never_after_it_was_spent(at: int, drift: int, spent: int) -> None:
    secret = b"a secret of twenty b"
    said = (at + drift) // totp.SECONDS
    after = at // totp.SECONDS + 1 - spent
    found = totp.step(secret, totp.code(secret, at + drift), at, after)
    near = abs(said - at // totp.SECONDS) <= totp.DRIFT
    # Two steps may share a code by chance, one time in a million: then the earlier one stands for it.
    assert (found is not None) == (near and said > after) or (found is not None and found != said)
