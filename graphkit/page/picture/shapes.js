/* One drawing for canvas and legend alike: paths in a box from -10 to 10. */

/** Shapes of kinds: `path` outline, `solid` filled with ink (who acts) or hollow (what is acted on). */
const SHAPES = LOOK.kinds;
const OTHER_SHAPE = LOOK.other_kind;

/** Line pattern of each stage group, in pixels; null is a solid line. */
const PATTERNS = LOOK.patterns;

/** @returns {Object} the shape of a kind, also of a kind no one drew yet. */
function shapeOf(kind) {
  return Object.hasOwn(SHAPES, kind) ? SHAPES[kind] : OTHER_SHAPE;
}

/** @returns {?Array<number>} dashes of a stage group. */
function patternOf(group) {
  return Object.hasOwn(PATTERNS, group) ? PATTERNS[group] : null;
}

const canvasPaths = new Map();

/** @returns {Path2D} the path, made once; it keeps its text for pictures that are written (svg_context.js). */
function canvasPath(text) {
  if (!canvasPaths.has(text)) canvasPaths.set(text, Object.assign(new Path2D(text), { text }));
  return canvasPaths.get(text);
}

/**
 * Draw a kind's shape on a canvas.
 * @param {CanvasRenderingContext2D} context
 * @param {{x: number, y: number, radius: number, ink: string, paper: string, hollow: boolean}} mark
 */
function drawShape(context, kind, mark) {
  const shape = shapeOf(kind);
  const scale = mark.radius / 10;
  const solid = shape.solid && !mark.hollow;
  const path = canvasPath(shape.path);
  context.translate(mark.x, mark.y);
  context.scale(scale, scale);
  if (mark.radius < 5) {
    // In a crowd a mark is a few pixels: outline or filling, no more.
    context.fillStyle = solid ? mark.ink : mark.paper;
    context.fill(path);
    if (!solid) {
      context.strokeStyle = mark.ink;
      context.lineWidth = 1.2 / scale;
      context.stroke(path);
    }
  } else {
    drawLargeShape(context, shape, path, { ...mark, solid, scale });
  }
  context.scale(1 / scale, 1 / scale);
  context.translate(-mark.x, -mark.y);
}

/** The shape with its rim, outline, filling and detail. */
function drawLargeShape(context, shape, path, { ink, paper, solid, scale }) {
  context.lineJoin = 'round';
  // A rim of paper keeps the shape apart from the lines that run under it.
  context.lineWidth = 6 / scale;
  context.strokeStyle = paper;
  context.stroke(path);
  // Outline first, twice as wide, then the filling: parts that overlap keep one outline.
  context.lineWidth = 3 / scale;
  context.strokeStyle = ink;
  context.stroke(path);
  context.fillStyle = solid ? ink : paper;
  context.fill(path);
  if (shape.detail) {
    context.lineWidth = 1.2 / scale;
    context.stroke(canvasPath(shape.detail));
  }
}

/** @returns {SVGElement} a kind's shape for legend, search and dossier. */
function kindGlyph(kind, hollow = false) {
  const shape = shapeOf(kind);
  return svgElement('svg', { class: 'glyph', viewBox: '-12 -12 24 24', 'aria-hidden': 'true' },
    svgElement('path', {
      d: shape.path,
      fill: shape.solid && !hollow ? 'currentColor' : 'var(--panel)',
      stroke: 'currentColor',
      'stroke-width': 3.6,
      'stroke-linejoin': 'round',
      'paint-order': 'stroke',
    }),
    shape.detail ? svgElement('path', { d: shape.detail, fill: 'none', stroke: 'currentColor', 'stroke-width': 1.5 }) : null);
}

/**
 * A short sample of a line.
 * @param {?string} group stage group for the pattern
 * @param {?string} colour colour group, or null for ink
 * @param {boolean} [certain]
 * @returns {SVGElement}
 */
function lineSwatch(group, colour, certain = true) {
  const pattern = patternOf(group);
  return svgElement('svg', { class: 'swatch', viewBox: '0 0 34 12', 'aria-hidden': 'true' },
    svgElement('line', {
      x1: 1, x2: 33, y1: 6, y2: 6,
      stroke: colour ? `var(--${colour}, var(--ink))` : 'currentColor',
      'stroke-width': certain ? 2.6 : 1.3,
      'stroke-dasharray': pattern ? pattern.join(' ') : null,
    }));
}
