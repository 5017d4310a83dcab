"""A form with every appearance the window draws in its own way, and the media it brings."""

# ruff: noqa: E501 - a form is a table; its rows stay whole

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPolygonF

EVERY_WIDGET = """
| survey |
|  | type                  | name      | label                              | hint                    | appearance     | parameters | required | media::image | media::audio | readonly | default |
|  | begin group           | pilihan   | Pilihan                            |                         |                |            |  |  |  |  |  |
|  | select_one kota       | satu      | Kota atau kabupaten                |                         | minimal        |            | yes |  |  |  |  |
|  | select_multiple kota  | banyak    | Pernah bertugas di                 | Boleh lebih dari satu.  | minimal autocomplete |      |  |  |  |  |  |
|  | select_one kota       | dua       | Dua kolom                          |                         | columns-2      |            |  |  |  |  |  |
|  | select_multiple kota  | muat      | Sebanyak yang muat                 |                         | columns        |            |  |  |  |  |  |
|  | select_one hari       | padat     | Hari pelayanan                     |                         | columns-pack   |            |  |  |  |  |  |
|  | select_one hari       | polos     | Tanpa tombol                       |                         | columns-pack no-buttons |   |  |  |  |  |  |
|  | select_one gambar     | rambu     | Tanda yang terpasang               | Tekan + untuk memperbesar. |             |            |  |  |  |  |  |
|  | select_one puas or_other | lain   | Cara mengetahui layanan            |                         |                |            |  |  |  |  |  |
|  | select_one puas       | skala     | Kepuasan secara umum               |                         | likert         |            |  |  |  |  |  |
|  | rank hari             | urut      | Urutkan hari yang paling ramai     |                         |                |            |  |  |  |  |  |
|  | end group             |           |                                    |                         |                |            |  |  |  |  |  |
|  | begin group           | tabel     | Tabel                              |                         | table-list     |            |  |  |  |  |  |
|  | select_one puas       | t1        | Persyaratan pelayanan mudah dipahami |                       |                |            | yes |  |  |  |  |
|  | select_one puas       | t2        | Prosedur pelayanan tidak berbelit  | Dari loket sampai selesai. |             |            |  |  |  |  |  |
|  | select_one puas       | t3        | Waktu pelayanan                    |                         |                |            |  |  |  |  |  |
|  | end group             |           |                                    |                         |                |            |  |  |  |  |  |
|  | begin group           | centang   | Sarana                             |                         |                |            |  |  |  |  |  |
|  | select_multiple ada   | kepala    | Sarana di ruangan                  |                         | label          |            |  |  |  |  |  |
|  | select_multiple ada   | loket     | Loket                              |                         | list-nolabel   |            |  |  |  |  |  |
|  | select_multiple ada   | arsip     | Ruang arsip                        |                         | list-nolabel   |            |  |  |  |  |  |
|  | end group             |           |                                    |                         |                |            |  |  |  |  |  |
|  | begin group           | angka     | Angka                              |                         |                |            |  |  |  |  |  |
|  | range                 | geser     | Suhu ruang arsip                   | Derajat Celsius.        |                | start=16 end=30 step=0.5 |  |  |  |  |  |
|  | range                 | tegak     | Tinggi rak                         |                         | vertical       | start=0 end=5 step=1 |  |  |  |  |  |
|  | range                 | bintang   | Nilai kebersihan                   |                         | rating         | start=1 end=5 step=1 |  |  |  |  |  |
|  | range                 | daftar    | Jumlah loket                       |                         | picker         | start=0 end=12 step=1 |  |  |  |  |  |
|  | integer               | penduduk  | Jumlah penduduk                    |                         | thousands-sep  |            |  |  |  |  |  |
|  | integer               | hitung    | Pemohon yang menunggu              |                         | counter        |            |  |  |  |  |  |
|  | decimal               | arah      | Arah hadap kantor                  |                         | bearing        |            |  |  |  |  |  |
|  | decimal               | luas      | Luas ruangan (m²)                  |                         |                |            |  |  |  |  |  |
|  | end group             |           |                                    |                         |                |            |  |  |  |  |  |
|  | begin group           | waktu     | Waktu dan tempat                   |                         |                |            |  |  |  |  |  |
|  | date                  | tanggal   | Tanggal kunjungan                  |                         |                |            |  |  |  |  |  |
|  | date                  | bulan     | Bulan laporan                      |                         | month-year     |            |  |  |  |  |  |
|  | date                  | tahun     | Tahun anggaran                     |                         | year           |            |  |  |  |  |  |
|  | time                  | jam       | Jam buka                           |                         |                |            |  |  |  |  |  |
|  | dateTime              | saat      | Mulai wawancara                    |                         |                |            |  |  |  |  |  |
|  | geopoint              | titik     | Letak kantor                       |                         |                |            |  |  |  |  |  |
|  | geotrace              | jalur     | Jalur pelayanan keliling           |                         |                |            |  |  |  |  |  |
|  | geoshape              | batas     | Batas halaman                      |                         |                |            |  |  |  |  |  |
|  | end group             |           |                                    |                         |                |            |  |  |  |  |  |
|  | begin group           | teks      | Teks                               |                         |                |            |  |  |  |  |  |
|  | note                  | baca      | Petunjuk: isi **semua** bagian; lihat [laman](https://dukcapil.go.id). | | | |  | denah.png |  |  |  |
|  | text                  | suara     | Dengarkan, lalu tulis              |                         |                |            |  |  | salam.wav |  |  |
|  | barcode               | kode      | Kode batang KIA                    |                         |                |            |  |  |  |  |  |
|  | text                  | nik       | NIK                                |                         | numbers        |            |  |  |  |  |  |
|  | text                  | rahasia   | Kata kunci                         |                         | masked         |            |  |  |  |  |  |
|  | text                  | laman     | Laman kantor                       |                         | url            |            |  |  |  |  |  |
|  | text                  | cerita    | Uraian                             |                         | multiline      | rows=4     |  |  |  |  |  |
|  | text                  | tetap     | Nomor register                     |                         |                |            |  |  |  | yes | 17/2026 |
|  | end group             |           |                                    |                         |                |            |  |  |  |  |  |
|  | begin repeat          | petugas   | Petugas                            |                         |                |            |  |  |  |  |  |
|  | text                  | nama      | Nama                               |                         | w2             |            |  |  |  |  |  |
|  | integer               | usia      | Usia                               |                         | w1             |            |  |  |  |  |  |
|  | date                  | mulai     | Bertugas sejak                     |                         | w1             |            |  |  |  |  |  |
|  | select_one puas       | layanan   | Layanan                            |                         | w2             |            |  |  |  |  |  |
|  | range                 | sikap     | Sikap                              |                         | w2 rating      | start=1 end=5 step=1 |  |  |  |  |  |
|  | end repeat            |           |                                    |                         |                |            |  |  |  |  |  |
|  | begin group           | gambar    | Gambar dan peta                    |                         |                |            |  |  |  |  |  |
|  | select_one ruang      | ruang     | Ruang yang diperiksa               | Klik ruangnya, atau pilih dari daftar. | image-map | | yes | ruang.svg |  |  |  |
|  | select_multiple ruang | rusak     | Ruang yang perlu diperbaiki        |                         | image-map      |            |  | ruang.svg |  |  |  |
|  | select_one kantor     | tuju      | Kantor yang dikunjungi             |                         | quick map      |            |  |  |  |  |  |
|  | select_multiple kantor | keliling | Wilayah pelayanan keliling         |                         | map            |            |  |  |  |  |  |
|  | geopoint              | letak     | Letak loket keliling               |                         | placement-map  |            |  |  |  |  |  |
|  | begin group           | lipat     | Rincian yang jarang diisi          |                         | compact        |            |  |  |  |  |  |
|  | text                  | rinci     | Keterangan tambahan                |                         |                |            |  |  |  |  |  |
|  | integer               | lembar    | Jumlah lembar lampiran             |                         |                |            |  |  |  |  |  |
|  | end group             |           |                                    |                         |                |            |  |  |  |  |  |
|  | end group             |           |                                    |                         |                |            |  |  |  |  |  |
|  | begin group           | akhir     | Penutup                            |                         | summary        |            |  |  |  |  |  |
|  | text                  | penutup   | Kesan umum                         |                         |                |            |  |  |  |  |  |
|  | end group             |           |                                    |                         |                |            |  |  |  |  |  |
| choices |
|  | list_name | name | label                        | media::image | media::audio | geometry |
|  | ruang     | loket | Loket pelayanan  |  |  |  |
|  | ruang     | tunggu | Ruang tunggu  |  |  |  |
|  | ruang     | arsip | Ruang arsip  |  |  |  |
|  | kantor    | mpp | Mal Pelayanan Publik  |  |  | -3.7928 102.2608 0 0 |
|  | kantor    | dukcapil | Dinas Dukcapil Kota  |  |  | -3.8210 102.2950 0 0 |
|  | kantor    | keliling | Jalur keliling pantai  |  |  | -3.77 102.25 0 0; -3.80 102.255 0 0; -3.83 102.28 0 0 |
|  | kantor    | ratu | Kecamatan Ratu Agung  |  |  | -3.80 102.27 0 0; -3.80 102.29 0 0; -3.815 102.29 0 0; -3.815 102.27 0 0; -3.80 102.27 0 0 |
|  | kota      | bkl  | Kota Bengkulu                |  |  |
|  | kota      | slm  | Kabupaten Seluma             |  |  |
|  | kota      | mkm  | Kabupaten Mukomuko           |  |  |
|  | kota      | bs   | Kabupaten Bengkulu Selatan   |  |  |
|  | kota      | rl   | Kabupaten Rejang Lebong      |  |  |
|  | hari      | senin  | Senin  |  |  |
|  | hari      | selasa | Selasa |  |  |
|  | hari      | rabu   | Rabu   |  |  |
|  | hari      | kamis  | Kamis  |  |  |
|  | hari      | jumat  | Jumat  |  |  |
|  | gambar    | 1 | Segitiga | segitiga.png |  |
|  | gambar    | 2 | Lingkaran | lingkaran.png |  |
|  | gambar    | 3 | Gambar yang hilang | hilang.png |  |
|  | gambar    | 4 | Suara saja |  | salam.wav |
|  | puas      | 1 | Tidak puas |  |  |
|  | puas      | 2 | Kurang puas |  |  |
|  | puas      | 3 | Puas |  |  |
|  | puas      | 4 | Sangat puas |  |  |
|  | ada       | ac | Pendingin udara |  |  |
|  | ada       | kursi | Kursi tunggu |  |  |
|  | ada       | apar | Alat pemadam |  |  |
"""

