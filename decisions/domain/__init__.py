"""Pure rules about a decision: its statuses, who may issue it, the standard of proof. No ORM, no HTTP, no clock."""
