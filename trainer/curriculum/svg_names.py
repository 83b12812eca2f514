"""What an SVG figure may be made of."""

from typing import Final

ELEMENTS: Final = frozenset(
    """
    circle clipPath defs desc ellipse feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix
    feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feMerge feMergeNode feMorphology
    feOffset feTile feTurbulence filter g line linearGradient marker mask metadata path pattern polygon polyline
    radialGradient rect stop style svg switch symbol text textPath title tspan use
    """.split()  # noqa: SIM905 - a list of quoted words is harder to read
)
ATTRIBUTES: Final = frozenset(
    """
    alignment-baseline amplitude baseFrequency baseProfile baseline-shift bias class clip-path clip-rule
    clipPathUnits color color-interpolation color-interpolation-filters color-rendering cursor cx cy d direction
    display divisor dominant-baseline dx dy edgeMode exponent fill fill-opacity fill-rule filter filterUnits
    flood-color flood-opacity focusable font-family font-size font-size-adjust font-stretch font-style
    font-variant font-weight fr fx fy gradientTransform gradientUnits height href id image-rendering in in2
    intercept k1 k2 k3 k4 kernelMatrix kernelUnitLength lang lengthAdjust letter-spacing lighting-color
    marker-end marker-mid marker-start markerHeight markerUnits markerWidth mask maskContentUnits maskUnits
    media method mode numOctaves offset opacity operator order orient overflow paint-order pathLength
    patternContentUnits patternTransform patternUnits pointer-events points preserveAlpha preserveAspectRatio
    primitiveUnits r radius refX refY requiredExtensions result role rotate rx ry seed shape-rendering side
    slope spacing spreadMethod startOffset stdDeviation stitchTiles stop-color stop-opacity stroke
    stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity
    stroke-width systemLanguage tableValues targetX targetY text-anchor text-decoration text-rendering
    textLength transform transform-origin type unicode-bidi values vector-effect version viewBox visibility
    width word-spacing writing-mode x x1 x2 y y1 y2
    """.split()  # noqa: SIM905 - a list of quoted words is harder to read
)
