"""Cases are kept: every change to one, who made it and why, and what it was before.

``store`` is the front door. Two places in the data folder hold a case:

* ``cases.sqlite3``, the record: titles, who changed what and when, verdicts, sign-offs, and the words that search
  looks through. It holds no figure that came from a person's typing or from a table.
* ``cases/ID/``, the officer's own papers: the files as uploaded, and what stood in the boxes of the page and in the
  letter at each change. A paper is written once, whole, and is never changed.

SQLite in WAL, from the standard library, because a team on one server needs three things at once that folders alone
do not give: a save that is refused when somebody saved in between, a list and a search that stay quick with thousands
of cases, and a change that is there entirely or not at all after a kill. The papers are files, so that the officer's
figures lie in one place that can be backed up, locked away or deleted by themselves. A paper is on the disk before
the record names it: a run that is killed in between leaves a paper that nobody names, and no record without its paper.
"""
