from __future__ import annotations

import errno

import pytest

from bina_desktop.domain.errors import disk_reason


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (OSError(errno.ENOENT, "No such file or directory"), "tidak ada"),
        (PermissionError(errno.EACCES, "Permission denied"), "izin"),
        (OSError(errno.ENOSPC, "No space left on device"), "ruang cakram habis"),
        (OSError(errno.EMFILE, "Too many open files"), "Too many open files"),
        (OSError("aneh"), "aneh"),
    ],
)
def test_a_refusal_of_the_disk_is_told_in_indonesian(error, reason):
    assert reason in disk_reason(error)
