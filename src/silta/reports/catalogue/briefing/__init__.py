"""The briefing pack for a meeting: what one has to know before one sits down."""
