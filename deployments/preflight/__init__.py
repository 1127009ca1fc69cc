"""The offline check of workbooks: no server, no database, no network."""
