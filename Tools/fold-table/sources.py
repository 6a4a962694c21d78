"""Reads what the tables are made from: the UCD, Unihan, OpenCC's dictionaries and ICU.

Every reader names its package in an error, so that a machine without it says what to install.
"""

import bz2
import ctypes
import pathlib
import re
import subprocess
import tempfile

UNICODE_DIRECTORY = pathlib.Path("/usr/share/unicode")
OPENCC_DIRECTORY = pathlib.Path("/usr/share/opencc")
ICU_MAJOR = 72
SCALAR_LIMIT = 0x110000


class SourceError(Exception):
    """A source is missing or is another version than the tables were decided on."""


def is_surrogate(code_point):
    return 0xD800 <= code_point <= 0xDFFF


# --- The Unicode Character Database ---------------------------------------------------------------


def ucd_path(name):
    path = UNICODE_DIRECTORY / name
    if not path.exists():
        raise SourceError(f"{path} is missing: apt-get install unicode-data")
    return path


def unicode_version():
    """The version in the first line of Scripts.txt, e.g. 15.0.0."""
    first = ucd_path("Scripts.txt").open(encoding="utf-8").readline()
    return re.search(r"-(\d+\.\d+\.\d+)\.txt", first)[1]


def property_ranges(name, wanted=None):
    """Yields (first, last, value) of a UCD property file; `wanted` keeps one value."""
    for line in ucd_path(name).open(encoding="utf-8"):
        line = line.split("#", 1)[0].strip()
        if not line:
            continue
        span, value = (part.strip() for part in line.split(";", 1))
        first, _, last = span.partition("..")
        if wanted is None or value == wanted:
            yield int(first, 16), int(last or first, 16), value


def property_map(name):
    """A UCD property file as {code point: value}."""
    result = {}
    for first, last, value in property_ranges(name):
        for code_point in range(first, last + 1):
            result[code_point] = value
    return result


def property_set(name, value):
    result = set()
    for first, last, _ in property_ranges(name, value):
        result.update(range(first, last + 1))
    return result


def general_categories():
    """{code point: general category} of every assigned code point."""
    result = {}
    first_of_range = None
    for line in ucd_path("UnicodeData.txt").open(encoding="utf-8"):
        field = line.split(";", 3)
        code_point, name, category = int(field[0], 16), field[1], field[2]
        if name.endswith(", First>"):
            first_of_range = code_point
        elif name.endswith(", Last>"):
            for inner in range(first_of_range, code_point + 1):
                result[inner] = category
        else:
            result[code_point] = category
    return result


def equivalent_ideographs():
    """Radicals U+2E80-2FDF to their ideographs. The file's CJK strokes stay themselves."""
    return {
        code_point: int(value, 16)
        for code_point, value in property_map("EquivalentUnifiedIdeograph.txt").items()
        if 0x2E80 <= code_point <= 0x2FDF
    }


