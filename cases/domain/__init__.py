"""Pure rules about a case: its statuses, reference, route and the person's age. No ORM, no HTTP, no clock."""
