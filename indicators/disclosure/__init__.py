"""Disclosure control: withhold as little as will leave every small count undetermined.

`control.control` protects an indicator, `audit.audit_export` attacks what was
published, and `verifier` checks a certificate without a solver. See
`docs/disclosure.md`.
"""
