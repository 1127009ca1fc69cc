"""What units send and what becomes of it: rounds, submissions, questions."""
