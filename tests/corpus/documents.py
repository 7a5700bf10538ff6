"""Small documents for the tests of readers, made on the spot."""

import io
import zipfile


def pdf_of(pages, *, title="", made=""):
    """Bytes of a PDF that shows lines of plain letters, a list of them for each page."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>"]
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>")
    objects.append("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    for number, lines in enumerate(pages):
        shown = " T* ".join(f"({line}) Tj" for line in lines)
        stream = f"BT /F1 11 Tf 14 TL 50 780 Td {shown} ET"
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources "
            f"<< /Font << /F1 3 0 R >> >> /Contents {5 + 2 * number} 0 R >>"
        )
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    objects.append(f"<< /Title ({title}) /CreationDate (D:{made}) >>")
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n".encode()
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    trailer = (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n"
        f"<< /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R >>\n"
        f"startxref\n{len(out)}\n%%EOF\n"
    )
    return out + trailer.encode()


def docx_of(paragraphs, *, header="", rows=(), title=""):
    """Bytes of a DOCX file."""
    import docx

    document = docx.Document()
    document.core_properties.title = title
    document.core_properties.author = ""
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if rows:
        table = document.add_table(rows=0, cols=len(rows[0]))
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
    if header:
        document.sections[0].header.paragraphs[0].text = header
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def zip_bomb(n_bytes):
    """Bytes of a DOCX file of a few kilobytes that would unpack to so many bytes."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed,
        packed.open("word/document.xml", "w", force_zip64=True) as part,
    ):
        for _ in range(n_bytes // 1_000_000):
            part.write(bytes(1_000_000))
    return buffer.getvalue()


PAGE = """<!DOCTYPE html><html lang="en"><head><title>Port sold | The Courier</title>
<meta charset="{charset}"><meta property="og:title" content="Port sold to workers">
<meta property="og:site_name" content="The Courier"><meta name="author" content="Ann Lee">
<meta property="article:published_time" content="2024-03-02T08:00:00Z">
<link rel="canonical" href="https://www.courier.example/port-sold/">
<script>var hidden = "never shown";</script></head><body>
<header><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav></header>
<main><article><h1>Port sold to workers</h1><p class="byline">By Ann Lee</p>
<p>The port of the town was sold to its workers on Saturday, <b>ending</b> a strike of nine weeks
that had closed the café at the harbour.</p>
<figure><img src="a.jpg"><figcaption>A ship. Photo: Ben</figcaption></figure>
<p>“We have waited for this,” said Eva Roth, who speaks for the dockers. The price was not made
public, but it is said to be low.</p>
<ul><li>The workers will elect a board in June.</li><li>The owners will leave the town.</li></ul>
<p>The town council will vote on the sale next week, and the mayor has promised to support it.</p>
</article><aside><h3>Related</h3><a href="/a">Storm hits the coast</a></aside></main>
<footer><p>All rights reserved. We use cookies.</p></footer></body></html>"""
ARTICLE = """Port sold to workers
The port of the town was sold to its workers on Saturday, ending a strike of nine weeks \
that had closed the café at the harbour.
“We have waited for this,” said Eva Roth, who speaks for the dockers. The price was not made \
public, but it is said to be low.
The workers will elect a board in June.
The owners will leave the town.
The town council will vote on the sale next week, and the mayor has promised to support it.
"""
