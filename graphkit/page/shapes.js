/* One drawing for canvas and legend alike: paths in a box from -10 to 10. */

/** Shape of each kind: `path` outline, `solid` filled with ink (who acts) or hollow (what is acted on). */
const SHAPES = {
  state: { path: 'M9 0A9 9 0 1 1 -9 0A9 9 0 1 1 9 0Z', solid: true, size: 1 },
  person: { path: 'M0 -9.5A4.2 4.2 0 1 1 0 -1.1A4.2 4.2 0 1 1 0 -9.5ZM-8 9C-8 3 -4.6 .4 0 .4C4.6 .4 8 3 8 9Z', solid: true, size: 0.95 },
  group: { path: 'M0 -9.6A4.6 4.6 0 1 1 0 -.4A4.6 4.6 0 1 1 0 -9.6ZM-5 -.2A4.6 4.6 0 1 1 -5 9A4.6 4.6 0 1 1 -5 -.2ZM5 -.2A4.6 4.6 0 1 1 5 9A4.6 4.6 0 1 1 5 -.2Z', solid: true, size: 0.9 },
  organization: { path: 'M-8 -8H8V8H-8Z', solid: true, size: 0.9 },
  treaty: { path: 'M-7.5 -9.5H3L7.5 -5V9.5H-7.5Z', detail: 'M3 -9.5V-5H7.5M-4 -1.5H4M-4 2H4M-4 5.5H1.5', solid: false, size: 1.2 },
  event: { path: 'M0 -10L10 0L0 10L-10 0Z', solid: false, size: 0.95 },
  region: { path: 'M-5 -8.7H5L10 0L5 8.7H-5L-10 0Z', solid: false, size: 1.05 },
  place: { path: 'M0 10C-1.5 5.5 -7 2.5 -7 -3A7 7 0 1 1 7 -3C7 2.5 1.5 5.5 0 10Z', detail: 'M2.3 -3A2.3 2.3 0 1 1 -2.3 -3A2.3 2.3 0 1 1 2.3 -3Z', solid: false, size: 1 },
};
const OTHER_SHAPE = { path: 'M-9 -8H9L0 9Z', solid: false, size: 0.95 };

/** Line pattern of each stage group, in pixels; null is a solid line. */
const PATTERNS = {
  prospective: [1.5, 4],
  committed: [7, 4],
  realized: null,
  negative: [1.5, 9],
  closed: [15, 6],
};

/** @returns {Object} the shape of a kind, also of a kind no one drew yet. */
function shapeOf(kind) {
  return Object.hasOwn(SHAPES, kind) ? SHAPES[kind] : OTHER_SHAPE;
}

/** @returns {?Array<number>} dashes of a stage group. */
function patternOf(group) {
  return Object.hasOwn(PATTERNS, group) ? PATTERNS[group] : null;
}

const canvasPaths = new Map();

/** @returns {Path2D} the path, made once. */
function canvasPath(text) {
  if (!canvasPaths.has(text)) canvasPaths.set(text, new Path2D(text));
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
