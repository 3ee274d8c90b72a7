"""What the pages of `desks` show: rows, tags, words and allowed buttons, made from what the selectors found."""