def unihan(file, properties):
    """{property: {character: value}} from one Unihan file."""
    result = {name: {} for name in properties}
    with bz2.open(ucd_path(f"Unihan_{file}.txt.bz2"), "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("U+"):
                code_point, name, value = line.rstrip("\n").split("\t", 2)
                if name in result:
                    result[name][chr(int(code_point[2:], 16))] = value
    return result


# --- OpenCC ---------------------------------------------------------------------------------------


def opencc_version():
    """The upstream version of the data package; `opencc --version` 1.1.6 calls itself 1.1.5."""
    try:
        shown = subprocess.run(
            ["dpkg-query", "-W", "-f", "${Version}", "libopencc-data"],
            capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        raise SourceError("libopencc-data is missing: apt-get install opencc") from None
    return re.match(r"[\d.]+", shown)[0]


def opencc_dictionary(name):
    """{key: [candidates]} in the dictionary's own order."""
    path = OPENCC_DIRECTORY / f"{name}.ocd2"
    with tempfile.TemporaryDirectory() as directory:
        text = pathlib.Path(directory) / "dictionary.txt"
        try:
            subprocess.run(
                ["opencc_dict", "-i", str(path), "-o", str(text), "-f", "ocd2", "-t", "text"],
                check=True, capture_output=True)
        except (OSError, subprocess.CalledProcessError):
            raise SourceError(f"cannot dump {path}: apt-get install opencc") from None
        result = {}
        for line in text.open(encoding="utf-8"):
            key, candidates = line.rstrip("\n").split("\t")
            result[key] = candidates.split(" ")
        return result


# --- ICU ------------------------------------------------------------------------------------------


class ICU:
    """The few calls of ICU that the tables need, through ctypes."""

    def __init__(self, major=ICU_MAJOR):
        self.major = major
        try:
            self._uc = ctypes.CDLL(f"libicuuc.so.{major}")
            self._i18n = ctypes.CDLL(f"libicui18n.so.{major}")
        except OSError:
            raise SourceError(f"ICU {major} is missing: apt-get install libicu{major}") from None
        status = ctypes.c_int(0)
        instance = self._function(self._uc, "unorm2_getNFKCCasefoldInstance", ctypes.c_void_p)
        self._casefold = ctypes.c_void_p(instance(ctypes.byref(status)))
        self._check(status, "unorm2_getNFKCCasefoldInstance")
        self._normalize = self._function(self._uc, "unorm2_normalize", ctypes.c_int32)
        self._boundary = self._function(self._uc, "unorm2_hasBoundaryBefore", ctypes.c_int8)
        self._boundary.argtypes = [ctypes.c_void_p, ctypes.c_int32]
        self._buffer = (ctypes.c_uint16 * 4096)()

    def _function(self, library, name, result):
        function = getattr(library, f"{name}_{self.major}")
        function.restype = result
        return function

    @staticmethod
    def _check(status, name):
        if status.value > 0:
            raise SourceError(f"{name} failed with ICU error {status.value}")

    def _version(self, name):
        parts = (ctypes.c_uint8 * 4)()
        self._function(self._uc, name, None)(parts)
        return ".".join(str(part) for part in parts)

    @property
    def version(self):
        return re.sub(r"(\.0)+$", "", self._version("u_getVersion"))

    @property
    def unicode_version(self):
        return self._version("u_getUnicodeVersion").rsplit(".", 1)[0]

    def nfkc_casefold(self, text):
        encoded = text.encode("utf-16-le")
        source = (ctypes.c_uint16 * (len(encoded) // 2)).from_buffer_copy(encoded)
        status = ctypes.c_int(0)
        units = self._normalize(
            self._casefold, source, len(source), self._buffer, len(self._buffer),
            ctypes.byref(status))
        self._check(status, "unorm2_normalize")
        return bytes(self._buffer)[: 2 * units].decode("utf-16-le")

    def has_boundary_before(self, code_point):
        return bool(self._boundary(self._casefold, code_point))

    def single_character_rules(self, transliterator):
        """{source: target} of the transliterator's rules without context, one character each.

        The rules are read as text: running the transliterator would mix in its phrase rules, 169 of
        which contradict its own characters.
        """
        identifier = transliterator.encode("utf-16-le")
        source = (ctypes.c_uint16 * len(transliterator)).from_buffer_copy(identifier)
        status = ctypes.c_int(0)
        opened = ctypes.c_void_p(
            self._function(self._i18n, "utrans_openU", ctypes.c_void_p)(
                source, len(transliterator), 0, None, 0, None, ctypes.byref(status)))
        self._check(status, f"opening {transliterator}")
        buffer = (ctypes.c_uint16 * 400_000)()
        units = self._function(self._i18n, "utrans_toRules", ctypes.c_int32)(
            opened, 0, buffer, len(buffer), ctypes.byref(status))
        self._check(status, f"reading the rules of {transliterator}")
        self._function(self._i18n, "utrans_close", None)(opened)
        text = bytes(buffer)[: 2 * units].decode("utf-16-le")
        rules = {}
        for rule in text.replace("\n", "").split(";"):
            match = re.fullmatch(r"\s*(\S)\s*[>→]\s*(\S)\s*", rule)
            if match:
                rules[match[1]] = match[2]
        return rules
