"""Names that sync and merge tools give to a second version of a file."""

import re
from typing import Final

_COPY: Final = re.compile(
    r"(?i:\.sync-conflict-)"  # Syncthing
    r"|(?i:conflicted copy)"  # Dropbox, Nextcloud
    r"|\((?i:.*conflict.*)\)"  # Seafile, and others by hand
    r"|(?i:_conflict-\d{8}-\d{6})"  # ownCloud; a shorter number may be the name of a session
    r"|[-.]CONFLICT"  # Unison and iCloud helpers; in capitals, since names of our own have small letters
    r"|\.Conflict"  # Resilio
    r"|_(BACKUP|BASE|LOCAL|REMOTE)_\d+"  # git mergetool
    r"|\.(orig|rej)$"  # git, patch
)

ADVICE: Final = (
    "was left by a sync or merge tool because two versions of the file met; "
    "keep what is right of the two and delete this one"
)
"""What is wrong with such a file, as the message of a problem."""


def is_conflict_copy(name: str) -> bool:
    """Whether a sync or merge tool gave a file this name because two versions of it met."""
    return _COPY.search(name) is not None
