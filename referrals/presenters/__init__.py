"""What intake's pages show: answers in words, the task list, what stands in the way, the read-back of a case."""
