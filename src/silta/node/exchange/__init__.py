"""What crosses the border: publishing a log as files, reading a partner's, and proving who asks."""
