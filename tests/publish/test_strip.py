from analysis.publish.strip import strip


def stripped(*outputs):
    cell = {"cell_type": "code", "metadata": {}, "outputs": list(outputs)}
    content = {"cells": [cell], "metadata": {}}
    return strip(content, folders=("/data",))["cells"][0]["outputs"]


def test_an_article_keeps_its_words_and_a_printed_path_does_not():
    html = '<article class="framing-article"><p>in /data at 0x1f</p></article>'
    display = {"output_type": "display_data", "data": {"text/html": html, "text/plain": "/data"}}
    finding = {"application/vnd.framing.finding+json": {"text": "/data"}, "text/plain": "/data"}
    printed = {"output_type": "stream", "name": "stdout", "text": "in /data at 0x1f"}
    shown, found, said = stripped(
        display, {"output_type": "display_data", "data": finding}, printed
    )
    assert shown == display
    assert found["data"] == finding
    assert said["text"] == ["in … at …"]


def test_values_and_errors_name_no_folder():
    value = {"output_type": "execute_result", "data": {"text/plain": "'/data/x'"}}
    lines = ["\x1b[31mKeyError\x1b[0m in /data/x.py"]
    error = {"output_type": "error", "ename": "E", "evalue": "/data/y", "traceback": lines}
    shown, failed = stripped(value, error)
    assert shown["data"]["text/plain"] == ["'…/x'"]
    assert (failed["evalue"], failed["traceback"]) == ("…/y", ["KeyError in …/x.py"])
