/* New since your last link: copying a link keeps, in this browser, a mark of every fact, so that a
   later edition of the page can tell what is new. Nothing leaves the browser. */

const EDITIONS_KEPT = 4;
/** Characters kept of one project; larger ones keep their edition's name and no marks. */
const MARKS_LIMIT = 600_000;
/** What of a fact makes its mark: all that was written of it, and not how it stands on which day. */
const MARKED = [
  'subject', 'relation', 'stage', 'source', 'text', 'words',
  ...Object.keys(DEFAULTS.fact), ...Object.keys(DEFAULTS.stage), ...Object.keys(DEFAULTS.evidence),
];
const NEWS_SHOWN = 8;

/** @returns {Map<string, string>} the mark of every fact by its id: equal where the same was written. */
function marksOf(model) {
  // A list in place of a function: the fields to write, wherever they stand.
  return new Map(Array.from(model.facts, ([id, fact]) => [id, markOf(JSON.stringify(fact, MARKED))]));
}

/** @returns {string} 32 bits of a text in base 36, by the FNV-1a rule. */
function markOf(text) {
  let hash = 0x811c9dc5;
  for (let place = 0; place < text.length; place += 1) hash = Math.imul(hash ^ text.charCodeAt(place), 0x01000193);
  return (hash >>> 0).toString(36);
}

/**
 * What this browser keeps of the editions of which a link was copied, newest first. A page from
 * disk or in a sandbox may have no storage; it then remembers nothing.
 * @returns {{keep: function(): void, last: function(): ?string, marks: function(string): ?Map<string, string>}}
 */
function createMemory(model) {
  const key = `graphkit-editions ${model.graph.base} ${model.graph.title}`;
  const read = () => {
    try {
      const kept = JSON.parse(localStorage.getItem(key) ?? '[]');
      return Array.isArray(kept) ? kept.filter((one) => typeof one?.edition === 'string') : [];
    } catch {
      return [];
    }
  };
  return {
    /** Remember the edition shown, as the last one of which a link was copied. */
    keep() {
      const marks = [...marksOf(model)].flat();
      const kept = [{ edition: model.edition, marks }, ...read().filter(({ edition }) => edition !== model.edition)];
      let room = MARKS_LIMIT;
      const fitting = kept.slice(0, EDITIONS_KEPT).map((one) => {
        room -= JSON.stringify(one).length;
        return room >= 0 ? one : { edition: one.edition };
      });
      try {
        localStorage.setItem(key, JSON.stringify(fitting));
      } catch {
        // Not kept: the link was copied all the same.
      }
    },
    /** @returns {?string} the edition of which a link was last copied here. */
    last: () => read()[0]?.edition ?? null,
    /** @returns {?Map<string, string>} the marks of an edition; null where none are kept. */
    marks(edition) {
      const found = read().find((one) => one.edition === edition)?.marks;
      if (!Array.isArray(found)) return null;
      const pairs = new Map();
      for (let place = 0; place + 1 < found.length; place += 2) pairs.set(String(found[place]), String(found[place + 1]));
      return pairs;
    },
  };
}

/**
 * What became of the facts since another edition.
 * @param {Object} model
 * @param {Object} memory
 * @param {?string} asked the edition that the link names
 * @returns {?Object} null where there is nothing to say; else `edition`, and `listed` where the page
 *   has a list since that very edition, or `added`, `changed` (facts) and `gone` (ids) where its marks are
 *   kept; else it is an edition that is unknown here
 */
function newsSince(model, memory, asked) {
  const edition = asked ?? memory.last();
  if (!edition || edition === model.edition) return null;
  if (model.changes?.edition === edition) return { edition, listed: true };
  const before = memory.marks(edition);
  if (!before) return { edition };
  const now = marksOf(model);
  const facts = [...model.facts.values()];
  return {
    edition,
    added: facts.filter(({ id }) => !before.has(id)),
    changed: facts.filter(({ id }) => before.has(id) && before.get(id) !== now.get(id)),
    gone: [...before.keys()].filter((id) => !now.has(id)),
  };
}

/** @returns {string} the news in one sentence. */
function newsWords({ listed, added, changed, gone }) {
  if (listed) return 'This page has changed since the link was made.';
  if (!added) return 'The link was made from another edition of this page, which this browser does not know.';
  if (!added.length && !changed.length && !gone.length) return 'No fact has changed since this link was copied; other words of the page have.';
  return `${joined([
    added.length ? `${countWords(added.length, 'fact')} new` : null,
    changed.length ? `${changed.length.toLocaleString('en')} changed` : null,
    gone.length ? `${gone.length.toLocaleString('en')} gone` : null,
  ], ', ').join('')} since this link was copied.`;
}

/**
 * What the overview says of the news.
 * @param {Object} context
 * @param {boolean} first whether nothing stands before it
 * @returns {?Array<Node>} null where there is none
 */
function newsOverview(context, first) {
  const { choose, model } = context;
  const news = context.news();
  if (!news) return null;
  const part = (title, rows, draw) => (rows.length ? [
    element('p', { class: 'kicker news-part' }, title), draw(rows.slice(0, NEWS_SHOWN)),
    rows.length > NEWS_SHOWN ? element('details', {},
      element('summary', {}, `${(rows.length - NEWS_SHOWN).toLocaleString('en')} more`), draw(rows.slice(NEWS_SHOWN))) : null,
  ] : null);
  const lines = (facts) => factLines(context, facts);
  return [
    element(first ? 'h3' : 'h4', { class: first ? 'title' : null }, 'New since your last link'),
    element('p', { class: 'aside' }, newsWords(news)),
    news.listed ? element('p', {}, element('button', {
      type: 'button', on: { click: () => choose({ type: 'edition', id: model.changes.commit }) },
    }, 'Open the list of changes')) : null,
    news.added ? [part('New', news.added, lines), part('Changed', news.changed, lines),
      part('Gone', news.gone, (ids) => element('ul', { class: 'plain' }, ids.map((id) => element('li', {}, id))))] : null,
  ];
}
