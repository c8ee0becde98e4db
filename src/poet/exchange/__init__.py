"""How answers come in and go out: any table a council sends, as a sheet of unchecked cells."""
