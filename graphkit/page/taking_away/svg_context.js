/* A drawing context that writes SVG. It offers what edges.js, overlay.js and shapes.js use of a
   canvas, so that a saved picture comes from the very lines of code that draw the screen. Elements
   come from the DOM alone: whatever a name says, it stays text. */

/** What a context keeps and `restore` brings back. */
const PEN = {
  fillStyle: '#000000', strokeStyle: '#000000', lineWidth: 1, lineCap: 'butt', lineJoin: 'miter',
  font: '400 10px sans-serif', textAlign: 'start', textBaseline: 'alphabetic',
};

/** @returns {string} a number short enough to be read, as fine as print needs. */
function svgNumber(value) {
  return String(Number(value.toFixed(2)));
}

/** @returns {{style: string, weight: string, size: number, family: string}} the parts of a canvas font. */
function fontParts(font) {
  const [, style = 'normal', weight = '400', size, family] = /^(?:(italic|normal) )?(?:(\d+) )?([\d.]+)px (.+)$/.exec(font);
  return { style, weight, size: Number(size), family };
}

/** @returns {function(string, string): number} the width of a text in a canvas font, in pixels. */
function createMeasure() {
  const context = document.createElement('canvas').getContext('2d');
  return (text, font) => {
    context.font = font;
    return context.measureText(text).width;
  };
}

/**
 * @param {SVGElement} parent gets what is drawn
 * @param {number} width of what is drawn on, in pixels
 * @param {function(string, string): string} [tell] the words for an entity or a fact, by type and id
 * @returns {Object} the part of CanvasRenderingContext2D that the page draws with; scales are
 *   the same in both directions, arcs are whole circles. `about` says what is drawn next.
 */
function createSvgContext(parent, width, tell = () => '') {
  const measure = createMeasure();
  const stack = [];
  let place = { x: 0, y: 0, scale: 1 };
  let dashes = [];
  let runs = [];
  let subject = null;
  let group = null;

  const at = (x, y) => `${svgNumber(place.x + x * place.scale)} ${svgNumber(place.y + y * place.scale)}`;
  const long = (value) => svgNumber(value * place.scale);
  const named = (type, id, node) => {
    node.setAttribute(`data-${type}`, xmlText(id));
    const words = tell(type, id);
    if (words) node.prepend(svgElement('title', {}, xmlText(words)));
    return node;
  };
  const run = () => runs.at(-1);

  /** The element that takes a mark: one group for all that is drawn of an entity. */
  function target() {
    if (!subject) return group ?? parent;
    group = named(...subject, svgElement('g'));
    subject = null;
    parent.append(group);
    return group;
  }

  /** Paint a path made of steps: what has a subject of its own becomes an element of its own. */
  function paintRuns(attributes) {
    const plain = runs.filter((one) => !one.subject && one.steps.length > 1).map((one) => one.steps.join(''));
    const paths = runs.filter((one) => one.subject && one.steps.length > 1)
      .map((one) => named(...one.subject, svgElement('path', { d: one.steps.join('') })));
    if (plain.length) paths.push(svgElement('path', { d: plain.join('') }));
    if (paths.length) parent.append(svgElement('g', attributes, paths));
  }

  /** Paint a ready path (shapes.js) where the context has been moved to. */
  function paintPath(path, attributes) {
    const { x, y, scale } = place;
    target().append(svgElement('path', {
      ...attributes, d: path.text, transform: `translate(${svgNumber(x)} ${svgNumber(y)}) scale(${Number(scale.toFixed(4))})`,
    }));
  }

  const ink = (scale) => ({
    fill: 'none', stroke: context.strokeStyle, 'stroke-width': svgNumber(context.lineWidth * scale),
    'stroke-dasharray': dashes.length ? dashes.map((dash) => svgNumber(dash * scale)).join(' ') : null,
    'stroke-linecap': context.lineCap === 'butt' ? null : context.lineCap,
    'stroke-linejoin': context.lineJoin === 'miter' ? null : context.lineJoin,
  });

  function write(text, x, y, attributes) {
    const { style, weight, size, family } = fontParts(context.font);
    const lower = context.textBaseline === 'middle' ? size * 0.35 : 0;
    const [left, base] = at(x, y + lower).split(' ');
    parent.append(svgElement('text', {
      x: left, y: base, 'font-family': family === FAMILY ? null : family, 'font-size': long(size),
      'font-weight': weight === '400' ? null : weight, 'font-style': style === 'normal' ? null : style,
      'text-anchor': { center: 'middle', right: 'end', end: 'end' }[context.textAlign] ?? null, ...attributes,
    }, xmlText(text)));
  }

  const context = {
    ...PEN,
    canvas: { width, clientWidth: width },
    /** What the next path or mark shows. */
    about(type, id) { subject = [type, id]; },
    save() {
      const pen = Object.fromEntries(Object.keys(PEN).map((name) => [name, context[name]]));
      stack.push({ pen, dashes, place: { ...place } });
    },
    restore() {
      const last = stack.pop();
      Object.assign(context, last.pen);
      ({ dashes, place } = last);
    },
    setTransform(scale, skewY, skewX, scaleY, x, y) { place = { x, y, scale }; },
    translate(x, y) { place = { ...place, x: place.x + x * place.scale, y: place.y + y * place.scale }; },
    scale(factor) { place = { ...place, scale: place.scale * factor }; },
    setLineDash(list) { dashes = list; },
    beginPath() {
      runs = [];
      group = null;
      subject = null;
    },
    moveTo(x, y) {
      runs.push({ subject, steps: [`M${at(x, y)}`] });
      subject = null;
    },
    lineTo(x, y) { run().steps.push(`L${at(x, y)}`); },
    quadraticCurveTo(x1, y1, x2, y2) { run().steps.push(`Q${at(x1, y1)} ${at(x2, y2)}`); },
    arc(x, y, radius) {
      const turn = `A${long(radius)} ${long(radius)} 0 1 1 `;
      runs.push({ subject, steps: [`M${at(x + radius, y)}`, `${turn}${at(x - radius, y)}`, `${turn}${at(x + radius, y)}Z`] });
      subject = null;
    },
    stroke(path) {
      // A path that is ready comes in its own units: its element is scaled, and its pen with it.
      if (path) paintPath(path, ink(1));
      else paintRuns(ink(place.scale));
    },
    fill(path) {
      const filling = { fill: context.fillStyle };
      if (path) paintPath(path, filling);
      else paintRuns(filling);
    },
    fillRect(x, y, wide, high) {
      const [left, top] = at(x, y).split(' ');
      group = null;
      parent.append(svgElement('rect', { x: left, y: top, width: long(wide), height: long(high), fill: context.fillStyle }));
    },
    measureText: (text) => ({ width: measure(text, context.font) }),
    strokeText(text, x, y) {
      group = null;
      // Only a rim: who reads the picture out or copies from it meets each name once.
      write(text, x, y, { ...ink(place.scale), 'aria-hidden': 'true' });
    },
    fillText(text, x, y) {
      group = null;
      write(text, x, y, { fill: context.fillStyle });
    },
  };
  return context;
}
