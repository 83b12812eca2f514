"""Makes pictures anew from their pixels, so that nothing else of an uploaded file is kept."""

from io import BytesIO
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from trainer.curriculum.pictures import READERS

if TYPE_CHECKING:
    from PIL import Image

LARGEST_UPLOAD: Final = 20_000_000
"""Bytes: what a telephone makes of a photograph; it is made smaller here."""
MOST_PIXELS: Final = 50_000_000
"""Of a picture as it comes: some 200 MB while it is worked on, once."""
LONGEST_SIDE: Final = 2400
"""Pixels of a picture as it is kept: sharp on a page of any width."""
_FORMATS: Final = MappingProxyType({"image/png": "PNG", "image/jpeg": "JPEG", "image/webp": "WEBP"})
_MODES: Final = MappingProxyType(
    {
        "image/png": frozenset({"1", "L", "LA", "P", "RGB", "RGBA"}),
        "image/jpeg": frozenset({"L", "RGB"}),
        "image/webp": frozenset({"RGB", "RGBA"}),
    }
)
_JPEG_QUALITY: Final = 86
_WEBP_QUALITY: Final = 84


class BadPicture(ValueError):
    """The file cannot be made a picture; the words say why, with the cure."""


def made_anew(data: bytes, media_type: str) -> bytes:
    """A PNG, JPEG or WebP with the same picture, upright, in common colours, and nothing else. Raises BadPicture.

    Notes on where and how it was taken, previews, and whatever follows the picture are gone. Equal files give
    equal bytes.
    """
    name = _FORMATS[media_type]
    size = READERS[media_type](data)
    if size is None or 0 in size:
        raise BadPicture(f"this is no whole {name}; save the picture anew")
    if len(data) > LARGEST_UPLOAD or size[0] * size[1] > MOST_PIXELS:
        raise BadPicture(
            f"this picture has {size[0]:,} × {size[1]:,} pixels in {len(data):,} bytes, more than can be worked on; "
            f"make it no wider than {LONGEST_SIDE:,} pixels"
        )
    from PIL import Image, ImageOps  # noqa: PLC0415 (loaded by those who upload)

    try:
        with Image.open(BytesIO(data), formats=[name]) as picture:
            if picture.size[0] * picture.size[1] > MOST_PIXELS:
                raise BadPicture("this picture says two sizes; save it anew")
            if getattr(picture, "n_frames", 1) > 1:
                raise BadPicture("this picture moves; save one of its pictures, or upload a video")
            picture.load()
            upright = ImageOps.exif_transpose(picture)
        upright = _in_common_colours(upright, media_type)
        upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
        return _written(upright, media_type, is_lossless=data[12:16] == b"VP8L")
    except (OSError, SyntaxError, ValueError, MemoryError, Image.DecompressionBombError) as error:
        if isinstance(error, BadPicture):
            raise
        raise BadPicture(f"this {name} is broken or cut short; save the picture anew") from error


def _in_common_colours(picture: "Image.Image", media_type: str) -> "Image.Image":
    """The picture in sRGB and a mode that its format has; a profile that cannot be read is left out."""
    from PIL import ImageCms  # noqa: PLC0415 (as above)

    profile = picture.info.get("icc_profile")
    if profile and picture.mode in ("RGB", "CMYK", "L"):
        try:
            common = ImageCms.createProfile("sRGB")
            made = ImageCms.profileToProfile(
                picture, ImageCms.ImageCmsProfile(BytesIO(profile)), common, outputMode="RGB"
            )
            picture = made or picture
        except (ImageCms.PyCMSError, OSError):
            pass
    if picture.mode not in _MODES[media_type]:
        has_alpha = "transparency" in picture.info or picture.mode in ("RGBA", "LA", "PA", "RGBa", "La")
        picture = picture.convert("RGBA" if has_alpha and media_type != "image/jpeg" else "RGB")
    clear = picture.info.get("transparency")
    picture.info = {} if clear is None else {"transparency": clear}
    return picture


def _written(picture: "Image.Image", media_type: str, *, is_lossless: bool) -> bytes:
    file = BytesIO()
    match media_type:
        case "image/png":
            picture.save(file, "PNG", optimize=True)
        case "image/jpeg":
            picture.save(file, "JPEG", quality=_JPEG_QUALITY, optimize=True, progressive=True)
        case _:
            picture.save(file, "WEBP", quality=_WEBP_QUALITY, lossless=is_lossless, method=4)
    return file.getvalue()
