"""Forms of intake: a page of the question set, and the small ones that submit or delete."""
