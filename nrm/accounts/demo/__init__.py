"""The demonstration: invented organisations and people, one click to be somebody, the outbox. Only with NRM_DEMO=1."""
