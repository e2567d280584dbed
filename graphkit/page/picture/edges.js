/* The lines: their curves are worked out once, then drawn in batches, one stroke for each look.
   One object a line would be three to five times slower than this at some thousand lines. */

const ARROW = 9;
const DISPUTED_RADIUS = 6.5;
/** A path of many crossing lines is slow to fill; some dozens at a time are not. */
const CHUNK = 40;

/**
 * Work out a line's curve, in the graph's own coordinates.
 * @param {{id: string, from: string, to: string, bend: number, isTwoWay: boolean}} edge as linesAmong gives it
 * @param {Map<string, Object>} nodes
 * @returns {Object} the same with start (x0, y0), bend (x1, y1), end at the rim of the mark (x2, y2);
 *   `tail` is the point at the rim of the first mark, where facts run both ways
 */
function createEdge(edge, nodes) {
  const [from, to] = [nodes.get(edge.from), nodes.get(edge.to)];
  const bend = bendOf(edge, from, to);
  const whole = { ...edge, line: edge, from, to, x0: from.x, y0: from.y, x1: bend.x, y1: bend.y, x2: to.x, y2: to.y };
  const low = rimOf(whole, to, 1);
  const end = pointOn(whole, low);
  const tail = edge.isTwoWay ? pointOn(whole, rimOf(whole, from, 0)) : null;
  return Object.assign(whole, {
    x1: from.x + (bend.x - from.x) * low, y1: from.y + (bend.y - from.y) * low, x2: end.x, y2: end.y, look: null,
    straight: from !== to && !edge.bend, tail,
  });
}

/** @returns {number} the part of a curve's way at which it meets the rim of a mark at one of its ends, 0 or 1. */
function rimOf(curve, node, end) {
  // Halve the way until the point lies on the rim.
  let [off, on] = [0.5, end];
  for (let round = 0; round < 12; round += 1) {
    const middle = (off + on) / 2;
    const point = pointOn(curve, middle);
    if (Math.hypot(point.x - node.x, point.y - node.y) > node.radius + 3) off = middle;
    else on = middle;
  }
  return off;
}

/**
 * Where a curve is drawn to: the rule of vis-network for a roundness, clockwise where positive, so
 * that the picture agrees with any other drawn from the same data. Loops bow out above their mark.
 */
function bendOf({ bend }, from, to) {
  if (from === to) return { x: from.x + from.radius * 5, y: from.y - from.radius * 7 };
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  if (!bend) return { x: from.x + dx / 2, y: from.y + dy / 2 };
  const turn = bend * 0.5 * Math.PI;
  const reach = Math.abs(bend) * 0.5 + 0.5;
  const angle = Math.atan2(dy, dx) - turn;
  const length = Math.hypot(dx, dy) * reach;
  return { x: from.x + Math.cos(angle) * length, y: from.y + Math.sin(angle) * length };
}

/** @returns {{x: number, y: number}} the point of a curve at a part of its way, 0 to 1. */
function pointOn(edge, part) {
  const rest = 1 - part;
  return {
    x: rest * rest * edge.x0 + 2 * rest * part * edge.x1 + part * part * edge.x2,
    y: rest * rest * edge.y0 + 2 * rest * part * edge.y1 + part * part * edge.y2,
  };
}

/** @returns {number} how far a point lies from a curve. */
function distanceTo(edge, x, y) {
  let least = Infinity;
  let before = { x: edge.x0, y: edge.y0 };
  for (let step = 1; step <= 10; step += 1) {
    const after = pointOn(edge, step / 10);
    const [dx, dy] = [after.x - before.x, after.y - before.y];
    const part = Math.max(0, Math.min(1, ((x - before.x) * dx + (y - before.y) * dy) / (dx * dx + dy * dy || 1)));
    least = Math.min(least, Math.hypot(before.x + part * dx - x, before.y + part * dy - y));
    before = after;
  }
  return least;
}

/**
 * Give every edge the look of its fact, and sort the edges by look.
 * @param {Object} scene gets `batches`: looks with their edges, the faint ones first
 */
function styleEdges(scene) {
  const batches = new Map();
  for (const edge of scene.edges.values()) edge.look = scene.state ? lookOf(scene, edge) : null;
  if (scene.isCrowd && scene.state) bringOutStrong(scene);
  for (const edge of scene.edges.values()) {
    if (!edge.look) continue;
    const { level, colour, width, dashes } = edge.look;
    const key = `${level}|${colour}|${width}|${dashes}`;
    if (!batches.has(key)) batches.set(key, { look: edge.look, edges: [] });
    batches.get(key).edges.push(edge);
  }
  scene.batches = [...batches.values()].sort((one, other) => one.look.level - other.look.level);
}

/**
 * @returns {?{level: number, colour: string, width: number, dashes: ?Array<number>}} null when
 *   not drawn; the level is the layer: 0 not in the view, 1 beside the choice, 2 in it, 3 chosen
 */
