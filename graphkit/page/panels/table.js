/* The table: the same view as the picture, complete, for reading, sorting and taking along. */

/** The text that a row shows and sorts by in each of TABLE_COLUMNS. */
const CELLS = [
  (row) => row.subject,
  (row) => row.relation,
  (row) => row.object,
  (row) => row.stage,
  (row) => row.date,
  (row) => row.by,
  (row) => row.sources,
  (row) => row.disputed,
];

/** Rows that are listed at once; a button below them lists more. */
const ROWS_FIRST = 250;

/**
 * @param {HTMLElement} panel
 * @param {Object} model
 * @param {Object} state
 * @param {function(Object): void} choose
 * @param {function(string): void} announce
 * @param {function(): void} changed called after the reader sorted or filtered
 * @returns {{refresh: function(): void}}
 */
function createTable(panel, model, state, choose, announce, changed) {
  const filter = element('input', { type: 'text', 'aria-label': 'Filter the table', placeholder: 'Filter the table', autocomplete: 'off' });
  const copy = element('button', { type: 'button' }, 'Copy as CSV');
  const count = element('p', { class: 'grow' });
  const caption = element('caption', { class: 'visually-hidden' }, 'Facts');
  const heads = TABLE_COLUMNS.map((title, index) => element('th', { scope: 'col' },
    element('button', { type: 'button', on: { click: () => sortBy(index) } }, title)));
  const rowsBody = element('tbody');
  // Outside the table: a button among its rows would be read as one of them.
  const foot = element('div', { class: 'table-foot' });
  append(panel, [
    element('div', { class: 'table-tools' }, filter, count, copy),
    element('div', { class: 'table-scroll', tabindex: '0', role: 'group', 'aria-label': 'All rows' },
      element('table', {}, caption, element('thead', {}, element('tr', {}, heads)), rowsBody), foot),
  ]);

  function sortBy(index) {
    const { column, descending } = state.table;
    Object.assign(state.table, { column: index, descending: column === index && !descending });
    draw();
    announce(`Sorted by ${TABLE_COLUMNS[index]}, ${state.table.descending ? 'descending' : 'ascending'}`);
    changed();
  }

  function draw() {
    const rows = visibleRows(model, state);
    heads.forEach((head, index) => head.setAttribute('aria-sort',
      index === state.table.column ? (state.table.descending ? 'descending' : 'ascending') : 'none'));
    const link = (type, id, text, extra) => targetLink({ type, id }, text, choose, extra);
    const make = (row) => element('tr', { class: row.active ? null : 'out' },
      element('td', {}, link('entity', row.fact.subject, row.subject, '')),
      element('td', {}, link('fact', row.id, row.relation, 'fact'), row.says && element('span', { class: 'under' }, row.says)),
      element('td', {}, row.fact.object ? link('entity', row.fact.object, row.object, '') : row.object),
      element('td', {}, row.stage),
      [row.date, row.by, row.sources, row.disputed].map((text) => element('td', {}, text)));
    rowsBody.replaceChildren();
    foot.replaceChildren(...longList(rowsBody, rows, make, { noun: 'row', first: ROWS_FIRST, shown: state.table.shown, key: 'rows' }).slice(1));
    const listed = rowsBody.children.length;
    const part = listed < rows.length ? `, the first ${numberWords(listed)} listed; the filter finds all` : '';
    count.textContent = tableWords(model, state, rows.length) + part;
  }

  filter.addEventListener('input', () => {
    state.table.filter = filter.value;
    draw();
    changed();
  });
  copy.addEventListener('click', async () => {
    const rows = visibleRows(model, state);
    const done = await copyText(csvText([[...TABLE_COLUMNS, 'Says'], ...rows.map((row) => [...CELLS.map((text) => text(row)), row.says])]));
    announce(done ? `${countWords(rows.length, 'row')} copied` : 'The browser did not allow copying');
  });
  return {
    refresh() {
      panel.hidden = !state.table.open;
      // Setting it anew would move the cursor of who is typing.
      if (filter.value !== state.table.filter) filter.value = state.table.filter;
      if (state.table.open) draw();
      else rowsBody.replaceChildren();
    },
  };
}

/** @returns {Array<Object>} the rows of the view, filtered and sorted. */
function visibleRows(model, state) {
  const words = plainText(state.table.filter).split(/\s+/).filter(Boolean);
  const { column, descending } = state.table;
  const sign = descending ? -1 : 1;
  const keyOf = column === 4 ? (row) => row.day : CELLS[column];
  const rows = tableRows(model, state).filter((row) => matches(row, words));
  // By the key and then by id: one comparison of numbers where the key repeats, as it mostly does.
  const places = new Map([...new Set(rows.map(keyOf))].sort().map((key, place) => [key, place * sign]));
  const keyed = rows.map((row) => ({ row, place: places.get(keyOf(row)) }));
  keyed.sort((one, other) => one.place - other.place || (one.row.id < other.row.id ? -1 : 1));
  return keyed.map(({ row }) => row);
}

const plainTexts = new Map();

/** @returns {string} a text as it is searched, worked out once: most cells of a table repeat. */
function plainOnce(text) {
  let plain = plainTexts.get(text);
  if (plain === undefined) plainTexts.set(text, plain = plainText(text));
  return plain;
}

/** @returns {boolean} whether every word stands somewhere in a row. */
function matches(row, words) {
  return words.every((word) => CELLS.some((text) => plainOnce(text(row)).includes(word)) || plainOnce(row.says).includes(word));
}

/** @returns {string} how many rows there are, of how many facts, on which day. */
function tableWords(model, state, count) {
  return `${countWords(count, 'fact')} of ${model.facts.size.toLocaleString('en')}, as of ${dayWords(state.asOf)}`;
}

/** @returns {Array<Object>} one row for every fact that the picture shows, value facts included. */
function tableRows(model, state) {
  const rows = [];
  for (const fact of model.facts.values()) {
    if (state.shown.get(fact.id) === 'off') continue;
    const standing = state.view.get(fact.id);
    const record = recordOf(fact, standing);
    fact.cells ??= fixedCells(model, fact);
    rows.push({
      id: fact.id, fact, active: Boolean(standing), ...fact.cells,
      stage: standing ? stageWords(model, standing) || standing.word.label : 'not in this view',
      date: whenWords(record),
      day: record ? startDay(record) : '',
      by: record?.agents.length ? record.agents.map((id) => nameOf(model, id)).join(', ') : '',
    });
  }
  return rows;
}

/** @returns {Object} the cells of a fact that are the same in every view. */
function fixedCells(model, fact) {
  return {
    subject: nameOf(model, fact.subject),
    relation: phraseOf(model, fact, fact.subject),
    object: fact.object ? nameOf(model, fact.object) : valueWords(fact),
    sources: fact.from.map((source) => sourceName(model, source)).join(', '),
    disputed: fact.disputes.length ? 'disputed' : '',
    says: fact.says ?? '',
  };
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
