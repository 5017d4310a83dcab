"""The survey for respondents in a row: full screen, one question at a time, no way out."""