function lookOf(scene, edge) {
  if (scene.state.nodes.get(edge.from.id) === 'off' || scene.state.nodes.get(edge.to.id) === 'off') return null;
  if (edge.isMany) return lookOfMany(scene, edge);
  const [{ mode, standing }] = edge.facts;
  if (mode === 'off' || standing?.group === 'negative') return null;
  const chosen = scene.selection?.facts.has(edge.id) ?? false;
  const lines = scene.palette.lines.get(edge.facts[0].colour);
  if (mode === 'ghost') {
    return { level: chosen ? 1 : 0, colour: chosen ? scene.palette.edge : lines.ghost, width: 1, dashes: null };
  }
  const width = (standing.certain ? 1.9 : 1) + (chosen ? 0.7 : 0);
  const dashes = patternOf(standing.group);
  if (scene.selection && !chosen) return { level: 1, colour: lines.away, width, dashes };
  return { level: chosen ? 3 : 2, colour: standing.group === 'closed' && !chosen ? lines.closed : lines.full, width, dashes };
}

/**
 * Draw all lines and their arrowheads.
 * @param {CanvasRenderingContext2D} context in pixels from the graph's origin
 * @param {number} scale pixels for a unit of the graph
 * @param {{left: number, right: number, top: number, bottom: number}} sight what can be seen, in units
 */
function drawEdges(context, scene, scale, sight) {
  const thin = Math.max(scene.size, 0.45);
  context.lineCap = 'butt';
  for (const { look, edges } of scene.batches) {
    const seen = edges.filter((edge) => Math.min(edge.x0, edge.x1, edge.x2) < sight.right
      && Math.max(edge.x0, edge.x1, edge.x2) > sight.left
      && Math.min(edge.y0, edge.y1, edge.y2) < sight.bottom && Math.max(edge.y0, edge.y1, edge.y2) > sight.top);
    context.strokeStyle = look.colour;
    context.fillStyle = look.colour;
    context.lineWidth = look.width * thin;
    context.setLineDash(look.dashes ?? []);
    for (let start = 0; start < seen.length; start += CHUNK) {
      context.beginPath();
      for (const { id, pair, isMany, x0, y0, x1, y1, x2, y2, straight } of seen.slice(start, start + CHUNK)) {
        context.about?.(isMany ? 'pair' : 'fact', isMany ? pair.id : id);
        context.moveTo(x0 * scale, y0 * scale);
        if (straight) context.lineTo(x2 * scale, y2 * scale);
        else context.quadraticCurveTo(x1 * scale, y1 * scale, x2 * scale, y2 * scale);
      }
      context.stroke();
    }
    context.setLineDash([]);
    if (scene.isCrowd && look.level < 2) continue;
    drawArrows(context, seen, scene, scale, ARROW * thin * Math.min(1.5, Math.max(0.75, scale)) + look.width);
  }
}

/** A question mark on the lines that sources differ about. */
function drawDisputed(context, scene, scale) {
  if (scale * scene.size < 0.3) return;
  const radius = DISPUTED_RADIUS * Math.max(0.7, scene.size);
  for (const edge of scene.disputed) {
    if (!edge.look || edge.look.level < 2) continue;
    const { x, y } = pointOn(edge, 0.5);
    drawQuestion(context, x * scale, y * scale, radius, edge.look.colour, scene.palette);
  }
}

/** The question mark itself, on a disc of paper. */
function drawQuestion(context, x, y, radius, colour, palette) {
  context.font = `700 ${radius * 1.55}px ${FAMILY}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.lineWidth = 1.3;
  context.beginPath();
  context.arc(x, y, radius, 0, Math.PI * 2);
  context.fillStyle = palette.paper;
  context.strokeStyle = colour;
  context.fill();
  context.stroke();
  context.fillStyle = palette.ink;
  context.fillText('?', x, y + 0.5);
}

/** One filled path for all heads of a look (filling closes each); symmetric relations have none. */
function drawArrows(context, edges, scene, scale, length) {
  if (length < 4) return;
  context.beginPath();
  for (const edge of edges) {
    if (edge.symmetric) continue;
    addArrow(context, edge.x2 * scale, edge.y2 * scale, Math.atan2(edge.y2 - edge.y1, edge.x2 - edge.x1), length);
    const { tail } = edge;
    if (tail) addArrow(context, tail.x * scale, tail.y * scale, Math.atan2(tail.y - edge.y1, tail.x - edge.x1), length);
  }
  context.fill();
}

/** A head at a point, to the path. */
function addArrow(context, x, y, angle, length) {
  const [cos, sin] = [Math.cos(angle) * length, Math.sin(angle) * length];
  context.moveTo(x + cos * 0.15, y + sin * 0.15);
  context.lineTo(x - cos * 0.9 + sin * 0.36, y - sin * 0.9 - cos * 0.36);
  context.lineTo(x - cos * 0.68, y - sin * 0.68);
  context.lineTo(x - cos * 0.9 - sin * 0.36, y - sin * 0.9 + cos * 0.36);
}
