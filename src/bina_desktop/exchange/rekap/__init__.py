"""The recap workbook, for people: figures, answers and charts of one or more triwulan."""
