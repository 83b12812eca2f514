"""Pictures made of pixels, with what cameras and archives put beside them."""

from io import BytesIO

from PIL import Image

SECRET = b"Maren's telephone"


def picture(kind: str = "PNG", size: tuple[int, int] = (64, 48), *, notes: bool = False, colour: str = "red") -> bytes:
    """A picture of one colour; with `notes` it tells the camera, a place, and that it lies on its side."""
    file = BytesIO()
    exif = Image.Exif()
    if notes:
        exif[0x010F] = SECRET.decode()
        exif[0x0112] = 6  # turned by a quarter
        exif.get_ifd(0x8825)[2] = (52.0, 31.0, 12.0)
        Image.new("RGB", size, colour).save(file, kind, exif=exif, xmp=b"<x:xmpmeta>" + SECRET + b"</x:xmpmeta>")
    else:
        Image.new("RGB", size, colour).save(file, kind)
    return file.getvalue()


def moving() -> bytes:
    """A WebP with two pictures."""
    file = BytesIO()
    first, second = (Image.new("RGB", (8, 8), colour) for colour in ("red", "blue"))
    first.save(file, "WEBP", save_all=True, append_images=[second])
    return file.getvalue()


def size_of(data: bytes) -> tuple[int, int]:
    """Width and height."""
    with Image.open(BytesIO(data)) as found:
        return found.size
