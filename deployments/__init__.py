"""Everything that starts a process: commands, served flows, migrations, rehearsals."""
