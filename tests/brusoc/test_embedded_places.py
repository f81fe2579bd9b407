"""Where the embedded servers keep things: pure answers, sockets that fit, a database that root's account reaches."""

import os
from pathlib import Path

import pytest

from brusoc import embedded
from brusoc.embedded.errors import EmbeddedError
from brusoc.embedded.folders import LOG_LIMIT_BYTES, log_file, make_home, make_private
from brusoc.embedded.places import LONGEST_SOCKET_FOLDER, PROJECT, ROOTS_STATE, places


def test_asking_for_addresses_writes_nothing(tmp_path):
    folder = tmp_path / "not-made"
    assert embedded.addresses(folder) == embedded.addresses(folder)
    assert not folder.exists()


def test_the_folder_is_local_in_the_project_unless_a_variable_moves_it(monkeypatch, tmp_path):
    monkeypatch.setenv("BRUSOC_HOME", str(tmp_path / "elsewhere"))
    assert embedded.local_folder() == tmp_path / "elsewhere"
    monkeypatch.setenv("BRUSOC_HOME", "")
    assert embedded.local_folder() == PROJECT / ".local"


def test_a_relative_folder_means_the_same_from_everywhere(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BRUSOC_HOME", "here")
    assert embedded.local_folder() == tmp_path / "here"


@pytest.mark.parametrize("name", ["deep/" * 40, "with space", "été", "per%cent", "co,mma", "quo'te"])
def test_sockets_move_where_their_path_is_short_and_plain(open_folder, name):
    folder = open_folder / name
    where = places(folder)
    assert len(os.fsencode(where.sockets)) <= LONGEST_SOCKET_FOLDER
    assert where.sockets.parent == Path("/tmp")  # noqa: S108
    assert str(where.sockets) in embedded.addresses(folder).database_url
    assert str(where.redis_socket) in embedded.addresses(folder).broker_url


def test_two_folders_never_share_a_socket(tmp_path):
    first, second = places(tmp_path / "a b"), places(tmp_path / "a c")
    assert first.sockets != second.sockets


def test_root_alone_keeps_the_database_elsewhere_when_the_folder_is_closed_to_others(tmp_path):
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    tmp_path.chmod(0o711)
    where = places(closed / "home")
    assert where.cluster.is_relative_to(ROOTS_STATE if os.geteuid() == 0 else closed)
    assert where.home == closed / "home"


def test_a_private_folder_is_for_its_owner_alone(tmp_path):
    make_private(tmp_path / "run", None)
    assert (tmp_path / "run").stat().st_mode & 0o777 == 0o700


def test_a_folder_prepared_by_a_stranger_is_refused(tmp_path):
    (tmp_path / "target").mkdir()
    (tmp_path / "run").symlink_to(tmp_path / "target")
    with pytest.raises(EmbeddedError, match="belongs to somebody else"):
        make_private(tmp_path / "run", None)


def test_a_file_in_the_way_of_the_folder_is_a_plain_message(tmp_path):
    (tmp_path / "home").write_text("in the way")
    with pytest.raises(EmbeddedError, match=r"cannot be written .* set BRUSOC_HOME"):
        make_home(tmp_path / "home" / "deeper")


def test_a_log_that_has_grown_is_set_aside(tmp_path):
    log = tmp_path / "web.log"
    with log.open("wb") as file:
        file.truncate(LOG_LIMIT_BYTES + 1)
    assert log_file(tmp_path, "web") == log
    assert not log.exists()
    assert (tmp_path / "web.log.1").stat().st_size == LOG_LIMIT_BYTES + 1
