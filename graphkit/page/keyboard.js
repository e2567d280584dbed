/* The graph by keyboard. */

const DIRECTIONS = {
  ArrowRight: { x: 1, y: 0 }, ArrowLeft: { x: -1, y: 0 }, ArrowUp: { x: 0, y: -1 }, ArrowDown: { x: 0, y: 1 },
};

/**
 * @param {HTMLElement} graph the focusable element
 * @param {Object} parts renderer, model, state; `current` gives the chosen target, `choose` sets it,
 *   `open` moves on to the dossier, `announce` speaks
 */
function watchKeyboard(graph, { renderer, model, state, current, choose, open, announce }) {
  /** @returns {?string} the entity a walk goes on from. */
  const here = () => {
    const target = current();
    const id = target?.type === 'fact' ? model.facts.get(target.id).subject : target?.type === 'entity' ? target.id : null;
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
    const facts = model.entities.get(anchor).facts.filter((fact) => fact.drawn && state.shown.get(fact.id) === 'on');
    if (!facts.length) return;
    const at = target?.type === 'fact' ? facts.findIndex((fact) => fact.id === target.id) : -1;
    const next = at < 0 ? (by > 0 ? 0 : facts.length - 1) : (at + by + facts.length) % facts.length;
    choose({ type: 'fact', id: facts[next].id });
  };

  graph.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const actions = {
      PageDown: () => turn(1), PageUp: () => turn(-1),
      '+': () => renderer.zoom(1.3), '=': () => renderer.zoom(1.3), '-': () => renderer.zoom(1 / 1.3),
      0: () => renderer.fit(), Escape: () => choose(null), Enter: open,
    };
    const action = Object.hasOwn(DIRECTIONS, event.key) ? () => walk(DIRECTIONS[event.key])
      : Object.hasOwn(actions, event.key) ? actions[event.key] : null;
    if (!action) return;
    event.preventDefault();
    action();
  });
}
