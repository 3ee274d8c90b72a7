"""Support: who supports a potential victim, what they need, the plan, where they live, what they are paid."""
