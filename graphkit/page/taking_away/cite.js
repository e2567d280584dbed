/* Cite: citations of a fact or of the view, ready to be copied. */

const CITATIONS = [['Text', citationText, 5], ['BibTeX', citationBibtex, 8], ['RIS', citationRis, 8]];

/** @returns {{url: ?string, file: ?string, day: string}} where a view can be had again, and when it was looked at. */
function accessTo(fragment) {
  const [page] = location.href.split('#');
  const hash = fragment ? `#${fragment}` : '';
  // The path on a reader's own disk helps no one else and is nobody's business.
  if (safeUrl(page)) return { url: page + hash, file: null, day: today() };
  return { url: null, file: (decoded(page.split(/[?]/)[0].split('/').pop()) || 'this page') + hash, day: today() };
}

/**
 * @param {{model: Object, state: Object}} page
 * @param {function(): string} link gives the fragment that restores the view
 * @returns {{open: function(?Object): void}} opens the citations of a fact, null for the view
 */
function createCite({ model, state }, link) {
  const { dialog, body, say, open } = createDialog('cite', 'Cite');

  function block([name, write, rows], citation) {
    const area = element('textarea', { id: `cite-${name.toLowerCase()}`, readonly: true, rows, spellcheck: 'false', class: 'citation' });
    area.value = write(citation);
    const copy = element('button', { type: 'button', 'aria-label': `Copy ${name === 'Text' ? 'text' : name}` }, 'Copy');
    copy.addEventListener('click', async () => {
      if (await copyText(area.value, dialog)) {
        say(`${name} copied`);
        return;
      }
      area.focus();
      area.select();
      say('The browser did not let the page copy. The citation is selected: copy it by hand.');
    });
    return element('section', { class: 'cite-block' },
      element('div', { class: 'cite-head' }, element('label', { for: area.id }, name), copy), area);
  }

  return {
    open(fact) {
      const citation = citationOf(model, state, fact, accessTo(link()));
      replaceContent(body,
        element('p', { class: 'cite-subject' }, fact ? `The fact: ${citation.fact.title}` : 'The whole view'),
        CITATIONS.map((kind) => block(kind, citation)));
      open();
    },
  };
}
