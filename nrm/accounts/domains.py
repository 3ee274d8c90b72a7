"""Email domains: what stands after the @ of an address, in lower case."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.core.validators import DomainNameValidator

from nrm.exceptions import DomainError

_is_domain = DomainNameValidator(accept_idna=False)


def domain_of(email: str) -> str:
    """The domain of an address; the domain above it is another one."""
    return email.rpartition("@")[2].lower()


def clean_domains(given: Iterable[str]) -> list[str]:
    """The domains in lower case and in order, each once; refuses what is none, such as an address or `localhost`."""
    return sorted({_clean(each) for each in given})


def _clean(given: str) -> str:
    domain = given.strip().removeprefix("@").lower()
    try:
        _is_domain(domain)
    except ValidationError as error:
        raise DomainError(
            f"{given} is no email domain. Give what stands after the @, such as force.police.uk."
        ) from error
    return domain
