"""Signing in with the account of the municipality: OpenID Connect, with Entra ID, Keycloak or any other provider."""
