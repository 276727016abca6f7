"""The moving figure: geometry, dots, drawing, motion."""
