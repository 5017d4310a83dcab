from __future__ import annotations

from dataclasses import replace

import platformdirs
import pytest

from bina_desktop.settings import (
    SettingsFileError,
    Theme,
    load_settings,
    remember_look,
    save_settings,
)

SERVER = "postgresql+psycopg://rahmat@kantor/bina"


def test_a_data_folder_holds_everything_so_that_two_never_share(tmp_path):
    settings = load_settings(data_dir=tmp_path / "data")
    for path in (settings.data_dir, settings.cache_dir, settings.config_file, settings.log_file):
        assert path.is_relative_to(tmp_path / "data")
    assert (settings.database, settings.language) == ("", "id")
    assert settings.sop_file.is_file()
    assert (settings.forms_dir / "skm" / "form.xlsx").is_file()
    assert not (tmp_path / "data").exists()  # reading settings makes nothing


def test_a_relative_folder_stays_where_it_was_named(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    settings = load_settings(data_dir=(tmp_path / "x").relative_to(tmp_path))
    monkeypatch.chdir(tmp_path.parent)
    assert settings.data_dir == tmp_path / "x"


def test_without_a_folder_the_system_says_where(tmp_path, monkeypatch):
    for kind in ("data", "cache", "config"):
        monkeypatch.setattr(
            platformdirs,
            f"user_{kind}_dir",
            lambda name, appauthor, kind=kind: str(tmp_path / kind / name),
        )
    settings = load_settings()
    assert settings.data_dir == tmp_path / "data" / "bina-desktop"
    assert settings.cache_dir == tmp_path / "cache" / "bina-desktop"
    assert settings.config_file == tmp_path / "config" / "bina-desktop" / "setelan.toml"


def test_what_was_chosen_is_read_back_and_an_option_goes_before_it(tmp_path):
    settings = replace(load_settings(data_dir=tmp_path / "baru"), database=SERVER, language="en")
    settings = replace(settings, attachment_megabytes=25)
    save_settings(settings)
    assert load_settings(data_dir=tmp_path / "baru") == settings
    assert load_settings(data_dir=tmp_path / "baru", database="").database == ""
    save_settings(replace(settings, language="id"))
    assert load_settings(data_dir=tmp_path / "baru").language == "id"


def test_a_file_with_one_choice_keeps_the_other_as_it_was(tmp_path):
    (tmp_path / "setelan.toml").write_text('language = "en"\nlain = 1\n', encoding="utf-8")
    settings = load_settings(data_dir=tmp_path)
    assert (settings.language, settings.database) == ("en", "")


def test_a_look_is_remembered_without_what_the_command_line_said(tmp_path):
    (tmp_path / "setelan.toml").write_text('language = "en"\ntext_size = 500\n', encoding="utf-8")
    settings = load_settings(data_dir=tmp_path, database=SERVER)
    assert settings.text_size == 200
    remember_look(replace(settings, theme=Theme.DARK, text_size=90, aside="note"))
    again = load_settings(data_dir=tmp_path)
    assert (again.theme, again.text_size, again.aside) == (Theme.DARK, 90, "note")
    assert (again.language, again.database) == ("en", "")
    assert [path.name for path in tmp_path.iterdir()] == ["setelan.toml"]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"language = ", "tidak dapat dibaca"),
        (b'language = "\xff"', "tidak dapat dibaca"),
        (b"language = 7", "nilai “language” harus berupa teks"),
        (b"[database]", "nilai “database” harus berupa teks"),
        (
            b"attachment_megabytes = 41",
            "harus bilangan bulat 1 sampai 40",
        ),
        (
            b"attachment_megabytes = true",
            "harus bilangan bulat 1 sampai 40",
        ),
        (b"theme = 1", "nilai “theme” harus berupa teks"),
        (b"aside = 1", "nilai “aside” harus berupa teks"),
        (b'theme = "biru"', "nilai “theme” harus salah satu dari system, light"),
        (b'text_size = "besar"', "nilai “text_size” harus berupa bilangan bulat"),
        (b"text_size = true", "nilai “text_size” harus berupa bilangan bulat"),
    ],
)
def test_a_broken_file_is_named_in_a_sentence(tmp_path, content, sentence):
    path = tmp_path / "setelan.toml"
    path.write_bytes(content)
    with pytest.raises(SettingsFileError) as broken:
        load_settings(data_dir=tmp_path)
    assert sentence in str(broken.value)
    assert str(path) in str(broken.value)


def test_a_folder_in_the_place_of_the_file_is_named(tmp_path):
    (tmp_path / "setelan.toml").mkdir()
    with pytest.raises(SettingsFileError, match=r"setelan\.toml tidak dapat dibaca"):
        load_settings(data_dir=tmp_path)


def test_a_data_folder_that_cannot_be_is_left_to_the_door(tmp_path):
    (tmp_path / "berkas").write_text("", encoding="utf-8")
    assert load_settings(data_dir=tmp_path / "berkas" / "data").database == ""
