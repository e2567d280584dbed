/* Citations: how a fact, or the view, is named in a text, in BibTeX and in RIS. Texts only. */

/** @returns {string} a text on one line, without what no format can hold. */
function oneLine(text) {
  return xmlText(text ?? '').replace(/\s+/g, ' ').trim();
}

/** @returns {string} a sentence with its full stop. */
function sentence(text) {
  const plain = oneLine(text);
  return !plain || /[.!?…]["”’)]?$/.test(plain) ? plain : `${plain}.`;
}

/** @returns {string} today by the reader's own clock, "YYYY-MM-DD": the day of access. */
function today() {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
}

/** @returns {string} "paragraph 9", "paragraphs 3, 7", "paragraph 3, characters 10 to 24"; other locators as they are. */
function placeWords(places) {
  const plain = places.every((at) => /^p\d+$/.test(at));
  if (plain && places.length > 1) return `paragraphs ${places.map((at) => at.slice(1)).join(', ')}`;
  return places.map(locatorWords).join('; ');
}

/** @returns {Array<string>} evidence by who says so and where, all places in a source together. */
function evidenceLines(model, list) {
  const groups = new Map();
  for (const evidence of list) {
    const key = JSON.stringify([evidence.speakers, evidence.source, evidence.stance]);
    if (!groups.has(key)) groups.set(key, { evidence, places: new Set() });
    if (evidence.at) groups.get(key).places.add(evidence.at);
  }
  return [...groups.values()].map(({ evidence, places }) => evidenceWords(model, evidence, [...places]));
}

/** @returns {string} one voice in one source: speaker, source, publisher, day, paragraphs. */
function evidenceWords(model, evidence, places) {
  const source = model.sources.get(evidence.source);
  const speakers = evidence.speakers.map((id) => nameOf(model, id)).join(', ');
  const about = [publisherWords(model, source), source.published ? `published ${source.published.words}` : publishedWords(source)];
  const stance = { hedges: 'the source hedges', denies: 'the source denies it' }[evidence.stance];
  return oneLine([
    `${speakers ? `${speakers}, in ` : ''}“${source.title ?? source.id}” (${about.filter(Boolean).join(', ')})`,
    placeWords(places), stance,
  ].filter(Boolean).join(', '));
}

/** @returns {string} the stages of a fact beside the one it is cited at, by the day of the view, with agents. */
function otherStages(model, fact, record, day) {
  const told = fact.stages.filter((one) => one !== record && startDay(one) <= day).map((one) => [
    model.stages.get(one.stage).label, one.agents.length ? `by ${one.agents.map((id) => nameOf(model, id)).join(', ')}` : '',
  ].filter(Boolean).join(' '));
  return told.length ? `Also told: ${told.join('; ')}` : '';
}

/**
 * @returns {{title: string, marked: string, when: string, doubts: Array<string>, evidence: Array<string>}}
 *   a fact as a citation tells it, at the stage of the view; the doubts are what a reader must not
 *   lose with it: its condition, its other stages, the questions on which sources differ
 */
function citedFact(model, state, fact) {
  const standing = state.view.get(fact.id);
  const record = recordOf(fact, standing);
  const stage = standing ? stageWords(model, standing) || model.stages.get(standing.stage).label : 'not in this view';
  const short = standing ? SHORT_OF_DONE[standing.group] : null;
  const date = record?.date ? record.date.words : whenWords(record);
  const agents = (standing && record ? record.agents : []).map((id) => nameOf(model, id)).join(', ');
  return {
    title: oneLine(factSentence(model, fact)),
    marked: oneLine(markedSentence(model, fact, standing)),
    when: oneLine([agents ? `${stage} by ${agents}` : stage, date, short].filter(Boolean).join(', ')),
    doubts: [
      record?.condition ? `On condition of ${record.condition}` : '', standing ? otherStages(model, fact, record, state.asOf) : '',
      ...fact.disputes.map((id) => `Sources differ: ${model.disputes.get(id).question}`),
    ].filter(Boolean).map(oneLine),
    evidence: evidenceLines(model, record?.evidence ?? []),
  };
}

/**
 * Everything that a citation says.
 * @param {Object} model
 * @param {Object} state
 * @param {?Object} fact null for the whole view
 * @param {{url: ?string, file: ?string, day: string}} access where the view can be had again: an
 *   address, or of a page without one its file and fragment; and the day of access
 */
function citationOf(model, state, fact, access) {
  const { title, credit, license } = model.graph;
  const view = [viewWords(model, state), filterWords(model, state)].filter(Boolean).join('. ');
  return {
    whole: oneLine(title), credit: oneLine(credit), license: oneLine(license), view: oneLine(view),
    edition: model.edition, fact: fact ? citedFact(model, state, fact) : null, ...access,
  };
}

/** @returns {string} the citation as a reader writes it. */
function citationText({ fact, whole, credit, license, view, edition, url, file, day }) {
  const first = fact ? [
    sentence(`${fact.title}: ${fact.when}`), ...fact.doubts.map(sentence),
    fact.evidence.length ? sentence(`Evidence: ${fact.evidence.join('; ')}`) : '',
    sentence(`In: ${whole}`), sentence(credit),
  ] : [sentence(credit), sentence(whole)];
  return [
    ...first, sentence(view), `Edition ${edition}.`, license ? sentence(`Licence: ${license}`) : '',
    url ? url : file ? sentence(`File: ${file}`) : '', `Accessed ${dayWords(day)}.`,
  ].filter(Boolean).join(' ');
}

/** What TeX would take for its own. Braces are counted even when escaped, so they become words. */
const TEX_SIGNS = {
  '\\': '\\textbackslash{}', '{': '\\textbraceleft{}', '}': '\\textbraceright{}', '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}', '%': '\\%', '&': '\\&', '#': '\\#', _: '\\_', $: '\\$',
};

/** @returns {string} a text that TeX prints as it is. */
function texText(text) {
  return oneLine(text).replace(/[\\{}~^%&#_$]/g, (sign) => TEX_SIGNS[sign]);
}

/** @returns {string} an address that neither ends a field nor begins a command. */
function texUrl(url) {
  return url.replace(/[\\{}\s]/g, (sign) => encodeURIComponent(sign));
}

/** @returns {string} the citation for BibTeX and BibLaTeX. */
function citationBibtex({ fact, whole, credit, license, view, edition, url, file, day }) {
  const words = (fact?.title ?? whole).normalize('NFKD').toLowerCase().match(/[a-z0-9]+/g) ?? ['graph'];
  const note = [
    fact ? sentence(fact.when) : '', ...(fact?.doubts ?? []).map(sentence), fact?.evidence.length ? sentence(`Evidence: ${fact.evidence.join('; ')}`) : '',
    sentence(view), `Edition ${edition}.`, license ? sentence(`Licence: ${license}`) : '', file ? sentence(`File: ${file}`) : '',
    `Accessed ${dayWords(day)}.`,
  ].filter(Boolean).join(' ');
  const fields = [
    // Doubled braces keep a name from being taken apart, and a title in its own capitals.
    credit ? ['author', `{${texText(credit)}}`] : null,
    ['title', `{${texText(fact?.marked ?? whole)}}`],
    fact ? ['howpublished', `In: ${texText(whole)}`] : null,
    ['note', texText(note)],
    url ? ['url', texUrl(url)] : null,
    url ? ['urldate', day] : null,
  ].filter(Boolean);
  return `@misc{${words.slice(0, 4).join('-')}-${edition},\n${fields.map(([name, value]) => `  ${name} = {${value}}`).join(',\n')}\n}\n`;
}

/** @returns {string} the citation in RIS, which most reference managers read. */
function citationRis({ fact, whole, credit, license, view, edition, url, file, day }) {
  const rows = [
    ['TY', 'DATA'], ['TI', fact?.marked ?? whole], fact ? ['T2', whole] : null, credit ? ['AU', credit] : null, ['ET', edition],
    fact ? ['N1', fact.when] : null, ...(fact?.doubts ?? []).map((words) => ['N1', words]), ...(fact?.evidence ?? []).map((words) => ['N1', `Evidence: ${words}`]), ['N1', view],
    license ? ['N1', `Licence: ${license}`] : null, file ? ['N1', `File: ${file}`] : null, url ? ['UR', url] : null,
    ['Y2', day.replaceAll('-', '/')],
  ].filter(Boolean);
  return [...rows.map(([tag, value]) => `${tag}  - ${oneLine(value)}`), 'ER  - ', ''].join('\n');
}