ROOMS = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 180">
<rect width="300" height="180" fill="#F6F1E7"/>
<g stroke="#8A7B66" stroke-width="2" fill="#FFFFFF">
<path id="loket" d="M10 10 H170 V80 H10 Z"/>
<path id="tunggu" d="M10 84 H170 V170 H10 Z M60 110 V150 H120 V110 Z" fill-rule="evenodd"/>
<circle id="arsip" cx="235" cy="90" r="52" opacity="0"/>
</g>
<circle cx="235" cy="90" r="52" fill="none" stroke="#8A7B66" stroke-dasharray="4 3"/>
<text x="58" y="50" font-size="14" fill="#5B5041">Loket</text>
</svg>"""

FILLED = {
    "pilihan/satu": "mkm",
    "pilihan/banyak": "bkl slm rl",
    "pilihan/dua": "slm",
    "pilihan/muat": "bkl bs",
    "pilihan/padat": "rabu",
    "pilihan/polos": "kamis",
    "pilihan/rambu": "1",
    "pilihan/skala": "3",
    "pilihan/urut": "rabu senin selasa kamis jumat",
    "tabel/t1": "4",
    "tabel/t3": "2",
    "centang/loket": "ac kursi",
    "angka/geser": "21,5",
    "angka/bintang": "4",
    "angka/daftar": "3",
    "angka/penduduk": "2032942",
    "angka/hitung": "12",
    "waktu/tanggal": "2026-08-17",
    "waktu/bulan": "2026-09-01",
    "waktu/tahun": "2026-01-01",
    "waktu/jam": "08.00",
    "waktu/titik": "-3,7928 102,2608",
    "waktu/jalur": "-3,79 102,26; -3,80 102,27",
    "gambar/rusak": "tunggu arsip",
    "gambar/keliling": "dukcapil ratu",
    "gambar/letak": "-3,81 102,262",
    "teks/rahasia": "sandi",
    "teks/laman": "https://dukcapil.bengkuluprov.go.id",
    "teks/cerita": "Ruang tunggu bersih.\nAntrean tertib.",
}
"""Some answers, by path below the root, so that pictures show both kinds."""


def draw_media(folder: Path) -> Path:
    """Make the pictures and the sound that the form brings along."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, size in (("segitiga", 300), ("lingkaran", 300), ("denah", 640)):
        _picture(name, size).save(str(folder / f"{name}.png"))
    (folder / "ruang.svg").write_text(ROOMS, encoding="utf-8")
    (folder / "salam.wav").write_bytes(b"RIFF")
    return folder


def _picture(name: str, size: int) -> QImage:
    made = QImage(size, size * 2 // 3, QImage.Format.Format_RGB32)
    made.fill(QColor("#E8EEF2"))
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(QColor("#0B5C68"))
    middle, far = QPointF(made.rect().center()), size / 4
    if name == "segitiga":
        corners = ((0, -far), (far, far * 0.8), (-far, far * 0.8))
        painter.drawPolygon(QPolygonF([middle + QPointF(x, y) for x, y in corners]))
    elif name == "lingkaran":
        painter.drawEllipse(middle, far, far)
    else:
        painter.setFont(QFont("Liberation Sans", 30))
        painter.setPen(QColor("#18232D"))
        painter.drawText(QRect(made.rect()), Qt.AlignmentFlag.AlignCenter, "Denah kantor")
    painter.end()
    return made
