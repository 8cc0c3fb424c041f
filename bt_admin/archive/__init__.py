"""The doctor's own archive: everything in a BT as files that open with nothing installed.

`contents` gathers what the doctor may see as parts, `pages`, `data` and `sheet` write
them as HTML, JSON and XLSX, and `packing` puts it all in one zip with checksums.
"""
