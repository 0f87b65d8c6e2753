"""The readers: from files, folders, archives and tables to articles."""
