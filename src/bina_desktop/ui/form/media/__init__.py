"""Files of a sheet and of a form: pictures, sound, documents, drawings, evidence."""
