/* How stages and facts are said. Dates with a doubt come as words from Python. */

const BADGES = {
  'one-source': ['one source', 'Only one source carries this.'],
  'one-unnamed-speaker': ['one unnamed speaker', 'It rests on one speaker whom the source does not name.'],
  'second-hand': ['second hand', 'The source relays another one.'],
};

/** @returns {string} a date short enough to open a line: a plain one as written, else in words. */
function shortDate(date) {
  return date.text ?? date.words;
}

/**
 * When a stage began, for the head of a line.
 * @param {?Object} record a stage record
 * @returns {string}
 */
function whenWords(record) {
  if (!record) return 'undated';
  if (record.date) return shortDate(record.date);
  if (record.attested) return `attested ${shortDate(record.attested)}`;
  if (record.due) return `due ${shortDate(record.due)}`;
  if (record.firstAttested) return `first attested ${record.firstAttested}${boundWords(record)}`;
  return 'undated';
}

/** @returns {string} what keeps the first possible day of a report from being read as its day. */
function boundWords(record) {
  return record.early ? ' at the earliest' : '';
}

/** @returns {?Object} the stage record that tells of a fact: what it rests on, else its first. */
function recordOf(fact, standing) {
  return standing?.record ?? fact.stages[0] ?? null;
}

/** @returns {string} the earliest day a stage record may have begun, '' when that is open. */
function startDay(record) {
  return record.date?.from ?? record.attested?.from ?? record.firstAttested ?? '';
}

/** @returns {string} the phrase of a fact seen from one end. */
function phraseOf(model, fact, entityId) {
  const relation = model.relations.get(fact.relation);
  const phrase = fact.subject === entityId ? relation.label : relation.inverse || relation.label;
  const detail = [fact.role, fact.field].filter(Boolean).join(', ');
  return detail ? `${phrase} (${detail})` : phrase;
}

/** @returns {string} stage and doubt: "announced", "possibly in force", '' when plainly so. */
function stageWords(model, standing) {
  if (!standing) return '';
  const stage = model.stages.get(standing.stage);
  if (!standing.certain) return `possibly ${stage.label}`;
  return stage.group === 'realized' ? '' : stage.label;
}

/** How far from done a group of stages is: a past tense must not stand alone where nothing is past. */
const SHORT_OF_DONE = {
  prospective: 'neither agreed nor done', committed: 'not yet done', negative: 'its sources say that it does not hold',
};

/** @returns {string} stage and doubt, and what they fall short of: "announced, not yet done". */
function standingWords(model, standing) {
  const stage = model.stages.get(standing.stage);
  return [stageWords(model, standing) || stage.label, SHORT_OF_DONE[stage.group]].filter(Boolean).join(', ');
}

/** @returns {string} a curator's note; where it names a source by its id, by what readers call it. */
function noteWords(model, note) {
  return note.replace(/[a-z0-9]+(?:-[a-z0-9]+)+/g, (id) => (model.sources.has(id) ? sourceName(model, model.sources.get(id)) : id));
}

/**
 * A fact in one plain sentence, for names, search and the table.
 * @returns {string}
 */
function factSentence(model, fact) {
  const object = fact.object ? nameOf(model, fact.object) : valueWords(fact);
  return `${nameOf(model, fact.subject)} ${phraseOf(model, fact, fact.subject)} ${object}`;
}

/** @returns {string} the value of a fact that has no object. */
function valueWords(fact) {
  return fact.value ?? '';
}

/** @returns {string} a locator in words: a paragraph, or characters of one; others as they are. */
function locatorWords(at) {
  const place = /^p(\d+)(?::(\d+)-(\d+))?$/.exec(at ?? '');
  if (!place) return at;
  const [, paragraph, from, to] = place;
  return `paragraph ${paragraph}${from ? `, characters ${from} to ${to}` : ''}`;
}

/** @returns {Array<Object>} the newest of many facts, in the order of sortedByDay, without sorting all. */
function newestOf(state, facts, most) {
  const dayOf = (fact) => {
    const date = recordOf(fact, fact.standing)?.date;
    return date?.from ?? date?.to ?? '';
  };
  let least = '';
  let found = [];
  for (const fact of facts) {
    if (found.length >= most && dayOf(fact) < least) continue;
    found.push(fact);
    if (found.length < 4 * most) continue;
    found = sortedByDay(state, found).slice(0, most);
    least = dayOf(found.at(-1));
  }
  return sortedByDay(state, found).slice(0, most);
}

/** @returns {Array<Object>} the facts by the day they stand for, newest first, undated last. */
function sortedByDay(state, facts) {
  const rows = Array.from(facts, (fact) => {
    const date = recordOf(fact, state.view.get(fact.id))?.date;
    return { fact, day: date?.from ?? date?.to ?? '' };
  });
  rows.sort((one, other) => (one.day === other.day ? (one.fact.id < other.fact.id ? -1 : 1) : one.day < other.day ? 1 : -1));
  return rows.map(({ fact }) => fact);
}

/** @returns {?string} the publisher, unless the source is already called by it. */
function publisherWords(model, source) {
  if (!source.publisher) return source.hasText ? 'publisher not named' : null;
  return nameOf(model, source.publisher);
}

/** @returns {string} when a source was published, in words. */
function publishedWords(source) {
  return source.published ? source.published.words : 'day of publication unknown';
}
