/* The graph by keyboard. */

const DIRECTIONS = {
  ArrowRight: { x: 1, y: 0 }, ArrowLeft: { x: -1, y: 0 }, ArrowUp: { x: 0, y: -1 }, ArrowDown: { x: 0, y: 1 },
};

/**
 * @param {HTMLElement} graph the focusable element
 * @param {Object} parts renderer, model, state; `current` gives the chosen target, `choose` sets it,
 *   `open` moves on to the dossier, `grow` draws more neighbours of an entity, `turnStory` turns to another moment, null without a story,
 *   `announce` speaks
 */
function watchKeyboard(graph, { renderer, model, state, current, choose, open, grow, turnStory, announce }) {
  /** @returns {?string} the entity a walk goes on from. */
  const here = () => {
    const target = current();
    const [id = null] = endsOf(model, target);
    return id !== null && state.nodes.has(id) ? id : null;
  };
  let anchor = null;

  const walk = (direction) => {
    const from = here();
    const next = from ? renderer.towards(from, direction) : renderer.start();
    if (next) choose({ type: 'entity', id: next });
    else announce('No neighbour in that direction');
  };
  const turn = (by) => {
    const target = current();
    if (target?.type === 'entity') anchor = target.id;
    if (!anchor) return;
    const lines = renderer.linesOf(anchor);
    if (!lines.length) return;
    const at = lines.findIndex(({ type, id }) => type === target?.type && id === target.id);
    const next = at < 0 ? (by > 0 ? 0 : lines.length - 1) : (at + by + lines.length) % lines.length;
    choose(lines[next]);
  };

  graph.addEventListener('keydown', (event) => {
    // On many keyboards a bracket is typed with AltGr or Option.
    const bracket = '[]'.includes(event.key) && event.altKey && !event.metaKey;
    if ((event.ctrlKey || event.metaKey || event.altKey) && !bracket) return;
    const actions = {
      PageDown: () => turn(1), PageUp: () => turn(-1),
      '+': () => renderer.zoom(1.3), '=': () => renderer.zoom(1.3), '-': () => renderer.zoom(1 / 1.3),
      n: () => { if (here()) grow(here()); },
      0: () => renderer.fit(), Escape: () => choose(null), Enter: open,
      ...(turnStory && { '[': () => turnStory(-1), ']': () => turnStory(1) }),
    };
    const action = Object.hasOwn(DIRECTIONS, event.key) ? () => walk(DIRECTIONS[event.key])
      : Object.hasOwn(actions, event.key) ? actions[event.key] : null;
    if (!action) return;
    event.preventDefault();
    action();
  });
}
