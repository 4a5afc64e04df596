"""Pages by subject, shared components, and the words of errors, codes and states in four languages."""
