"""The pure rules of intake: what is asked on which path, what an answer is, what is missing, what is kept where.

Nothing here knows Django, a database, a request or the clock: dates come in as arguments. See each module:

- `question_set`    the versioned questions, read from data/questions and checked by `question_rules`
- `question`        one question: its type, what may be chosen, how long a text may be
- `reference_data`  the dated lists answers are chosen from
- `answers`         what an answer is; reading what was sent, character for character (one answer: `reading`)
- `path`            which of the paths the opening answers lead to; consent that must be asked afresh
- `steps`           sections, pages and questions for a path; which answers count
- `completeness`    the one table of what is compulsory; section status; what stops a submission
- `checks`          answers that contradict one another
- `identity`        taking who somebody is out of the answers at submission, and putting it back for display
- `facts`           the typed columns of CaseFacts
- `dtn`             the allow-listed record of an adult who does not agree
"""
