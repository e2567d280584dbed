/* Many facts between two: lines of one colour that could not be told apart become one line, as wide
   as they are many, with their number on it. */

/** So many lines of one colour can be told apart between two marks. */
const MOST_LINES = 8;
/** Beyond so many lines in one picture each colour of a pair is one line, and only the strongest stand out. */
const CROWD_OF_LINES = 400;
const STRONG_LINES = 80;
/** How far each further line of a pair bends away, and the outermost at most, as in graphkit/projections/bends.py. */
const LINE_BEND = 0.16;
const MOST_BEND = 0.8;
const WIDEST = 7;
const QUIET_WIDTH = 1.2;

/**
 * The lines to draw among some entities, each fact on exactly one.
 * @param {Object} model
 * @param {Map<string, Object>} nodes the entities drawn, by id
 * @param {number} [most] lines of one colour between two
 * @returns {Array<{id: string, from: string, to: string, bend: number, facts: Array<Object>, pair: Object,
 *   isMany: boolean, isTwoWay: boolean}>}
 */
function linesAmong(model, nodes, most = MOST_LINES) {
  const lines = [];
  const told = new Set();
  for (const edge of model.network.edges) {
    if (!nodes.has(edge.from) || !nodes.has(edge.to)) continue;
    const fact = model.facts.get(edge.id);
    const { pair } = fact;
    if (!pair.lines.has(most)) pair.lines.set(most, bundled(pair, most));
    const own = pair.lines.get(most);
    if (own.length === 0) lines.push({ ...edge, facts: [fact], pair, isMany: false, isTwoWay: false });
    else if (!told.has(pair)) lines.push(...own);
    told.add(pair);
  }
  return lines;
}

/** @returns {Array<Object>} the lines of a pair with more facts of a colour than lines can show; none where it has few. */
function bundled(pair, most) {
  const colours = new Map();
  for (const fact of pair.facts) {
    if (!colours.has(fact.colour)) colours.set(fact.colour, []);
    colours.get(fact.colour).push(fact);
  }
  const groups = [...colours.entries()].sort(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([colour, facts]) => (facts.length > most ? [{ colour, facts }] : facts.map((fact) => ({ facts: [fact] }))));
  if (groups.every(({ colour }) => !colour)) return [];
  const step = Math.min(LINE_BEND, (2 * MOST_BEND) / Math.max(groups.length - 1, 1));
  return groups.map(({ colour, facts }, index) => {
    const from = facts[0].subject;
    const to = facts[0].object;
    const offset = (index - (groups.length - 1) / 2) * step;
    return {
      id: colour ? `${pair.id} ${colour}` : facts[0].id, from, to, bend: from > to ? -offset : offset, facts, pair,
      isMany: Boolean(colour), isTwoWay: facts.some((fact) => fact.subject !== from && !fact.symmetric),
    };
  });
}

/**
 * How a line of many facts looks: as most of those look that it shows.
 * @returns {?Object} as lookOf of edges.js
 */
function lookOfMany(scene, edge) {
  const groups = new Map();
  let [shown, certain, ghost, chosen] = [0, false, false, false];
  for (const { id, mode, standing } of edge.facts) {
    if (mode === 'off' || standing?.group === 'negative') continue;
    chosen ||= scene.selection?.facts.has(id) ?? false;
    if (mode === 'ghost') {
      ghost = true;
      continue;
    }
    shown += 1;
    certain ||= standing.certain;
    groups.set(standing.group, (groups.get(standing.group) ?? 0) + 1);
  }
  edge.count = shown;
  const lines = scene.palette.lines.get(edge.facts[0].colour);
  if (!shown) return ghost ? { level: chosen ? 1 : 0, colour: chosen ? scene.palette.edge : lines.ghost, width: 1.5, dashes: null } : null;
  const [group] = [...groups.entries()].reduce((most, one) => (one[1] > most[1] ? one : most));
  const width = Math.min(WIDEST, Math.round(2 * ((certain ? 1.9 : 1) + 0.55 * Math.log2(shown))) / 2);
  const dashes = patternOf(group);
  if (scene.selection && !chosen) return { level: 1, colour: lines.away, width, dashes };
  return { level: chosen ? 3 : 2, colour: group === 'closed' && !chosen ? lines.closed : lines.full, width, dashes };
}

/** In a crowd of lines leave only the chosen ones or the strongest as they are; all others step back, and keep no arrow. */
function bringOutStrong(scene) {
  if (scene.selection) {
    for (const { look } of scene.edges.values()) if (look?.level === 1) look.width = Math.min(look.width, QUIET_WIDTH);
    return;
  }
  const strength = (edge) => (edge.isMany ? edge.count : 1);
  const lines = [...scene.edges.values()].filter((edge) => edge.look?.level === 2)
    .sort((one, other) => strength(other) - strength(one) || (one.id < other.id ? -1 : 1));
  for (const edge of lines.slice(STRONG_LINES)) {
    edge.look = { ...edge.look, level: 1, colour: scene.palette.lines.get(edge.facts[0].colour).away, width: QUIET_WIDTH };
  }
}

/** Numbers on lines of many facts: the chosen ones and the largest first, where there is room. */
const MOST_NUMBERS = 40;

/**
 * @param {function(string): number} measure width of a text in the font of numbers
 * @param {Object} boxes taken room, see labels.js
 * @returns {Array<{edge: Object, text: string, x: number, y: number, width: number}>}
 */
function placeNumbers(scene, scale, measure, boxes) {
  const placed = [];
  const many = scene.many.filter((edge) => edge.look?.level >= (scene.selection ? 3 : 2) && edge.count > 1)
    .sort((one, other) => other.count - one.count || (one.id < other.id ? -1 : 1));
  for (const edge of many) {
    if (placed.length >= MOST_NUMBERS) break;
    const text = numberWords(edge.count);
    const width = measure(text) + 8;
    if (Math.hypot(edge.x2 - edge.x0, edge.y2 - edge.y0) * scale < width + 2 * NUMBER_SIZE) continue;
    for (const part of NUMBER_PLACES) {
      const point = pointOn(edge, part);
      const [x, y] = [point.x * scale, point.y * scale];
      const box = { left: x - width / 2, right: x + width / 2, top: y - NUMBER_SIZE * 0.7, bottom: y + NUMBER_SIZE * 0.7, owner: edge.id };
      // The only one that is asked about is worth more than a free place.
      if (boxes.hits(box) && (many.length > 1 || !scene.selection)) continue;
      boxes.add(box);
      placed.push({ edge, text, x, y, width });
      break;
    }
  }
  return placed;
}

/** Where on its line a number may stand, the preferred place first. */
const NUMBER_PLACES = [0.5, 0.42, 0.58, 0.34, 0.66, 0.27, 0.73];
const NUMBER_SIZE = 11;
const NUMBER_FONT = `600 ${NUMBER_SIZE}px ${LOOK.fonts.sans}`;

/** Draw numbers on slips of paper. */
function drawNumbers(context, numbers, palette) {
  context.font = NUMBER_FONT;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  for (const { edge, text, x, y, width } of numbers) {
    context.fillStyle = palette.paper;
    context.fillRect(x - width / 2, y - NUMBER_SIZE * 0.65, width, NUMBER_SIZE * 1.3);
    context.fillStyle = edge.look.level === 1 ? palette.muted : palette.ink;
    context.fillText(text, x, y + 0.5);
  }
}
