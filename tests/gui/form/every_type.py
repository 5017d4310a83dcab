"""A form with a question of every type, and what a person types into each."""

# ruff: noqa: E501 - a form is a table; its rows stay whole

from __future__ import annotations

EVERY_TYPE = """
| survey |
|        | type                 | name       | label::Indonesia (id)       | label::English (en) | media::image::Indonesia (id) | parameters             | bind::bina:warning | bind::bina:warningMsg | appearance | calculation | trigger |
|        | begin group          | dasar      | Jenis isian                 | Kinds of answers    |            |                        |           |                                  |           |              |  |
|        | text                 | nama       | Nama                        | Name                | wajah.png  |                        |           |                                  |           |              |  |
|        | integer              | umur       | Umur (tahun)                | Age (years)         |            |                        | . < 100   | Umur seratus tahun atau lebih tidak lazim. |  |             |  |
|        | decimal              | berat      | Berat                       | Weight              |            |                        |           |                                  |           |              |  |
|        | date                 | hari       | Tanggal                     | Date                |            |                        |           |                                  |           |              |  |
|        | time                 | jam        | Jam                         | Time                |            |                        |           |                                  |           |              |  |
|        | dateTime             | saat       | Tanggal dan jam             | Moment              |            |                        |           |                                  |           |              |  |
|        | geopoint             | titik      | Letak kantor                | Place               |            |                        |           |                                  |           |              |  |
|        | geotrace             | jalur      | Jalur                       | Path                |            |                        |           |                                  |           |              |  |
|        | geoshape             | batas      | Batas wilayah               | Border              |            |                        |           |                                  |           |              |  |
|        | barcode              | kode       | Kode batang                 | Barcode             |            |                        |           |                                  |           |              |  |
|        | range                | nilai      | Nilai                       | Score               |            | start=0 end=10 step=0.5 |          |                                  |           |              |  |
|        | rank kota            | urutan     | Urutkan kota                | Rank the cities     |            |                        |           |                                  |           |              |  |
|        | select_one kota      | pilih      | Pilih kota                  | Choose              |            |                        |           |                                  |           |              |  |
|        | select_multiple kota | pernah     | Pernah ke                   | Been to             |            |                        |           |                                  |           |              |  |
|        | image                | foto       | Foto kantor                 | Picture             |            |                        |           |                                  |           |              |  |
|        | audio                | suara      | Rekaman                     | Sound               |            |                        |           |                                  |           |              |  |
|        | video                | gerak      | Video                       | Video               |            |                        |           |                                  |           |              |  |
|        | file                 | berkas     | Berkas                      | File                |            |                        |           |                                  |           |              |  |
|        | acknowledge          | paham      | Saya paham                  | I understand        |            |                        |           |                                  |           |              |  |
|        | calculate            | jejak      |                             |                     |            |                        |           |                                  |           | string(${umur}) | ${nama} |
|        | end group            |            |                             |                     |            |                        |           |                                  |           |              |  |
|        | begin repeat         | keluarga   | Keluarga                    | Family              |            |                        |           |                                  |           |              |  |
|        | text                 | kepala     | Kepala keluarga             | Head                |            |                        |           |                                  |           |              |  |
|        | begin repeat         | anak       | Anak                        | Child               |            |                        |           |                                  |           |              |  |
|        | integer              | usia       | Usia anak                   | Age                 |            |                        | . < 60    | Usia anak ini tidak lazim.       |           |              |  |
|        | end repeat           |            |                             |                     |            |                        |           |                                  |           |              |  |
|        | end repeat           |            |                             |                     |            |                        |           |                                  |           |              |  |
| choices |
|        | list_name | name | label::Indonesia (id) | label::English (en) | media::image::Indonesia (id) |
|        | kota      | bkl  | Kota Bengkulu         | Bengkulu City       | bkl.png |
|        | kota      | slm  | Kabupaten Seluma      | Seluma              | slm.png |
|        | kota      | mkm  | Kabupaten Mukomuko    | Mukomuko            |         |
| settings |
|        | form_title   | form_id | namespaces |
|        | Semua jenis  | semua   | bina="urn:bina:xlsform" |
"""

TYPED = {
    "nama": "Ani",
    "umur": "104",
    "berat": "52,5",
    "hari": "23-11-2026",
    "jam": "14.30",
    "saat": "23-11-2026 14.30",
    "titik": "-3,7928 102,2608",
    "jalur": "-3,79 102,26; -3,81 102,27",
    "batas": "-3,79 102,26; -3,81 102,27; -3,81 102,26; -3,79 102,26",
    "kode": "8991234567890",
    "nilai": "7,5",
}
"""By name, as a typist writes."""
