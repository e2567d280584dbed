/* The data as it comes: what the exporter left out is put back here, once, in place. The contract
   is told by the docstrings of graphkit/projections/page.py and lives.py. */

/** An empty list, one for all records that have none: it must never get an item. */
const NONE = Object.freeze([]);

/** What a record means when it leaves a field out. */
const DEFAULTS = {
  relation: { inverse: null, symmetric: false },
  entity: { name: '', short: null, type: null, date: null, aliases: NONE, note: null, unnamed: false },
  source: {
    title: null, kind: null, publisher: null, author: NONE, published: null, publishedNote: null,
    url: null, archived: null, cites: NONE, note: null, hasText: false,
  },
  fact: {
    object: null, value: null, role: null, field: null, says: null, about: null, confidence: null,
    rank: null, reason: null, note: null, stages: NONE, disputes: NONE, badges: NONE,
  },
  stage: {
    agents: NONE, date: null, attested: null, due: null, condition: null, note: null,
    firstAttested: null, early: false, evidence: NONE,
  },
  evidence: { at: null, speakers: null, cites: NONE, stance: 'supports', note: null },
  dispute: { question: '', kind: null, about: NONE, positions: NONE },
  position: { says: '', facts: NONE, evidence: NONE },
};

/** How a fact stands, as the bits of a row's third number. */
const CERTAIN = 1;
const HOLDS = 2;
const RAN_OUT = 4;

/**
 * Put back what the exporter left out.
 * @param {Object} raw what the exporter wrote; afterwards dates are {words, from, to, endFrom,
 *   endTo}, the plain ones with their text, and the rows of lives are [day, stage, certain, holds,
 *   label, record], record being the stage record that the state rests on
 */
function spellOut(raw) {
  const dates = new Map(Object.entries(raw.dates));
  raw.vocabulary.relations = raw.vocabulary.relations.map((relation) => complete(relation, 'relation'));
  const relations = new Map(raw.vocabulary.relations.map((relation) => [relation.id, relation]));
  for (const [id, written] of Object.entries(raw.entities)) {
    const entity = complete(written, 'entity');
    entity.short ??= entity.name;
    entity.date = dateOf(dates, entity.date);
    raw.entities[id] = entity;
  }
  for (const [id, written] of Object.entries(raw.sources)) {
    const source = complete(written, 'source');
    source.published = dateOf(dates, source.published);
    raw.sources[id] = source;
  }
  const sources = new Map(Object.entries(raw.sources));
  raw.facts = raw.facts.map((written) => {
    const fact = complete(written, 'fact');
    fact.id ??= usualId(fact);
    fact.stages = fact.stages.map((stage) => spellStage(stage, fact, { relations, dates, sources }));
    spellLife(fact);
    return fact;
  });
  for (const [id, written] of Object.entries(raw.disputes)) {
    const dispute = complete(written, 'dispute');
    dispute.positions = dispute.positions.map((writtenPosition) => {
      const position = complete(writtenPosition, 'position');
      position.evidence = position.evidence.map((evidence) => spellEvidence(evidence, sources));
      return position;
    });
    raw.disputes[id] = dispute;
  }
  raw.moments = raw.moments.map((moment) => ({ ...moment, date: dateOf(dates, moment.date) }));
}

/** @returns {Object} a stage record with all that it leaves out. */
function spellStage(written, fact, { relations, dates, sources }) {
  const stage = complete(written, 'stage');
  stage.stage ??= relations.get(fact.relation).stage;
  stage.date = dateOf(dates, stage.date);
  stage.attested = dateOf(dates, stage.attested);
  stage.due = dateOf(dates, stage.due);
  stage.firstAttested ??= stage.attested?.to ?? null;
  stage.evidence = stage.evidence.map((evidence) => spellEvidence(evidence, sources));
  return stage;
}

/** @returns {Object} a record with the fields that it leaves out, all records of a kind alike. */
function complete(record, kind) {
  return { ...DEFAULTS[kind], ...record };
}

/** @returns {string} the id of a fact that comes without one. */
function usualId({ subject, relation, object }) {
  const verb = relation.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`);
  return [subject, verb, object].filter(Boolean).join('-');
}

/** @returns {Object} a piece of evidence, also where it came as "source locator". */
function spellEvidence(written, sources) {
  const [source, at] = typeof written === 'string' ? written.split(' ') : [];
  const evidence = complete(source ? { source, at } : written, 'evidence');
  const { publisher, author } = sources.get(evidence.source);
  evidence.speakers ??= publisher ? [publisher] : author;
  return evidence;
}

/** Spell out the rows of a fact's life, and lists that stand for an earlier one. */
function spellLife(fact) {
  let label = '';
  for (const entry of fact.life) {
    if (typeof entry[1] === 'number') {
      entry[1] = fact.life[entry[1]][1];
      continue;
    }
    entry[1] = entry[1].map(([day, place, how, words]) => {
      label = words ?? label;
      const record = fact.stages[place];
      const stage = how & RAN_OUT ? 'ended' : record.stage;
      return [day, stage, Boolean(how & CERTAIN), Boolean(how & HOLDS), label, record];
    });
  }
}

/** @returns {?Object} the date record of a date's text, one for all that have it. */
function dateOf(dates, text) {
  if (text === null) return null;
  const found = dates.get(text);
  if (found && 'endTo' in found) return found;
  const date = { from: null, to: null, endFrom: null, endTo: null, ...(found ?? plainDate(text)) };
  dates.set(text, date);
  return date;
}

/** @returns {Object} what "1992", "2025-11" or "2025-11-06" means. */
function plainDate(text) {
  return { text, words: dayWords(text), from: `${text}-01-01`.slice(0, 10), to: parseDay(text) };
}
