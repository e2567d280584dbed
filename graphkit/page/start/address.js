/* The address follows the page, and the page the address; and the button that copies it. */

const LINK_DEBOUNCE = 250;

/** @returns {boolean} whether a hash names a place on the page, as "Skip to the graph" does: no state to restore. */
function isPlace(hash) {
  return byId(decoded(hash.slice(1)) ?? '') !== null;
}

/**
 * Keep address and page in step.
 *
 * The address follows once things have come to rest. A new dossier or moment is a new step of the
 * browser's history, since readers come to it by what looks like a link and is one; days, filters,
 * table and camera only rewrite the step they belong to, so that Back is never a way through a
 * hundred positions of a slider. In a frame nothing becomes a step: Back belongs to the page around.
 * @param {Object} state
 * @param {{write: function(): string, open: function(string): void}} parts `write` gives the
 *   fragment of the state, `open` restores one
 * @returns {{follow: function(): void, start: function(): void}}
 */
function createAddress(state, { write, open }) {
  // What this script last wrote or read. An address changed by another hand is never overwritten:
  // it is about to be opened.
  let known = location.hash;
  let stop = null;
  let timer = null;
  const stopOf = () => JSON.stringify([state.target, state.moment]);

  const settle = () => {
    if (location.hash !== known) return;
    const fragment = write();
    const here = stopOf();
    const push = here !== stop && window.self === window.top;
    stop = here;
    if (`#${fragment}` === known || (!fragment && !known)) return;
    try {
      const address = location.href.split('#')[0] + (fragment ? `#${fragment}` : '');
      history[push ? 'pushState' : 'replaceState'](null, '', address);
      known = location.hash;
    } catch {
      // A page in a sandbox has no address of its own; Copy link still works.
    }
  };
  const follow = () => {
    clearTimeout(timer);
    timer = setTimeout(settle, LINK_DEBOUNCE);
  };
  const read = () => {
    known = location.hash;
    open(isPlace(known) ? '' : known.slice(1));
    stop = stopOf();
    follow();
  };
  window.addEventListener('hashchange', () => {
    if (location.hash === known) return;
    if (isPlace(location.hash)) {
      known = location.hash;
      follow();
    } else {
      read();
    }
  });
  return { follow, start: read };
}

/**
 * The line under the title that says what became of a link.
 * @param {HTMLElement} line a live region
 * @returns {function(...(Node|string|null)): void} shows its arguments in place of what stood there
 */
function createNote(line) {
  return (...content) => {
    replaceContent(line, content);
    if (line.hasChildNodes()) {
      line.append(' ', element('button', { type: 'button', class: 'quiet', on: { click: () => line.replaceChildren() } }, 'Dismiss'));
    }
  };
}

/**
 * Copy a link, and say so; where the browser refuses, show it for copying by hand.
 * @param {HTMLButtonElement} button
 * @param {string} address
 * @param {function(string): void} announce
 * @param {function(...(Node|string|null)): void} note
 */
async function copyLink(button, address, announce, note) {
  if (await copyText(address)) {
    note();
    announce('Link copied');
    showDone(button, 'Link copied');
    return;
  }
  const field = element('input', { type: 'text', readonly: true, value: address, 'aria-label': 'Link to this view' });
  note('The browser did not let the page copy. Copy the link from here: ', field);
  field.focus();
  field.select();
}
