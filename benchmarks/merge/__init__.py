"""Merging the exports of a quarter: BINA beside pandas, an ORM and the floor."""
