/* What lies under the pointer, and who lies next to whom. */

const NEAR_LINE = 7;

/**
 * @param {Object} scene
 * @param {{x: number, y: number}} point in the graph's own coordinates
 * @returns {?{type: string, id: string}} the entity there, else the fact or pair whose line passes close by
 */
function pickAt(scene, point) {
  if (!scene.state) return null;
  const scale = scene.network.getScale();
  let best = null;
  for (const node of scene.nodes.values()) {
    if (scene.state.nodes.get(node.id) === 'off') continue;
    const reach = Math.max(node.radius * 1.25, 11 / scale);
    const distance = Math.hypot(node.x - point.x, node.y - point.y);
    if (distance <= reach && (!best || distance < best.distance)) best = { distance, id: node.id };
  }
  if (best) return { type: 'entity', id: best.id };
  return pickFact(scene, point, scale);
}

/** @returns {?{type: string, id: string}} the fact, or the pair, whose line is nearest; ghosts only as a last resort. */
function pickFact(scene, point, scale) {
  let best = null;
  const reach = NEAR_LINE / scale;
  for (const edge of scene.edges.values()) {
    if (!edge.look) continue;
    if (Math.min(edge.x0, edge.x1, edge.x2) - reach > point.x || Math.max(edge.x0, edge.x1, edge.x2) + reach < point.x) continue;
    if (Math.min(edge.y0, edge.y1, edge.y2) - reach > point.y || Math.max(edge.y0, edge.y1, edge.y2) + reach < point.y) continue;
    const distance = distanceTo(edge, point.x, point.y);
    const cost = distance + (edge.look.level === 0 ? reach : 0);
    if (distance <= reach && (!best || cost < best.cost)) best = { cost, edge };
  }
  return best ? targetOfLine(best.edge) : null;
}

/** @returns {{type: string, id: string}} what a line stands for: its fact, or the pair that has many. */
function targetOfLine(edge) {
  return edge.isMany ? { type: 'pair', id: edge.pair.id } : { type: 'fact', id: edge.id };
}

/** Tell what the pointer rests on, at most once a frame and not while a button is down. */
function watchHover(host, scene, report) {
  let waiting = false;
  let last = null;
  host.addEventListener('pointermove', (event) => {
    if (event.pointerType === 'touch' || event.buttons) return;
    const frame = host.getBoundingClientRect();
    last = { x: event.clientX - frame.left, y: event.clientY - frame.top };
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      if (last) report(pickAt(scene, scene.network.DOMtoCanvas(last)));
    });
  });
  host.addEventListener('pointerleave', () => {
    last = null;
    report(null);
  });
}

/** @returns {Set<string>} the visible entities that share a visible fact with this one. */
function visibleNeighbours(scene, model, id) {
  const found = new Set();
  for (const fact of model.entities.get(id).facts) {
    if (!scene.lineOf.get(fact.id)?.look) continue;
    const other = otherEnd(fact, id);
    if (other && other !== id) found.add(other);
  }
  return found;
}

/**
 * @param {{x: number, y: number}} direction a unit step on the screen
 * @returns {?string} the neighbour in that direction: near counts, straight ahead counts more
 */
function neighbourTowards(scene, model, id, direction) {
  const here = scene.nodes.get(id);
  if (!here) return mostConnected(scene, model);
  let best = null;
  for (const other of visibleNeighbours(scene, model, id)) {
    const there = scene.nodes.get(other);
    const [dx, dy] = [there.x - here.x, there.y - here.y];
    const distance = Math.hypot(dx, dy) || 1;
    const ahead = (dx * direction.x + dy * direction.y) / distance;
    if (ahead < 0.38) continue;
    const cost = distance * (2.2 - ahead);
    if (!best || cost < best.cost) best = { cost, other };
  }
  return best ? best.other : null;
}

/** @returns {?string} the visible entity with most facts in the view. */
function mostConnected(scene, model) {
  let best = null;
  for (const node of scene.nodes.values()) {
    if (scene.state.nodes.get(node.id) !== 'on') continue;
    const count = model.entities.get(node.id).facts.filter((fact) => scene.state.shown.get(fact.id) === 'on').length;
    if (!best || count > best.count) best = { count, id: node.id };
  }
  return best ? best.id : null;
}
