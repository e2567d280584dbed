/* The table: the same view as the picture, complete, for reading, sorting and taking along. */

/** Columns: title, and the text a row shows and sorts by. */
const COLUMNS = [
  ['Subject', (row) => row.subject],
  ['Relation', (row) => row.relation],
  ['Object', (row) => row.object],
  ['Stage', (row) => row.stage],
  ['Date', (row) => row.date],
  ['By', (row) => row.by],
  ['Sources', (row) => row.sources],
  ['Disputed', (row) => row.disputed],
];

/**
 * @param {HTMLElement} panel
 * @param {Object} model
 * @param {Object} state
 * @param {function(Object): void} choose
 * @param {function(string): void} announce
 * @returns {{refresh: function(): void}}
 */
function createTable(panel, model, state, choose, announce) {
  const sort = { column: 0, descending: false };
  const filter = element('input', { type: 'text', 'aria-label': 'Filter the table', placeholder: 'Filter the table', autocomplete: 'off' });
  const copy = element('button', { type: 'button' }, 'Copy as CSV');
  const count = element('p', { class: 'grow' });
  const caption = element('caption', { class: 'visually-hidden' }, 'Facts');
  const heads = COLUMNS.map(([title], index) => element('th', { scope: 'col' },
    element('button', { type: 'button', on: { click: () => sortBy(index) } }, title)));
  const rowsBody = element('tbody');
  append(panel, [
    element('div', { class: 'table-tools' }, filter, count, copy),
    element('div', { class: 'table-scroll', tabindex: '0', role: 'group', 'aria-label': 'All rows' },
      element('table', {}, caption, element('thead', {}, element('tr', {}, heads)), rowsBody)),
  ]);

  function sortBy(index) {
    sort.descending = sort.column === index && !sort.descending;
    sort.column = index;
    draw();
    announce(`Sorted by ${COLUMNS[index][0]}, ${sort.descending ? 'descending' : 'ascending'}`);
  }

  /** @returns {Array<Object>} the rows of the view, filtered and sorted. */
  function visibleRows() {
    const words = plainText(filter.value).split(/\s+/).filter(Boolean);
    const key = COLUMNS[sort.column][1];
    const sign = sort.descending ? -1 : 1;
    return tableRows(model, state)
      .filter((row) => words.every((word) => plainText(COLUMNS.map(([, text]) => text(row)).join(' ')).includes(word)))
      .sort((one, other) => {
        const [first, second] = sort.column === 4 ? [one.day, other.day] : [key(one), key(other)];
        return first === second ? (one.id < other.id ? -1 : 1) : first < second ? -sign : sign;
      });
  }

  function draw() {
    const rows = visibleRows();
    heads.forEach((head, index) => head.setAttribute('aria-sort',
      index === sort.column ? (sort.descending ? 'descending' : 'ascending') : 'none'));
    const link = (type, id, text, extra) => targetLink({ type, id }, text, choose, extra);
    replaceContent(rowsBody, rows.map((row) => element('tr', { class: row.active ? null : 'out' },
      element('td', {}, link('entity', row.fact.subject, row.subject, '')),
      element('td', {}, link('fact', row.id, row.relation, 'fact')),
      element('td', {}, row.fact.object ? link('entity', row.fact.object, row.object, '') : row.object),
      element('td', {}, row.stage),
      // A short date stays on one line; a long one in words may break.
      element('td', { class: row.date.length < 27 ? 'whole' : null }, row.date),
      [row.by, row.sources, row.disputed].map((text) => element('td', {}, text)))));
    count.textContent = `${countWords(rows.length, 'fact')} of ${model.facts.size.toLocaleString('en')}, as of ${dayWords(state.asOf)}`;
  }

  filter.addEventListener('input', draw);
  copy.addEventListener('click', async () => {
    const rows = visibleRows();
    const done = await copyText(csvText([COLUMNS.map(([title]) => title), ...rows.map((row) => COLUMNS.map(([, text]) => text(row)))]));
    announce(done ? `${countWords(rows.length, 'row')} copied` : 'The browser did not allow copying');
  });
  return { refresh: () => { if (!panel.hidden) draw(); } };
}

/** @returns {Array<Object>} one row for every fact that the picture shows, value facts included. */
function tableRows(model, state) {
  const rows = [];
  for (const fact of model.facts.values()) {
    if (state.shown.get(fact.id) === 'off') continue;
    const standing = state.view.get(fact.id);
    const record = recordOf(fact, standing);
    rows.push({
      id: fact.id, fact, active: Boolean(standing),
      subject: nameOf(model, fact.subject),
      relation: phraseOf(model, fact, fact.subject),
      object: fact.object ? nameOf(model, fact.object) : valueWords(fact),
      stage: standing ? stageWords(model, standing) || model.stages.get(standing.stage).label : 'not in this view',
      date: whenWords(record),
      day: record ? startDay(record) : '',
      by: (record?.agents ?? []).map((id) => nameOf(model, id)).join(', '),
      sources: [...fact.sources].map((id) => sourceName(model, model.sources.get(id))).join(', '),
      disputed: fact.disputes.length ? 'disputed' : '',
    });
  }
  return rows;
}

/**
 * Comma-separated values as RFC 4180 has them.
 * @param {Array<Array<string>>} rows
 * @returns {string} a cell that a spreadsheet would run as a formula gets an apostrophe in front
 */
function csvText(rows) {
  const cell = (text) => {
    const safe = /^[=+@\t\r]|^-(?!\d)/.test(text) ? `'${text}` : text;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  return rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

/** @returns {Promise<boolean>} whether the text reached the clipboard. */
async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = element('textarea', { class: 'visually-hidden', 'aria-hidden': 'true', tabindex: '-1' });
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand('copy');
    area.remove();
    return done;
  }
}
