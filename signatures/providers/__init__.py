"""Where private keys live. Each provider is one file of the same shape; rows name theirs by this dict."""

from signatures.providers.software import SoftwareProvider

PROVIDERS = {"software": SoftwareProvider()}


def provider_of(key):
    """The provider that holds this SigningKey."""
    return PROVIDERS[key.provider]
