"""Every phrase that a person reads, for screen, plain mode, voice and commands."""
