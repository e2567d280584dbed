/* The legend of the sheet: only what its picture shows. */

/**
 * The legend, broken into rows.
 * @param {Object} context measures the words
 * @param {Object} shown as `shownIn` tells
 * @returns {Array<{head: string, items: Array<Object>}>} items {sign, words, x}; a row that goes on has no head
 */
function legendRows(context, model, shown, room) {
  const parts = [['Kinds', kindItems(model, shown)], ['Stages', stageItems(model, shown)], ['Relations', colourItems(model, shown)]];
  return parts.filter(([, items]) => items.length).flatMap(([head, items]) => {
    const rows = [{ head, items: [] }];
    let x = HEAD_ROOM;
    for (const item of items) {
      const most = room - HEAD_ROOM - SIGNS[item.sign] - AFTER_SIGN;
      const [{ text }] = wrapText(context, xmlText(item.words), TYPE.small, most, 1);
      const width = SIGNS[item.sign] + AFTER_SIGN + context.measureText(text).width;
      if (x > HEAD_ROOM && x + width > room) {
        rows.push({ head: '', items: [] });
        x = HEAD_ROOM;
      }
      rows.at(-1).items.push({ ...item, words: text, x: SHEET_MARGIN + x });
      x += width + AFTER_ITEM;
    }
    return rows;
  });
}

/** @returns {string} a row of the legend as a text, for who does not see the signs. */
function rowWords({ head, items }) {
  return `${head ? `${head}: ` : ''}${items.map(({ words }) => words).join(', ')}`;
}

function kindItems(model, { kinds, hollow }) {
  const known = [...model.kinds.values()].filter(({ id }) => kinds.has(id));
  return [
    ...known.map(({ id, label }) => ({ sign: 'kind', kind: id, words: label })),
    ...(hollow ? [{ sign: 'kind', kind: hollow, hollow: true, words: 'hollow: not named by its source' }] : []),
  ];
}

function stageItems(model, { facts, state, ghosts, disputed, many, more }) {
  const standings = facts.map(({ id }) => state.view.get(id));
  const used = new Set(standings.map(({ stage }) => stage));
  const items = [...model.groups.values()].map((group) => {
    const words = [...model.stages.values()].filter((stage) => stage.group === group.id && used.has(stage.id)).map(({ label }) => label);
    return words.length ? { sign: 'line', group: group.id, words: words.join(', ') } : null;
  }).filter(Boolean);
  if (standings.some(({ certain }) => !certain)) items.push({ sign: 'line', group: 'realized', thin: true, words: 'thin: possible' });
  if (disputed) items.push({ sign: 'disputed', words: 'sources differ' });
  if (many) items.push({ sign: 'line', group: 'realized', wide: true, words: 'wide, with a number: so many facts' });
  if (more) items.push({ sign: 'more', words: 'has neighbours that are not drawn' });
  if (ghosts) items.push({ sign: 'line', group: 'realized', thin: true, faint: true, words: 'faint: not in this view' });
  return items;
}

function colourItems(model, { facts }) {
  const drawn = new Set(facts.map(({ colour }) => colour));
  return [...model.colours.values()].filter(({ id }) => drawn.has(id))
    .map(({ id, label }) => ({ sign: 'line', group: 'realized', colour: id, words: label }));
}

/** Draw the rows of the legend from a height downwards. */
function drawLegend(context, rows, top, palette) {
  rows.forEach(({ head, items }, index) => {
    const y = top + (index + 0.5) * ROW;
    context.textAlign = 'start';
    context.fillStyle = palette.ink;
    context.font = TYPE.head.font;
    if (head) context.fillText(head, SHEET_MARGIN, y);
    for (const item of items) {
      drawSign(context, item, y, palette);
      context.textAlign = 'start';
      context.font = TYPE.small.font;
      context.fillStyle = palette.ink;
      context.fillText(item.words, item.x + SIGNS[item.sign] + AFTER_SIGN, y);
    }
  });
}

/** Draw what an item of the legend explains. */
function drawSign(context, { sign, kind, hollow = false, group, colour, thin, wide, faint, x }, y, palette) {
  const middle = x + SIGNS[sign] / 2;
  context.beginPath();
  if (sign === 'kind') {
    drawShape(context, kind, { x: middle, y, radius: 8 * shapeOf(kind).size, ink: palette.ink, paper: palette.paper, hollow });
  } else if (sign === 'line') {
    context.moveTo(x, y);
    context.lineTo(x + SIGNS.line, y);
    context.strokeStyle = colour ? palette.lines.get(colour).full : faint ? palette.ghost : palette.ink;
    context.lineWidth = wide ? 6 : thin ? 1 : 2;
    context.lineJoin = 'miter';
    context.setLineDash(patternOf(group) ?? []);
    context.stroke();
    context.setLineDash([]);
  } else if (sign === 'more') {
    drawMore(context, middle - 2, y + 2, 0, palette);
  } else {
    drawQuestion(context, middle, y, DISPUTED_RADIUS, palette.ink, palette);
  }
}
