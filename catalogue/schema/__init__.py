"""What a catalogue file may say: fields, exercises, routines, and the rules between keys."""
