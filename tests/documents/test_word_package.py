"""documents/word/package.py: nothing in a file can hurt, and every refusal says why in Vietnamese."""

import io
import struct
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.refusals import BadInput, Refused, TooLarge
from documents.body import clean, plain_text
from documents.word import package, read
from tests.documents import papers

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="{}"/>'
    "</Relationships>"
)


def archive(**parts):
    """A package of the given parts; `document` is the body of word/document.xml."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        body = parts.pop("document", "<w:p><w:r><w:t>Chào</w:t></w:r></w:p>")
        if body is not None:
            target.writestr(
                "word/document.xml",
                body if body.startswith("<?") else f"<w:document {W}><w:body>{body}</w:body></w:document>",
            )
        for name, content in parts.items():
            target.writestr(name, content)
    return stream.getvalue()


def whole(body, names=W):
    return f"<w:document {names}><w:body>{body}</w:body></w:document>"


def sentence(content):
    with pytest.raises(Refused) as refusal:
        read(content)
    return str(refusal.value.sentence)


def test_a_minimal_package_is_read():
    assert read(archive()).body == "<p>Chào</p>"


def test_the_document_may_have_another_name_and_the_strict_namespace():
    strict = W.replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    content = archive(
        document=None,
        **{
            "_rels/.rels": RELATIONS.format("/word/document2.xml"),
            "word/document2.xml": whole("<w:p><w:r><w:t>Nghiêm</w:t></w:r></w:p>", strict),
        },
    )
    assert read(content).body == "<p>Nghiêm</p>"


OTHER_FORMATS = [
    (b"", "Tệp rỗng (0 byte). Hãy kiểm tra lại tệp trên máy rồi tải lại."),
    (package.OLE + b"\0" * 600, "Đây là tệp Word kiểu cũ (.doc). Hãy mở bằng Word, lưu thành .docx rồi tải lại."),
    (
        package.OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"),
        "Tệp Word được đặt mật khẩu. Hãy bỏ mật khẩu trong Word rồi tải lại.",
    ),
    (b"%PDF-1.7\n", "Đây là tệp PDF. Hãy dùng mục «PDF có sẵn» để đưa tệp này vào dự thảo."),
    (b"{\\rtf1 x}", "Đây là tệp RTF. Hãy mở bằng Word, lưu thành .docx rồi tải lại."),
    (b"<html>", str(package.NOT_WORD)),
    (b"PK\x03\x04rubbish", str(package.BROKEN)),
    (archive(document=None, **{"xl/workbook.xml": "<x/>"}), str(package.NOT_WORD)),
    (archive(document=None, mimetype="application/vnd.oasis.opendocument.text"), str(package.NOT_WORD)),
    (archive()[:-40], str(package.BROKEN)),
    (archive(document="<?xml version='1.0'?><w:document"), str(package.BROKEN)),
    (archive(document="<w:p>&unknown;</w:p>"), str(package.BROKEN)),
]


@pytest.mark.parametrize(("content", "told"), OTHER_FORMATS)
def test_what_is_no_docx_is_refused_with_the_way_out(content, told):
    assert sentence(content) == told


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "word\\..\\..\\x", "C:/x", "word/../../x"])
def test_bad_names_are_refused(name):
    assert (
        sentence(archive(**{name: "x"}))
        == "Tệp Word chứa đường dẫn lạ thường thấy ở tệp độc hại nên không được nhận."
    )


DTD = [
    '<!DOCTYPE d [<!ENTITY a "aaaa">]>',
    '<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
    '<!DOCTYPE d SYSTEM "http://example.com/x.dtd">',
    '<!DOCTYPE d [<!ENTITY a "x"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>',
]


@pytest.mark.parametrize("declaration", DTD)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_no_dtd_no_entities(declaration, encoding):
    xml = "<?xml version='1.0'?>" + declaration + whole("<w:p><w:r><w:t>&a;</w:t></w:r></w:p>")
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as target:
        target.writestr("word/document.xml", xml.encode(encoding))
    assert sentence(stream.getvalue()) in (
        "Tệp Word chứa khai báo lạ (DTD) thường thấy ở tệp độc hại nên không được nhận.",
        str(package.BROKEN),
    )


def test_a_bomb_is_refused_by_its_ratio():
    content = archive(**{"word/media/a.xml": b"\0" * (package.LARGEST_PART + 1)})
    with pytest.raises(TooLarge):
        read(content)


def test_a_bomb_that_lies_about_its_size_is_refused():
    """The directory says 10 bytes; the stream gives 40 MB."""
    content = bytearray(archive(document="<w:p/>" + " " * (40 * 1024 * 1024)))
    position = content.rindex(b"PK\x01\x02")
    struct.pack_into("<I", content, position + 24, 10)
    with pytest.raises(Refused):
        read(bytes(content))


def test_too_many_entries_are_refused():
    with pytest.raises(TooLarge):
        read(archive(**{f"word/media/{n}": "" for n in range(package.MOST_ENTRIES + 1)}))


def test_more_than_twenty_megabytes_are_refused():
    with pytest.raises(TooLarge):
        read(b"PK\x03\x04" + b"\0" * package.LARGEST_FILE)


def test_an_encrypted_entry_is_told():
    content = bytearray(archive())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + offset] |= 1
    assert sentence(bytes(content)) == "Tệp Word được đặt mật khẩu. Hãy bỏ mật khẩu trong Word rồi tải lại."


def test_xml_deeper_than_any_paper_is_refused():
    assert sentence(archive(document="<w:p>" * 5000 + "</w:p>" * 5000)) == str(package.BROKEN)


def test_html_in_the_text_stays_text():
    attack = "&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;"
    body = read(archive(document=f"<w:p><w:r><w:t>{attack}</w:t></w:r></w:p>")).body
    assert body == f"<p>{attack}</p>"
    assert clean(body) == body


ODD_PARTS = [
    "<w:p><w:pPr><w:numPr><w:ilvl w:val='x'/><w:numId w:val='99'/></w:numPr></w:pPr><w:r><w:t>a</w:t></w:r></w:p>",
    "<w:tbl/><w:p><w:r><w:t>a</w:t></w:r></w:p>",
    "<w:tbl><w:tr/></w:tbl><w:p><w:r><w:t>a</w:t></w:r></w:p>",
    "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='99999999'/><w:vMerge/></w:tcPr></w:tc></w:tr></w:tbl>"
    "<w:p><w:r><w:t>a</w:t></w:r></w:p>",
    "<w:p><w:r><w:fldChar w:fldCharType='end'/><w:t>a</w:t></w:r></w:p>",
    "<w:p><w:r><w:t/><w:t>a</w:t><w:br w:type='page'/></w:r></w:p>",
    "<w:p><w:r><w:rPr><w:rStyle w:val='none'/><w:b w:val='0'/></w:rPr><w:t>a</w:t></w:r></w:p>",
    "<!-- x --><?y z?><w:p><!-- x --><w:r><w:t>a</w:t></w:r></w:p><w:sectPr/>",
    "<w:sdt><w:sdtContent><w:p><w:hyperlink><w:r><w:t>a</w:t></w:r></w:hyperlink></w:p></w:sdtContent></w:sdt>",
    "<w:p><w:smartTag><w:ins><w:r><w:t>a</w:t></w:r></w:ins></w:smartTag></w:p>",
]


@pytest.mark.parametrize("odd", ODD_PARTS)
def test_odd_but_honest_markup_is_read(odd):
    assert plain_text(read(archive(document=odd)).body) == "a"


def test_styles_that_are_based_on_each_other_end():
    styles = (
        f"<w:styles {W}><w:style w:styleId='A'><w:basedOn w:val='B'/></w:style>"
        "<w:style w:styleId='B'><w:basedOn w:val='A'/></w:style></w:styles>"
    )
    content = archive(
        document="<w:p><w:pPr><w:pStyle w:val='A'/></w:pPr><w:r><w:t>a</w:t></w:r></w:p>",
        **{"word/styles.xml": styles},
    )
    assert read(content).body == "<p>a</p>"


@pytest.mark.parametrize(
    "part", ["word/styles.xml", "word/numbering.xml", "word/footnotes.xml", "_rels/.rels", "word/header1.xml"]
)
def test_a_broken_side_part_is_refused_plainly(part):
    assert sentence(archive(**{part: "<broken"})) == str(package.BROKEN)


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_mutated_files_are_read_or_refused_never_worse(data):
    content = bytearray(papers.decision())
    for _ in range(data.draw(st.integers(1, 12))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    body = body_or_refusal(bytes(content))
    assert clean(body) == body


def body_or_refusal(content):
    """The body, or "" for a refusal; anything else that is raised fails the test."""
    try:
        return read(content).body
    except (BadInput, TooLarge):
        return ""


WORD_TAGS = (
    "p", "r", "t", "tbl", "tr", "tc", "pPr", "rPr", "numPr", "numId", "ilvl", "jc", "b", "br", "ins", "del", "sdt",
    "sdtContent", "drawing", "txbxContent", "fldChar", "sym", "vMerge", "tcPr", "gridSpan", "hyperlink", "object",
)  # fmt: skip
WORD_XML = st.recursive(
    st.text(st.characters(codec="utf-8", exclude_characters="<>&", exclude_categories=["Cc", "Cs"]), max_size=5),
    lambda inner: st.builds(
        "<w:{0} w:val='{1}'>{2}</w:{0}>".format,
        st.sampled_from(WORD_TAGS),
        st.sampled_from(["", "0", "1", "-1", "x", "center", "99999999999", "restart"]),
        st.lists(inner, max_size=4).map("".join),
    ),
    max_leaves=25,
)


@given(WORD_XML)
@settings(max_examples=200, deadline=None)
def test_any_tree_of_word_elements_is_read(xml):
    body = read(archive(document=xml)).body
    assert clean(body) == body
