"""Steps that take in files and open and close the rounds in which they are taken."""
