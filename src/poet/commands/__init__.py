"""What `poet` does when called from the command line: one file a command."""
