/* Dialogues: the browser's own, which keeps the focus inside, gives it back and closes by Escape. */

/**
 * @param {string} id
 * @param {string} title
 * @returns {{dialog: HTMLDialogElement, body: HTMLElement, say: function(string): void, open: function(): void}} `say`
 *   speaks from inside: while a dialogue is open nothing else on the page is heard
 */
function createDialog(id, title) {
  const heading = element('h2', { id: `${id}-title` }, title);
  const body = element('div', { class: 'dialog-body' });
  const said = element('p', { class: 'dialog-said', role: 'status' });
  const close = element('button', { type: 'button', class: 'quiet', on: { click: () => dialog.close() } }, 'Close');
  const dialog = element('dialog', { id, class: 'dialog', 'aria-labelledby': `${id}-title` },
    element('div', { class: 'dialog-head' }, heading, close), body, said);
  // Its Escape is not the page's, which would close what lies below as well.
  dialog.addEventListener('keydown', (event) => { if (event.key === 'Escape') event.stopPropagation(); });
  dialog.addEventListener('click', (event) => { if (event.target === dialog) dialog.close(); });
  document.body.append(dialog);
  return {
    dialog,
    body,
    say(text) { said.textContent = text; },
    open() {
      said.textContent = '';
      dialog.showModal();
    },
  };
}
