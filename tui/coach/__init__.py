"""What a person hears and sees beside the session: tones, speech, hooks and the figure."""
