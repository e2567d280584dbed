/* What is drawn on the canvas: lines, marks, names, captions of chosen lines, the highlight. */

const FAMILY = LOOK.fonts.sans;

/** More names than these find no room on any screen. */
const MOST_NAMES = 500;

/**
 * @param {Object} scene
 * @returns {{draw: function(CanvasRenderingContext2D): void, drawn: function(): Object}}
 */
function createOverlay(scene) {
  const widths = new Map();
  let plan = { key: null };

  /** @returns {number} width of a text, measured once. */
  function measure(context, text) {
    const key = `${context.font}|${text}`;
    if (!widths.has(key)) widths.set(key, context.measureText(text).width);
    return widths.get(key);
  }

  /** Break and measure a name in one or two ways, once for each size. */
  function settingsOf(context, node, size) {
    const width = scene.host.clientWidth < 600 ? 13 : 19;
    const key = `${size}|${width}`;
    if (node.settings?.key !== key) {
      const font = fontOf(node.kind, size);
      if (context.font !== font) context.font = font;
      const ways = [wrapLabel(node.label, width), wrapLabel(node.label, 7)];
      if (ways[0].length === ways[1].length) ways.pop();
      node.settings = ways.map((lines) => ({
        font, lines, width: Math.max(...lines.map((line) => measure(context, line))),
        height: lines.length * size * 1.16,
      }));
      node.settings.key = key;
    }
    return node.settings;
  }

  /** Work out where names go; they keep their side while the reader only pans. */
  function planNames(context, scale) {
    const key = `${scale.toFixed(3)}|${scene.version}|${scene.hover?.id}`;
    if (plan.key === key) return plan;
    const boxes = createBoxes();
    const traffic = createTraffic();
    const items = [];
    for (const node of scene.nodes.values()) {
      if (scene.state.nodes.get(node.id) === 'off') continue;
      const [x, y, radius] = [node.x * scale, node.y * scale, markRadius(node, scale)];
      boxes.add({ ...boxAround(x, y, radius, node.id), weight: node.weight });
      const rank = rankOf(node);
      if (rank === null) continue;
      const size = nameSize(scale, scene.host.clientWidth) + (rank >= 1e6 ? 1 : 0);
      items.push({ id: node.id, node, x, y, radius, rank, size, must: rank >= 2e6 });
    }
    items.sort((one, other) => other.rank - one.rank || (one.id < other.id ? -1 : 1));
    items.length = Math.min(items.length, MOST_NAMES);
    for (const item of items) item.settings = settingsOf(context, item.node, item.size);
    for (const edge of scene.disputed) {
      if (!(edge.look?.level >= 2)) continue;
      const { x, y } = pointOn(edge, 0.5);
      boxes.add(boxAround(x * scale, y * scale, DISPUTED_RADIUS, undefined));
    }
    if (scene.edges.size <= 1500) markTraffic(traffic, scale);
    // A single line that is pointed at or chosen is named before anything else.
    const chosen = scene.hover?.type === 'fact' || scene.selection?.facts.size === 1;
    const first = chosen ? planCaptions(context, scale, boxes) : null;
    const alone = scene.many.filter((edge) => edge.look?.level === 3).length === 1;
    context.font = NUMBER_FONT;
    const numbers = alone ? placeNumbers(scene, scale, (text) => measure(context, text), boxes) : null;
    plan = { key, items, boxes, places: placeNames(items, boxes, traffic, nameBounds(scale)) };
    plan.captions = first ?? planCaptions(context, scale, boxes);
    context.font = NUMBER_FONT;
    plan.numbers = numbers ?? placeNumbers(scene, scale, (text) => measure(context, text), boxes);
    return plan;
  }

  /** @returns {{left: number, right: number, bottom: number}} the fitted picture; the zoom buttons stand below. */
  function nameBounds(scale) {
    const margin = marginOf(scene.host.clientWidth) - 4;
    const below = scene.host.clientWidth < 600 ? 12 : 44;
    return {
      left: scene.extent.left * scale - margin,
      right: scene.extent.right * scale + margin,
      // Above the fitted picture stands the key of colours.
      top: scene.extent.top * scale - FIT_MARGIN.top + 4,
      bottom: scene.extent.bottom * scale + below,
    };
  }

  /** @returns {?number} the larger the earlier placed; null for no name. */
  function rankOf(node) {
    const chosen = scene.selection;
    if (scene.hover?.id === node.id || chosen?.primary === node.id) return 3e6 + node.weight;
    if (chosen?.entities.has(node.id)) return 1e6 + node.weight;
    if (scene.state.nodes.get(node.id) === 'ghost') return null;
    return node.weight + (node.kind === 'state' ? 1 : 0) + (node.kind === 'treaty' ? 4 : 0);
  }

  /** Note which small cells the visible lines run through. */
  function markTraffic(traffic, scale) {
    for (const edge of scene.edges.values()) {
      if (!edge.look?.level) continue;
      const length = Math.hypot(edge.from.x - edge.to.x, edge.from.y - edge.to.y) * scale;
      const steps = Math.min(60, Math.ceil(length / FINE));
      for (let step = 1; step < steps; step += 1) {
        const point = pointOn(edge, step / steps);
        traffic.add(point.x * scale, point.y * scale);
      }
    }
  }

  /** Captions of the chosen facts, or of the one under the pointer. */
  function planCaptions(context, scale, boxes) {
    const ids = new Set(scene.hover?.type === 'fact' ? [scene.hover.id] : []);
    // Lines of many facts have a number; what they are stands in their dossier.
    if (scene.selection) for (const id of scene.selection.facts) ids.add(id);
    const size = Math.max(11.5, nameSize(scale, scene.host.clientWidth) - 1);
    context.font = `400 ${size}px ${FAMILY}`;
    const items = [];
    for (const id of ids) {
      const edge = scene.edges.get(id);
      const standing = scene.state.view.get(id);
      if (!edge?.look || !standing) continue;
      const text = standing.certain ? standing.label : `${standing.label} (possibly)`;
      items.push({
        id, text, width: measure(context, text), height: size * 1.2, font: context.font,
        points: [0.5, 0.4, 0.6, 0.3, 0.7, 0.22, 0.78].map((part) => {
          const point = pointOn(edge, part);
          return { x: point.x * scale, y: point.y * scale };
        }),
      });
      if (items.length > 60) break;
    }
    return { items, places: placeCaptions(items, boxes) };
  }

  /** Draw everything, in pixels of the host. */
  function draw(context) {
    if (!scene.state) return;
    const scale = scene.network.getScale();
    const planned = planNames(context, scale);
    const origin = scene.network.canvasToDOM({ x: 0, y: 0 });
    const ratio = context.canvas.width / Math.max(context.canvas.clientWidth, 1);
    context.save();
    context.setTransform(ratio, 0, 0, ratio, origin.x * ratio, origin.y * ratio);
    const corner = scene.network.DOMtoCanvas({ x: 0, y: 0 });
    drawEdges(context, scene, scale, {
      left: corner.x, right: corner.x + scene.host.clientWidth / scale,
      top: corner.y, bottom: corner.y + scene.host.clientHeight / scale,
    });
    drawDisputed(context, scene, scale);
    drawHighlight(context, scale);
    drawMarks(context, scale);
    drawNumbers(context, planned.numbers, scene.palette);
    context.textBaseline = 'middle';
    context.lineJoin = 'round';
    for (const item of planned.items) {
      const place = planned.places.get(item.id);
      const shift = place ? shiftInto(item, place.box, origin) : null;
      if (shift === null) continue;
      const far = scene.selection && !scene.selection.entities.has(item.id) && scene.hover?.id !== item.id;
      drawText(context, place.setting, place.setting.lines, item.x + place.dx + shift, item.y + place.dy, place.align,
        far ? scene.palette.muted : scene.palette.ink);
    }
    const { places, items } = planned.captions;
    for (const item of items) {
      const place = places.get(item.id);
      if (place) drawText(context, item, [item.text], place.x, place.y, 'center', scene.palette.ink);
    }
    context.restore();
  }

  /**
   * A name that the edge of the picture would cut is left out; the one chosen moves inwards.
   * @returns {?number} pixels to the right
   */
  function shiftInto(item, { left, right, top, bottom }, origin) {
    const width = scene.host.clientWidth;
    const [before, after] = [origin.x + left, width - origin.x - right];
    const tall = origin.y + top >= 0 && origin.y + bottom <= scene.host.clientHeight - scene.covered;
    if (before >= 0 && after >= 0 && (tall || item.must)) return 0;
    // A mark out of sight needs no name.
    if (!item.must || origin.x + item.x < 0 || origin.x + item.x > width) return null;
    return before < 0 ? -before : after;
  }

  /** Text with a rim of paper, line by line. */
  function drawText(context, item, lines, x, y, align, colour) {
    context.font = item.font;
    context.textAlign = align;
    context.lineWidth = 4;
    context.strokeStyle = scene.palette.paper;
    context.fillStyle = colour;
    const step = item.height / lines.length;
    lines.forEach((line, index) => {
      const height = y + (index - (lines.length - 1) / 2) * step;
      context.strokeText(line, x, height);
      context.fillText(line, x, height);
    });
  }

  /** A disc of highlighter under what is selected, a ring around what is pointed at. */
  function drawHighlight(context, scale) {
    const disc = (id, extra, colour, filled) => {
      const node = scene.nodes.get(id);
      if (!node || scene.state.nodes.get(id) === 'off') return;
      context.beginPath();
      context.arc(node.x * scale, node.y * scale, markRadius(node, scale) + extra, 0, Math.PI * 2);
      context.fillStyle = colour;
      context.strokeStyle = scene.palette.ink;
      context.lineWidth = 1.5;
      if (filled) context.fill();
      context.stroke();
    };
    if (scene.selection?.primary) disc(scene.selection.primary, 8, scene.palette.highlight, true);
    if (scene.hover?.type === 'entity') disc(scene.hover.id, 5, scene.palette.ink, false);
  }

  /** The marks themselves, faded ones first. */
  function drawMarks(context, scale) {
    const later = [];
    const { palette } = scene;
    for (const node of scene.nodes.values()) {
      const mode = scene.state.nodes.get(node.id);
      if (mode === 'off') continue;
      const chosen = scene.selection?.entities.has(node.id) || scene.hover?.id === node.id;
      if (mode === 'ghost' && !chosen) mark(node, palette.ghost);
      else later.push([node, chosen]);
    }
    for (const [node, chosen] of later) {
      const away = scene.selection && !chosen;
      mark(node, scene.state.nodes.get(node.id) === 'ghost' ? palette.edge : away ? palette.away : palette.ink);
    }
    function mark(node, ink) {
      context.about?.('entity', node.id);
      drawShape(context, node.kind, {
        x: node.x * scale, y: node.y * scale, radius: markRadius(node, scale), ink,
        paper: palette.paper, hollow: node.hollow,
      });
      if (node.more) drawMore(context, node.x * scale, node.y * scale, markRadius(node, scale), palette);
    }
  }

  /** Marks {id, x, y, radius, more}, lines {id, facts, x, y} by their middle, and the boxes {id, text, left, right, top, bottom} of the names placed. */
  function drawn() {
    const scale = scene.network.getScale();
    const { x, y } = scene.network.canvasToDOM({ x: 0, y: 0 });
    const marks = [...scene.nodes.values()].filter((node) => scene.state.nodes.get(node.id) !== 'off')
      .map((node) => ({ id: node.id, x: x + node.x * scale, y: y + node.y * scale, radius: markRadius(node, scale), more: node.more }));
    const lines = [...scene.edges.values()].filter((edge) => edge.look).map((edge) => {
      const middle = pointOn(edge, 0.5);
      return { id: edge.id, facts: edge.isMany ? edge.count : 1, x: x + middle.x * scale, y: y + middle.y * scale };
    });
    const names = [];
    for (const item of plan.items ?? []) {
      const { box, setting } = plan.places.get(item.id) ?? {};
      const shift = box ? shiftInto(item, box, { x, y }) : null;
      if (shift === null) continue;
      names.push({
        id: item.id, text: setting.lines.join(' '), left: x + box.left + shift, right: x + box.right + shift,
        top: y + box.top, bottom: y + box.bottom,
      });
    }
    return { marks, lines, names };
  }

  return { draw, drawn };
}

/** @returns {Object} the box of a round mark. */
function boxAround(x, y, radius, owner) {
  return { left: x - radius, right: x + radius, top: y - radius, bottom: y + radius, owner, mark: true, weight: 0 };
}

/** @returns {string} canvas font of a kind's names. */
function fontOf(kind, size) {
  const { family = 'sans', weight = 400, style = '', grow = 0 } = shapeOf(kind).name ?? {};
  return `${style} ${weight} ${size + grow}px ${LOOK.fonts[family]}`.trim();
}

/** @returns {number} type size at a zoom: grows more slowly than the graph, smaller on a phone. */
function nameSize(scale, width) {
  const base = width < 600 ? 11.5 : 13;
  return Math.round(Math.min(19, Math.max(base - 1, base * scale ** 0.4)) * 2) / 2;
}

/** @returns {number} radius of a mark in pixels at a zoom. */
function markRadius(node, scale) {
  return Math.max(2.5, node.radius * (scale < 1 ? scale ** 0.75 : scale));
}
