"""The one seam to the disk: files placed, replaced, locked and trashed."""
