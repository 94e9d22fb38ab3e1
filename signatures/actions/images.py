"""Pictures of ink and seals: images that go with a signature, never signatures themselves."""

import io

from django.db import transaction
from django.utils.translation import gettext as _
from PIL import Image

from core import audit, files
from core.access import require
from core.refusals import BadInput
from signatures.models import SignatureImage
from signatures.pades.appearance import INK_BLUE, BadPicture, open_picture

LARGEST_SIDE = 1200
"""Pixels of a kept signature image: 60 mm at 500 dots to the inch."""
PAPER = 200
"""Brightness from which a scanned pixel counts as paper."""


@transaction.atomic
def keep_signature_image(user, png: bytes, *, source: str, by) -> SignatureImage:
    """A person's ink as a blue, transparent, closely cropped PNG (Decree 30, App. I, II.7d).

    Raises BadInput for what is no picture or an empty one, Forbidden for somebody else's.
    """
    require(by.pk == user.pk, _("Chỉ chính người ký được đổi ảnh chữ ký của mình."))
    revision = files.store(blue_ink(png), name="chu-ky.png", by=by, note=str(_("Ảnh chữ ký")))
    image = replace_image(revision, source=source, owner=user)
    audit.record("signature_image_kept", image, by=by, sha256=revision.sha256, source=source)
    return image


def replace_image(revision, *, source: str, owner=None, office=None) -> SignatureImage:
    """Make this revision the current image of a person or an agency; part of a larger act."""
    SignatureImage.objects.filter(owner=owner, office=office, is_current=True).update(is_current=False)
    return SignatureImage.objects.create(revision=revision, source=source, owner=owner, office=office)


def blue_ink(png: bytes) -> bytes:
    """The dark strokes of a picture in signing blue on nothing, cropped. Raises BadInput."""
    try:
        image = open_picture(png)
    except BadPicture:
        raise BadInput(_("Ảnh chữ ký phải là tệp PNG không quá 4000 điểm ảnh mỗi chiều.")) from None
    strokes = _strokes(image)
    box = strokes.getbbox()
    if box is None:
        raise BadInput(_("Ảnh chữ ký đang trống. Hãy ký lại đậm hơn."))
    strokes = strokes.crop(box)
    strokes.thumbnail((LARGEST_SIDE, LARGEST_SIDE))
    ink = Image.new("RGBA", strokes.size, tuple(round(255 * each) for each in INK_BLUE))
    ink.putalpha(strokes)
    result = io.BytesIO()
    ink.save(result, "PNG", optimize=True)
    return result.getvalue()


def _strokes(image: Image.Image) -> Image.Image:
    """How much ink each pixel holds: dark on light paper, or whatever is opaque on transparent ground."""
    flat = Image.new("RGBA", image.size, "white")
    flat.alpha_composite(image)
    return flat.convert("L").point(lambda light: 0 if light >= PAPER else min(255, (PAPER - light) * 2))


def current_image(*, owner=None, office=None) -> bytes | None:
    """The PNG in use, or None."""
    found = SignatureImage.objects.filter(owner=owner, office=office, is_current=True).first()
    return found.revision.read() if found else None
