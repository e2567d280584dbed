/* Print: what goes on paper is put together when it is asked for, by the button or by the
   browser's own command, and taken away again afterwards. The picture is the sheet, as lines. */

/** More rows than these are a book; whoever needs them has the exports. */
const MOST_ROWS = 1500;

/** What can be printed: id, label, and whether there is any of it. */
const PRINT_PARTS = [
  ['picture', () => 'Picture', () => true],
  ['legend', () => 'Legend under the picture', () => true],
  ['dossier', ({ model, state }) => `Dossier: ${targetWords(model, state, state.target)}`, ({ state }) => state.target !== null],
  ['story', () => 'Story', ({ model }) => model.moments.length > 0],
  ['table', () => 'Table of facts', () => true],
  ['disputes', () => 'Where the sources differ', ({ model }) => model.disputes.size > 0],
];

/** @returns {Set<string>} the parts that are open: what one expects of a print that was not asked about. */
function openParts({ state }) {
  const parts = new Set(state.table.open ? ['table'] : ['picture', 'legend']);
  if (state.target) parts.add('dossier');
  if (state.moment !== null) parts.add('story');
  return parts;
}

/**
 * @param {HTMLButtonElement} button opens the dialogue
 * @param {{model: Object, state: Object, renderer: Object}} page
 * @param {function(...(Node|string|null)): void} note says something for all to see
 */
function createPrinting(button, page, note) {
  const { dialog, body, open } = createDialog('print', 'Print');
  const paper = element('div', { id: 'paper', class: 'paper' });
  document.body.append(paper);
  let chosen = null;

  function fillPaper() {
    replaceContent(paper, paperContent(page, chosen ?? openParts(page)));
    document.documentElement.dataset.printing = '';
  }

  function clearPaper() {
    chosen = null;
    paper.replaceChildren();
    delete document.documentElement.dataset.printing;
  }

  function print(parts) {
    chosen = parts;
    dialog.close();
    let began = false;
    window.addEventListener('beforeprint', () => { began = true; }, { once: true });
    window.print();
    // A frame may forbid it, and the browser says so to no one but its console.
    setTimeout(() => {
      if (!began && window.self !== window.top) note('The page around this one does not allow printing: open this page on its own and print there.');
    }, 500);
  }

  button.addEventListener('click', () => {
    const wanted = openParts(page);
    const boxes = PRINT_PARTS.filter(([, , there]) => there(page)).map(([id, label]) => {
      const box = element('input', { type: 'checkbox', value: id, checked: wanted.has(id) });
      return { id, box, row: element('label', { class: 'print-part' }, box, element('span', {}, label(page))) };
    });
    const go = element('button', { type: 'button', class: 'first' }, 'Print now');
    const check = () => {
      const ticked = (name) => boxes.some(({ id, box }) => id === name && box.checked);
      const legend = boxes.find(({ id }) => id === 'legend').box;
      legend.disabled = !ticked('picture');
      go.disabled = !boxes.some(({ id, box }) => id !== 'legend' && box.checked);
    };
    go.addEventListener('click', () => print(new Set(boxes.filter(({ box }) => box.checked).map(({ id }) => id))));
    const fieldset = element('fieldset', { on: { change: check } }, element('legend', {}, 'What to print'), boxes.map(({ row }) => row));
    replaceContent(body, fieldset, element('div', { class: 'dialog-foot' }, go,
      element('button', { type: 'button', on: { click: () => dialog.close() } }, 'Cancel')));
    check();
    open();
  });
  window.addEventListener('beforeprint', fillPaper);
  window.addEventListener('afterprint', clearPaper);
}

// ------------------------------------------------------------------------ the paper

/** @returns {Array<Node|Array|null>} what stands on paper. */
function paperContent(page, parts) {
  const { model, state } = page;
  const picture = parts.has('picture')
    ? element('div', { class: 'paper-picture' }, drawSheet(page, { legend: parts.has('legend') })) : null;
  const texts = [
    parts.has('dossier') && state.target ? paperPart('Dossier', dossierCopy()) : null,
    parts.has('story') ? paperPart('The story', storyList(model)) : null,
    parts.has('disputes') ? paperPart('Where the sources differ', allDisputes(model)) : null,
  ].filter(Boolean);
  const table = parts.has('table') ? paperTable(model, state) : null;
  // The sheet has a head and a foot of its own.
  if (!texts.length && !table) return [picture];
  return [picture, paperHead(page, picture !== null, texts.length === 0), texts, table, paperFoot(model.graph, model.edition, table !== null)];
}

/** @returns {HTMLElement} the title and what is told; `wide` where it stands on a page with the table. */
function paperHead({ model, state }, again, wide) {
  const words = [viewWords(model, state), filterWords(model, state)].filter(Boolean);
  return element('header', { class: wide ? 'paper-head paper-wide' : 'paper-head' },
    element(again ? 'p' : 'h1', { class: again ? 'paper-title' : null }, model.graph.title),
    words.map((text, index) => element('p', { class: index ? 'aside' : 'paper-date' }, text)));
}

function paperFoot({ credit, license }, edition, wide) {
  return element('footer', { class: wide ? 'paper-foot paper-wide' : 'paper-foot' },
    [credit, license ? `Licence: ${license}` : '', `Edition ${edition}`].filter(Boolean).map((text) => element('p', {}, text)));
}

function paperPart(title, content) {
  return element('section', { class: 'paper-part' }, element('h2', {}, title), content);
}

/** @returns {HTMLElement} the open dossier, all of it unfolded, without what only a screen can do. */
function dossierCopy() {
  const copy = element('div', { class: 'dossier-print' }, [...byId('dossier-body').childNodes].map((node) => node.cloneNode(true)));
  for (const control of copy.querySelectorAll('button, input')) control.remove();
  for (const folded of copy.querySelectorAll('details')) folded.open = true;
  for (const named of copy.querySelectorAll('[id]')) named.removeAttribute('id');
  return copy;
}

function storyList(model) {
  return element('ol', { class: 'paper-story' }, model.moments.map((moment) => element('li', {},
    element('h3', {}, moment.title), element('p', { class: 'aside' }, moment.date.words), element('p', {}, moment.text))));
}

function allDisputes(model) {
  const links = createLinks(model, () => {});
  return [...model.disputes.values()].map((dispute) => disputeView(model, links, dispute, 'h3'));
}

/** @returns {HTMLElement} the rows of the table as the reader filtered and sorted them. */
function paperTable(model, state) {
  const rows = visibleRows(model, state);
  const left = rows.length - MOST_ROWS;
  return element('section', { class: 'paper-part paper-table' }, element('h2', {}, 'Facts'),
    element('p', { class: 'aside' }, tableWords(model, state, rows.length)),
    element('table', {},
      element('thead', {}, element('tr', {}, TABLE_COLUMNS.map((title) => element('th', { scope: 'col' }, title)))),
      element('tbody', {}, rows.slice(0, MOST_ROWS).map((row) => element('tr', { class: row.active ? null : 'out' },
        CELLS.map((text) => element('td', {}, text(row))))))),
    left > 0 ? element('p', { class: 'aside' }, `${left.toLocaleString('en')} more are not printed.`) : null);
}
