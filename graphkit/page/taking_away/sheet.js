/* The sheet: the picture with title, date, legend, credit and licence, fit for print. All of it is
   drawn on a context, by the functions that draw the screen. */

/** A4 across, in pixels of which 120 are an inch: at 300 dots an inch a pixel is two dots and a half. */
const SHEET = { width: 1403.2, height: 992 };
const SHEET_MARGIN = 40;
const LEADING = 1.35;
const TYPE = {
  title: { size: 34, font: `600 34px ${LOOK.fonts.serif}`, colour: 'ink' },
  date: { size: 16, font: `600 16px ${LOOK.fonts.sans}`, colour: 'ink' },
  line: { size: 14, font: `400 14px ${LOOK.fonts.sans}`, colour: 'muted' },
  head: { size: 13, font: `600 13px ${LOOK.fonts.sans}`, colour: 'ink' },
  small: { size: 13, font: `400 13px ${LOOK.fonts.sans}`, colour: 'ink' },
  credit: { size: 13, font: `400 13px ${LOOK.fonts.sans}`, colour: 'muted' },
};
/** Of a legend: widths of signs, the gap after one, the gap after its words, room for the head of a row. */
const SIGNS = { kind: 19, line: 34, disputed: 19, more: 19 };
const AFTER_SIGN = 6;
const AFTER_ITEM = 20;
const HEAD_ROOM = 84;
const ROW = 23;

/**
 * Draw the present view as a sheet.
 * @param {{model: Object, state: Object, renderer: Object}} page
 * @param {{legend: boolean}} parts
 * @returns {SVGElement} of SHEET's size
 */
function drawSheet({ model, state, renderer }, { legend }) {
  const { width, height } = SHEET;
  const { title } = model.graph;
  const svg = svgElement('svg', {
    xmlns: SVG_NAMESPACE, width, height, viewBox: `0 0 ${width} ${height}`, role: 'img', 'font-family': FAMILY,
    'aria-labelledby': 'sheet-title', 'aria-describedby': 'sheet-about',
  });
  const context = createSvgContext(svg, width);
  const palette = paperPalette(model.colours.keys());
  const room = width - 2 * SHEET_MARGIN;
  const lines = (text, type, most) => wrapText(context, xmlText(text), type, room, most);

  // What stands above and below is needed first: the picture takes the room between.
  const measured = shownIn(renderer.still({ width: room, height: height / 2 }));
  const about = [filterWords(model, state), chosenWords(model, state)].filter(Boolean);
  const above = [
    ...lines(title, TYPE.title, 2),
    ...lines(viewWords(model, state), TYPE.date, 1),
    ...lines(drawnWords(model, measured), TYPE.line, 2),
    ...about.flatMap((words) => lines(words, TYPE.line, 3)),
  ];
  const below = lines([creditWords(model.graph), `Edition ${model.edition}`, 'Made with graphkit'].filter(Boolean).join(' · '), TYPE.credit, 3);
  const rows = legend ? legendRows(context, model, measured, room) : [];
  const tall = (list) => list.reduce((sum, { type }) => sum + type.size * LEADING, 0);
  const top = SHEET_MARGIN * 0.7 + tall(above) + 6;
  const creditTop = height - SHEET_MARGIN * 0.6 - tall(below);
  const rule = creditTop - 8 - rows.length * ROW - (rows.length ? 10 : 0);

  append(svg, [
    svgElement('title', { id: 'sheet-title' }, xmlText(title)),
    svgElement('desc', { id: 'sheet-about' }, xmlText([viewWords(model, state), ...about, ...rows.map(rowWords)].join('. '))),
    svgElement('rect', { width, height, fill: palette.paper }),
    svgElement('rect', { width, height: 4, fill: palette.ink }),
  ]);
  const area = { width: room, height: rule - 6 - top };
  drawPicture(svg, { x: SHEET_MARGIN, y: top, ...area }, renderer.still(area));
  context.textBaseline = 'middle';
  writeLines(context, above, SHEET_MARGIN * 0.7, palette);
  svg.append(svgElement('rect', { x: SHEET_MARGIN, y: svgNumber(rule), width: room, height: 1, fill: palette.rule }));
  drawLegend(context, rows, rule + 10, palette);
  context.textAlign = 'start';
  writeLines(context, below, creditTop, palette);
  return svg;
}

/** Draw the picture into its place on the sheet; what reaches over its frame is cut. */
function drawPicture(svg, { x, y, width, height }, still) {
  const { model, state } = still;
  const clip = svgElement('clipPath', { id: 'sheet-frame' }, svgElement('rect', { width, height: svgNumber(height) }));
  const group = svgElement('g', { 'clip-path': 'url(#sheet-frame)', transform: `translate(${x} ${svgNumber(y)})` });
  svg.append(svgElement('defs', {}, clip), group);
  const context = createSvgContext(group, width, (type, id) => {
    if (type === 'entity') return nameOf(model, id);
    if (type === 'pair') return pairWords(model, model.pairs.get(id));
    const fact = model.facts.get(id);
    const standing = state.view.get(id);
    return [markedSentence(model, fact, standing), fact.disputes.length ? '· sources differ' : ''].filter(Boolean).join(' ');
  });
  createOverlay(still).draw(context);
}

// ------------------------------------------------------------------------ lines of text

/** @returns {Array<{text: string, type: Object}>} a text broken into lines; what goes beyond the last is cut. */
function wrapText(context, text, type, room, most) {
  context.font = type.font;
  const fits = (line) => context.measureText(line).width <= room;
  const lines = [];
  let line = '';
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const longer = line ? `${line} ${word}` : word;
    if (fits(longer) || (!line && !fits(word))) {
      line = longer;
    } else {
      lines.push(line);
      line = word;
    }
  }
  if (line) lines.push(line);
  const over = lines.length > most;
  return lines.slice(0, most).map((one, index) => ({ text: cutTo(one, fits, over && index === most - 1), type }));
}

/** @returns {string} a line that fits, with a stroke of three dots where something was cut. */
function cutTo(line, fits, more) {
  if (fits(line) && !more) return line;
  let [low, high] = [0, line.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(`${line.slice(0, middle)}…`)) low = middle;
    else high = middle - 1;
  }
  return `${line.slice(0, low).replace(/\s+$|[\uD800-\uDBFF]$/, '')}…`;
}

/** Write lines from a height downwards. */
function writeLines(context, lines, top, palette) {
  let y = top;
  for (const { text, type } of lines) {
    context.font = type.font;
    context.fillStyle = palette[type.colour];
    context.fillText(text, SHEET_MARGIN, y + type.size * LEADING / 2);
    y += type.size * LEADING;
  }
}
