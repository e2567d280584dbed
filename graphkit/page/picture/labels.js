/* Where names go: by priority, on the side with the fewest lines under it, never on another. */

const CELL = 48;
const FINE = 10;
/** So many names are worth covering a lesser mark. */
const WEIGHTY = 12;
/** Beyond so many names one try each must do. */
const CROWD = 200;

/**
 * Boxes on a grid, so that a question costs the same at 50 labels and at 5,000.
 * @returns {{add: function(Object): void, hits: function(Object, string=, ?number=): boolean}} `hits`
 *   tells whether a box meets another one, leaving out those of an owner, and marks of less weight
 */
function createBoxes() {
  const cells = new Map();
  const each = (box, visit) => {
    for (let column = Math.floor(box.left / CELL); column <= Math.floor(box.right / CELL); column += 1) {
      for (let row = Math.floor(box.top / CELL); row <= Math.floor(box.bottom / CELL); row += 1) {
        if (visit(column * 100003 + row)) return true;
      }
    }
    return false;
  };
  return {
    add(box) {
      each(box, (key) => {
        if (!cells.has(key)) cells.set(key, []);
        cells.get(key).push(box);
        return false;
      });
    },
    hits(box, except, above = null) {
      return each(box, (key) => (cells.get(key) ?? []).some((other) => (except === undefined || other.owner !== except)
        && !(above !== null && other.mark && other.weight < above)
        && box.left < other.right && box.right > other.left
        && box.top < other.bottom && box.bottom > other.top));
    },
  };
}

/**
 * How many lines run through each small cell.
 * @returns {{add: function(number, number): void, under: function(Object): number}}
 */
function createTraffic() {
  const cells = new Map();
  return {
    add(x, y) {
      const key = Math.floor(x / FINE) * 100003 + Math.floor(y / FINE);
      cells.set(key, (cells.get(key) ?? 0) + 1);
    },
    under(box) {
      let sum = 0;
      for (let column = Math.floor(box.left / FINE); column <= Math.floor(box.right / FINE); column += 1) {
        for (let row = Math.floor(box.top / FINE); row <= Math.floor(box.bottom / FINE); row += 1) {
          sum += cells.get(column * 100003 + row) ?? 0;
        }
      }
      return sum;
    },
  };
}

/**
 * Break a name into at most two lines.
 * @param {string} text
 * @param {number} [width] characters wanted on a line
 * @returns {Array<string>}
 */
function wrapLabel(text, width = 19) {
  const most = Math.max(width, 16) + 12;
  const cut = (line) => (line.length > most ? `${line.slice(0, most - 1).trimEnd()}…` : line);
  if (text.length <= width) return [text];
  const words = text.split(/\s+/);
  let best = null;
  for (let index = 1; index < words.length; index += 1) {
    const pair = [words.slice(0, index).join(' '), words.slice(index).join(' ')];
    const longest = Math.max(pair[0].length, pair[1].length);
    if (!best || longest < best.longest) best = { pair, longest };
  }
  return best ? best.pair.map(cut) : [cut(text)];
}

/** The sides of a mark, the preferred first: [x, y, text align]. */
const SIDES = [
  [1, 0, 'left'], [-1, 0, 'right'], [0, 1, 'center'], [0, -1, 'center'],
  [0.75, 0.8, 'left'], [0.75, -0.8, 'left'], [-0.75, 0.8, 'right'], [-0.75, -0.8, 'right'],
];

/**
 * Place names beside their marks.
 * @param {Array<{id: string, x: number, y: number, radius: number, must: boolean,
 *   settings: Array<{width: number, height: number}>}>} items highest priority first, in pixels;
 *   the settings are ways to break the name, the preferred first
 * @param {Object} boxes taken room, marks included; grows by what is placed
 * @param {Object} traffic lines
 * @param {{left: number, right: number, top: number, bottom: number}} bounds what a fitted picture shows; names stay inside
 * @returns {Map<string, {dx: number, dy: number, align: string, setting: Object}>} offset of the
 *   text's anchor (its middle line) from the mark
 */
function placeNames(items, boxes, traffic, bounds) {
  const placed = new Map();
  items.forEach((item, index) => {
    let best = null;
    // Next to the mark, then a little away from it; the weightiest may also cover lesser marks.
    const tries = [[0, false], [9, false], [0, true]].slice(0, index < WEIGHTY ? 3 : items.length > CROWD ? 1 : 2);
    for (const [away, over] of tries) {
      for (const setting of item.settings) best ??= bestSide(item, setting, boxes, traffic, bounds, away, over);
    }
    // What is selected is named whatever it covers.
    if (!best && item.must) {
      const { width } = item.settings[0];
      const side = item.x + item.radius + 7 + width > bounds.right ? SIDES[1] : SIDES[0];
      best = sideOf(item, item.settings[0], side, bounds, 0);
    }
    if (!best) return;
    boxes.add(best.box);
    placed.set(item.id, best);
  });
  return placed;
}

/** @returns {?Object} the free side with the fewest lines under it. */
function bestSide(item, setting, boxes, traffic, bounds, away, over) {
  let best = null;
  SIDES.forEach((side, rank) => {
    const place = sideOf(item, setting, side, bounds, away);
    const { box } = place;
    if (box.left < bounds.left - 2 || box.right > bounds.right + 2 || box.top < bounds.top || box.bottom > bounds.bottom || boxes.hits(box, item.id, over ? item.rank : null)) return;
    place.cost = traffic.under(box) + rank * 0.8;
    if (!best || place.cost < best.cost) best = place;
  });
  return best;
}

/** @returns {Object} where a name would stand on one side of its mark. */
function sideOf(item, setting, [sideX, sideY, align], bounds, away) {
  const { width, height } = setting;
  const gap = item.radius + 5 + away;
  let dx = align === 'center' ? 0 : sideX * gap;
  const dy = sideY * (align === 'center' ? gap + height / 2 : gap * 0.7 + height / 2);
  let left = item.x + dx - { left: 0, right: width, center: width / 2 }[align];
  if (align === 'center') {
    // Above and below there is room to slide sideways, back into the picture.
    const back = Math.max(bounds.left - left, 0) - Math.max(left + width - bounds.right, 0);
    const slide = Math.max(-width / 2, Math.min(width / 2, back));
    left += slide;
    dx += slide;
  }
  const middle = item.y + dy;
  return {
    dx, dy, align, setting,
    box: { left: left - 2, right: left + width + 2, top: middle - height / 2, bottom: middle + height / 2, owner: item.id },
  };
}

/**
 * Place captions along lines.
 * @param {Array<{id: string, points: Array<{x: number, y: number}>, width: number, height: number}>} items
 * @param {Object} boxes as above
 * @returns {Map<string, {x: number, y: number}>} middle of each text that found room
 */
function placeCaptions(items, boxes) {
  const placed = new Map();
  for (const item of items) {
    const boxAt = (point) => ({
      left: point.x - item.width / 2 - 3, right: point.x + item.width / 2 + 3,
      top: point.y - item.height / 2 - 1, bottom: point.y + item.height / 2 + 1, owner: item.id,
    });
    const free = item.points.find((point) => !boxes.hits(boxAt(point)));
    // The only one is worth more than a free place.
    const point = free ?? (items.length === 1 ? item.points[0] : null);
    if (!point) continue;
    boxes.add(boxAt(point));
    placed.set(item.id, point);
  }
  return placed;
}
