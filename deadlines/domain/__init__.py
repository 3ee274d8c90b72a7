"""Pure rules of time: working calendars, dated policy rows, due dates. No ORM, no HTTP, no clock."""
