"""The program on the screen: the app, its sessions, its start and its end."""
