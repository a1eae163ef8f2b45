"""Cuts the fonts of the pages out of those that pictures are drawn with: the signs that Vietnamese and
English need, kerning, no hints, and figures of one width, which the typeface does not have itself.

    apt-get install fonttools python3-brotli && /usr/bin/python3 src/styles/fonts/cut.py

Run once, from the project's folder; what it writes lies beside it."""

from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.misc.transform import Transform
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.pens.transformPen import TransformPen
from fontTools.subset import Options, Subsetter, parse_unicodes
from fontTools.ttLib import TTFont

SOURCE = "src/lib/server/pictures/fonts/be-vietnam-pro-{}.ttf"
TARGET = "src/styles/fonts/be-vietnam-pro-{}.woff2"
SIGNS = (
    "0020-007E,00A0-00FF,"  # ASCII, Latin-1
    "0102-0103,0110-0111,0128-0129,0168-0169,01A0-01A1,01AF-01B0,1EA0-1EF9,"  # Vietnamese
    "2013-2014,2018-2019,201C-201D,2020-2022,2026,2030,20AB,2212,2264-2265"
)
DIGITS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]


def cut(font):
    options = Options()
    options.hinting = False
    options.layout_features = ["kern"]
    options.name_IDs = [0, 13, 14]  # whose they are, and the licence
    options.notdef_outline = True
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=parse_unicodes(SIGNS))
    subsetter.subset(font)


def add_even_figures(font):
    """Each figure once more, as wide as a nought: narrow ones in the middle, wider ones drawn in."""
    glyphs, widths = font.getGlyphSet(), font["hmtx"]
    even = widths["zero"][0]
    for name in DIGITS:
        width = widths[name][0]
        scale = min(1, even / width)
        pen = TTGlyphPen(None)
        move = Transform(scale, 0, 0, 1, (even - width * scale) / 2, 0)
        glyphs[name].draw(TransformPen(pen, move))
        glyph = pen.glyph()
        font.setGlyphOrder([*font.getGlyphOrder(), f"{name}.tnum"])
        font["glyf"].glyphs[f"{name}.tnum"] = glyph
        glyph.recalcBounds(font["glyf"])
        widths.metrics[f"{name}.tnum"] = (even, glyph.xMin)
    font["maxp"].numGlyphs = len(font.getGlyphOrder())
    rules = " ".join(f"sub {name} by {name}.tnum;" for name in DIGITS)
    addOpenTypeFeaturesFromString(font, f"feature tnum {{ {rules} }} tnum;", tables=["GSUB"])


for weight in (400, 600):
    font = TTFont(SOURCE.format(weight))
    cut(font)
    add_even_figures(font)
    font.flavor = "woff2"
    font.save(TARGET.format(weight))
