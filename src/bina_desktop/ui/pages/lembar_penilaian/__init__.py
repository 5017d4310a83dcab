"""The tab Lembar Penilaian: sheets and questionnaires of a visit, and filling one."""
