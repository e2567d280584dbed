/* Search: a combobox over entities and facts, by name, alias, relation and year. */

const MOST_RESULTS = 14;

/** @returns {string} lower case without accents. */
function plainText(text) {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/**
 * @param {Object} model
 * @returns {function(string): Array<Object>} finder of rows {type, id, label, hint, kind}
 */
function createFinder(model) {
  let rows = null;
  const build = () => {
    const list = [];
    for (const entity of model.entities.values()) {
      list.push({
        type: 'entity', id: entity.id, label: entity.name, kind: entity.kind, weight: entity.facts.length,
        hint: [labelOf(model.kinds, entity.kind), countWords(entity.facts.length, 'fact')].join(' · '),
        name: plainText(entity.name),
        text: plainText([entity.name, entity.short, ...entity.aliases].join(' ')),
      });
    }
    for (const fact of model.facts.values()) {
      const years = new Set();
      for (const { date, attested, due } of fact.stages) {
        for (const one of [date, attested, due]) for (const day of one ? [one.from, one.to] : []) if (day) years.add(day.slice(0, 4));
      }
      const relation = model.relations.get(fact.relation);
      const ends = [fact.subject, fact.object].filter(Boolean).map((id) => model.entities.get(id));
      const label = factSentence(model, fact);
      list.push({
        type: 'fact', id: fact.id, label, kind: null, weight: 0, colour: fact.colour, name: plainText(label),
        hint: [...fact.stages.map((stage) => model.stages.get(stage.stage).label), ...years].join(', '),
        text: plainText([label, relation.inverse, fact.says ?? '', ...years,
          ...ends.flatMap((end) => [end.short, ...end.aliases])].join(' ')),
      });
    }
    return list;
  };
  return (query) => {
    rows ??= build();
    const words = plainText(query).split(/\s+/).filter(Boolean);
    if (!words.length) return [];
    const scored = [];
    for (const row of rows) {
      if (!words.every((word) => row.text.includes(word))) continue;
      const start = words.some((word) => row.name.startsWith(word)) ? 4 : words.some((word) => row.text.includes(` ${word}`)) ? 2 : 0;
      scored.push({ row, score: start + (row.type === 'entity' ? 3 : 0) + Math.min(row.weight, 40) / 50 });
    }
    scored.sort((one, other) => other.score - one.score || (one.row.label < other.row.label ? -1 : 1));
    return scored.slice(0, MOST_RESULTS).map(({ row }) => row);
  };
}

/**
 * @param {HTMLInputElement} input
 * @param {HTMLElement} list
 * @param {Object} model
 * @param {function({type: string, id: string}): void} choose
 * @param {function(string): void} announce
 */
function createSearch(input, list, model, choose, announce) {
  const find = createFinder(model);
  let results = [];
  let active = -1;

  const close = () => {
    list.hidden = true;
    active = -1;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
  };
  const mark = (index) => {
    active = index;
    [...list.children].forEach((row, at) => row.setAttribute('aria-selected', String(at === index)));
    if (index < 0) input.removeAttribute('aria-activedescendant');
    else {
      input.setAttribute('aria-activedescendant', list.children[index].id);
      list.children[index].scrollIntoView({ block: 'nearest' });
    }
  };
  const take = (row) => {
    close();
    input.value = '';
    choose({ type: row.type, id: row.id });
  };
  const draw = () => {
    results = find(input.value);
    if (!input.value.trim()) {
      close();
      return;
    }
    replaceContent(list, results.map((row, index) => element('li', {
      role: 'option', id: `search-${index}`, 'aria-selected': 'false',
      on: { pointerdown: (event) => event.preventDefault(), click: () => take(row) },
    }, row.kind ? kindGlyph(row.kind) : lineSwatch('realized', row.colour),
    element('span', {}, row.label), element('span', { class: 'hint' }, row.hint))),
    results.length ? null : element('li', { class: 'none', role: 'option', 'aria-disabled': 'true', 'aria-selected': 'false' }, 'Nothing found'));
    list.hidden = false;
    input.setAttribute('aria-expanded', 'true');
    mark(results.length ? 0 : -1);
    announce(results.length ? countWords(results.length, 'result') : 'Nothing found');
  };

  input.addEventListener('input', draw);
  // What a search needs of many thousand facts is made while the reader thinks of a word.
  input.addEventListener('focus', () => setTimeout(() => find(' x'), 30), { once: true });
  input.addEventListener('blur', close);
  input.addEventListener('keydown', (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      if (list.hidden) draw();
      else if (results.length) mark((active + step + results.length) % results.length);
    } else if (event.key === 'Enter' && active >= 0 && results[active]) {
      event.preventDefault();
      take(results[active]);
    } else if (event.key === 'Escape') {
      if (list.hidden) input.value = '';
      close();
      event.stopPropagation();
    }
  });
}
