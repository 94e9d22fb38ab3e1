"""What does not come along from Word, counted while reading and told in Vietnamese."""

from collections import Counter

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .draft import Loss

MOST_PLACES = 3
LONGEST_PLACE = 60

SENTENCES = {
    "image": gettext_lazy("{count} hình ảnh không được đưa vào; hãy đính kèm riêng nếu cần."),
    "drawing": gettext_lazy("{count} hình vẽ, đường kẻ hoặc biểu đồ không được đưa vào."),
    "text_box": gettext_lazy("{count} khung chữ: chữ được chuyển thành đoạn văn ngay sau chỗ đặt khung."),
    "embedded": gettext_lazy("{count} đối tượng nhúng (bảng tính, tệp, biểu đồ) không được đưa vào."),
    "footnote": gettext_lazy("{count} chú thích được chuyển từ chân trang xuống cuối nội dung."),
    "comment": gettext_lazy("{count} nhận xét (comment) bị bỏ; hãy kiểm tra đã xử lý hết chưa."),
    "insertion": gettext_lazy("{count} chỗ thêm đang theo dõi sửa đổi được chấp nhận."),
    "deletion": gettext_lazy("{count} chỗ xóa đang theo dõi sửa đổi được bỏ hẳn."),
    "hidden": gettext_lazy("{count} đoạn chữ ẩn bị bỏ."),
    "field": gettext_lazy("{count} trường tự động (mục lục, ngày, tham chiếu) được giữ ở giá trị hiện có."),
    "equation": gettext_lazy("{count} công thức được chuyển thành chữ thường; hãy kiểm tra lại."),
    "symbol": gettext_lazy("{count} ký hiệu của phông chữ riêng được thay bằng «□»; hãy kiểm tra lại."),
    "nested_table": gettext_lazy("{count} bảng nằm trong bảng khác được trải thành các đoạn văn."),
    "outside": gettext_lazy("{count} phần lấy từ tệp khác (altChunk) không được đưa vào."),
    "header": gettext_lazy("{count} đầu trang, chân trang không được đưa vào: văn bản tự đánh số trang."),
    "landscape": gettext_lazy("{count} phần khổ ngang được trình bày theo khổ dọc; bảng rộng nên để ở phụ lục."),
    "macro": gettext_lazy("Macro trong tệp bị bỏ, không chạy."),
    "active": gettext_lazy("{count} điều khiển ActiveX bị bỏ."),
    "legacy_font": gettext_lazy("{count} chỗ dùng phông cũ (TCVN3, VNI) được chuyển sang Unicode; hãy đọc soát lại."),
    "undecoded": gettext_lazy("{count} đoạn có vẻ gõ bằng bảng mã cũ nhưng không rõ phông; hãy gõ lại bằng Unicode."),
    "kind": gettext_lazy(
        "Tên loại trong tệp không có trong danh mục của Nghị định 30/2020/NĐ-CP; hãy chọn tên loại."
    ),
    "left_over": gettext_lazy(
        "{count} dòng ở đầu hoặc cuối văn bản không rõ là thành phần nào, được giữ trong nội dung."
    ),
    "signature_note": gettext_lazy("{count} dòng ghi chú hoặc hình ở chỗ ký («Đã ký»…) bị bỏ: chữ ký sẽ được ký số."),
    "too_long": gettext_lazy("Văn bản quá dài: phần sau chỗ này không được đưa vào; hãy tách thành nhiều tệp."),
}


class Losses:
    """Counts by code, remembers the nearest words of the first few."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._places: dict[str, list[str]] = {}

    def add(self, code: str, place: str = "", count: int = 1) -> None:
        self._counts[code] += count
        places = self._places.setdefault(code, [])
        place = _short(place)
        if place and place not in places and len(places) < MOST_PLACES:
            places.append(place)

    def report(self) -> list[Loss]:
        """In the order of SENTENCES: content first, then form."""
        return [self._loss(code) for code in SENTENCES if self._counts[code]]

    def _loss(self, code: str) -> Loss:
        count, places = self._counts[code], tuple(self._places[code])
        sentence = str(SENTENCES[code]).format(count=count)
        if places:
            sentence = _("{sentence} Gần: {places}.").format(
                sentence=sentence, places="; ".join(f"«{place}»" for place in places)
            )
        return Loss(code, count, places, sentence)


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= LONGEST_PLACE else words[:LONGEST_PLACE].rsplit(" ", 1)[0] + " …"
