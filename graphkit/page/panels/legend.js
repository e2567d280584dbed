/* The legend is the filter: every row is enumerated from the data and can be switched off. */

/**
 * @param {HTMLElement} body
 * @param {Object} model
 * @param {Object} state
 * @param {function(): void} changed called after the reader changed a filter
 * @returns {{refresh: function(): void}}
 */
function createLegend(body, model, state, changed) {
  const rows = [];
  const switches = [];
  const context = { model, state, rows, changed };

  const makeSwitch = (label, key) => {
    const button = element('button', { type: 'button', role: 'switch', class: 'switch', 'aria-checked': 'false' }, label);
    button.addEventListener('click', () => {
      state[key] = !state[key];
      changed();
    });
    switches.push({ button, key });
    return button;
  };

  append(body, [
    element('div', { class: 'switches', role: 'group', 'aria-label': 'Show' },
      makeSwitch('Undated', 'undated'), makeSwitch('Disputed', 'disputed'), makeSwitch('Hide inactive', 'hideInactive')),
    kindRows(context), stageRows(context), relationRows(context), sourceRows(context),
  ]);

  return {
    refresh() {
      const counts = countView(model);
      for (const { button, key } of switches) button.setAttribute('aria-checked', String(state[key]));
      for (const row of rows) {
        const count = counts[row.group].get(row.id) ?? 0;
        row.box.checked = !state.hidden[row.group].has(row.id);
        if (row.last === count) continue;
        row.last = count;
        row.count.textContent = numberWords(count);
        row.hint.textContent = countWords(count, row.group === 'kinds' ? 'entity' : 'fact');
        row.item.classList.toggle('empty', count === 0);
      }
    },
  };
}

/** One row: a checkbox with its sign and name, "only", and the count in the view. */
function legendRow({ state, rows, changed }, group, id, label, sign) {
  const key = `${group}-${rows.length}`;
  const box = element('input', { type: 'checkbox', 'aria-describedby': `count-${key}` });
  const count = element('span', { class: 'count', 'aria-hidden': 'true' });
  const hint = element('span', { class: 'visually-hidden', id: `count-${key}` });
  const only = element('button', { type: 'button', class: 'quiet only', 'aria-label': `Only ${label}` }, 'only');
  const item = element('div', { class: 'item' }, element('label', {}, box, sign, element('span', {}, label)), only, count, hint);
  const row = { group, id, box, count, hint, item };
  rows.push(row);
  box.addEventListener('change', () => {
    if (box.checked) state.hidden[group].delete(id);
    else state.hidden[group].add(id);
    changed();
  });
  only.addEventListener('click', () => {
    const others = rows.filter((one) => one.group === group && one.id !== id).map((one) => one.id);
    const already = !state.hidden[group].has(id) && others.every((one) => state.hidden[group].has(one));
    state.hidden[group] = new Set(already ? [] : others);
    changed();
  });
  return item;
}

/** @returns {HTMLElement} a named group of rows. */
function legendGroup(name, ...content) {
  return element('fieldset', {}, element('legend', {}, name), content);
}

/** So many rows of a part are shown at once; the rest stands folded below them. */
const MOST_UNFOLDED = 40;

/** @returns {Array} rows, the last of many under a line that opens them. */
function foldRows(rows, noun) {
  if (rows.length <= MOST_UNFOLDED) return rows;
  const shown = MOST_UNFOLDED / 2;
  return [rows.slice(0, shown), element('details', {}, element('summary', {}, `${countWords(rows.length - shown, `more ${noun}`)}`), rows.slice(shown))];
}

/** The colours of the lines, over the graph, so that the first view can be read alone. */
function fillKey(list, model) {
  const drawn = new Set();
  for (const fact of model.facts.values()) if (fact.drawn) drawn.add(fact.colour);
  replaceContent(list, [...model.colours.values()].filter(({ id }) => drawn.has(id))
    .map((colour) => element('li', {}, lineSwatch('realized', colour.id), colour.label)));
}

function kindRows(context) {
  return legendGroup('Kinds', element('div', { class: 'two' },
    [...context.model.kinds.values()].map((kind) => legendRow(context, 'kinds', kind.id, kind.label, kindGlyph(kind.id)))),
  [...context.model.entities.values()].some((entity) => entity.unnamed)
    ? element('h3', {}, kindGlyph('group', true), 'Hollow: not named by its source') : null);
}

function stageRows(context) {
  const { model } = context;
  const used = new Set();
  for (const fact of model.facts.values()) {
    for (const entry of fact.life) for (const row of entry[1]) used.add(row[1]);
  }
  return legendGroup('Stages', [...model.groups.values()].map((group) => {
    const stages = [...model.stages.values()].filter((stage) => stage.group === group.id && used.has(stage.id));
    if (!stages.length) return null;
    const note = group.id === 'negative' ? ' (no line)' : '';
    return [
      element('h3', {}, note ? null : lineSwatch(group.id, null), group.label + note),
      element('div', { class: stages.length > 1 ? 'two' : null },
        stages.map((stage) => legendRow(context, 'stages', stage.id, stage.label, null))),
    ];
  }), element('h3', {}, lineSwatch('realized', null, false), 'Thin: possible, not certain'),
  model.disputes.size ? element('h3', {}, element('span', { class: 'mark', 'aria-hidden': 'true' }, '?'), 'On a line: sources differ') : null);
}

function relationRows(context) {
  const { model } = context;
  return legendGroup('Relations', [...model.colours.values()].map((colour) => [
    element('h3', {}, lineSwatch('realized', colour.id), colour.label),
    foldRows([...model.relations.values()].filter((relation) => relation.colour === colour.id)
      .map((relation) => legendRow(context, 'relations', relation.id, relation.label, null)), 'relation'),
  ]));
}

function sourceRows(context) {
  const sources = [...context.model.sources.values()].filter((source) => source.facts.length);
  const names = sources.map((source) => sourceName(context.model, source));
  const bearers = new Map();
  for (const name of names) bearers.set(name, (bearers.get(name) ?? 0) + 1);
  return legendGroup('Sources', foldRows(sources.map((source, index) => {
    const twin = bearers.get(names[index]) > 1;
    const label = twin && source.title ? `${names[index]}: ${source.title}` : names[index];
    return legendRow(context, 'sources', source.id, label, null);
  }), 'source'));
}
