/* The scene: marks and lines of what is drawn, with their places in pixels at a zoom of one. */

const BASE_RADIUS = 9;
/** Facts of an entity up to which its mark grows by the plain rule, and how much the largest then grows. */
const CROWDED = 150;
const LARGEST_STEP = 2.1;
/** So many marks leave no room to tell single lines apart. */
const MANY_MARKS = 1000;

/**
 * How what is to be drawn differs from what is.
 * @returns {?string} null for not at all, 'more' where some came to the same picture, 'other' for another picture
 */
function focusChange(scene, focus) {
  const size = focus?.size ?? -1;
  if (scene.focus === focus && scene.focusSize === size) return null;
  const more = Boolean(focus && scene.focus) && [...scene.nodes.keys()].every((id) => focus.has(id));
  Object.assign(scene, { focus, focusSize: size });
  return more ? 'more' : 'other';
}

/** Set marks and lines of what is drawn. What came to a picture leaves all others where they are. */
function fillScene(scene, change) {
  const { model, host } = scene;
  const places = scene.places(scene.state.focus);
  const fitted = stretchToFit(places, host);
  scene.stretch = change === 'more' ? { ...scene.stretch, size: Math.min(scene.stretch.size, fitted.size) } : fitted;
  scene.size = scene.stretch.size;
  scene.nodes = drawnMarks(places, scene.stretch, scene.state.focus, model);
  let lines = linesAmong(model, scene.nodes);
  scene.isCrowd = lines.length > CROWD_OF_LINES && (scene.state.focus !== null || scene.nodes.size > MANY_MARKS);
  if (scene.isCrowd) lines = linesAmong(model, scene.nodes, 1);
  scene.edges = new Map(lines.map((line) => [line.id, createEdge(line, scene.nodes)]));
  scene.lineOf = new Map();
  for (const edge of scene.edges.values()) {
    edge.symmetric = edge.facts.every((fact) => fact.symmetric);
    for (const fact of edge.facts) scene.lineOf.set(fact.id, edge);
  }
  scene.many = [...scene.edges.values()].filter((edge) => edge.isMany);
  scene.disputed = [...scene.edges.values()].filter((edge) => edge.facts.some((fact) => fact.disputes.length));
  scene.extent = extentOf(scene.nodes.values());
  scene.hover = null;
}

/** @returns {Map<string, Object>} the marks; `more` where some neighbours of one are not drawn. */
function drawnMarks(places, stretch, focus, model) {
  const marks = new Map();
  const most = places.reduce((so, { id }) => Math.max(so, model.entities.get(id).facts.length), 0);
  // Where some have thousands of facts, a size must still tell hundreds from tens.
  const step = most > CROWDED ? LARGEST_STEP / Math.sqrt(most) : 0.2;
  for (const node of places) {
    const entity = model.entities.get(node.id);
    const radius = BASE_RADIUS * stretch.size * (0.78 + step * Math.sqrt(entity.facts.length));
    marks.set(node.id, {
      id: node.id, kind: node.kind, label: node.label, hollow: entity.unnamed,
      x: node.x * stretch.x, y: node.y * stretch.y,
      radius: Math.min(radius, 26 * stretch.size) * shapeOf(node.kind).size,
      weight: entity.facts.length,
      more: Boolean(focus) && neighboursOf(model, node.id).some((id) => !focus.has(id)),
    });
  }
  return marks;
}

/**
 * Map the positions to the pixels of the host, a little wider or taller than they came.
 * @returns {{x: number, y: number, size: number}} factors, and the scale of marks in a crowd
 */
function stretchToFit(nodes, host) {
  const { left, right, top, bottom } = extentOf(nodes);
  const width = Math.max(host.clientWidth, 300) - 2 * marginOf(host.clientWidth);
  const height = Math.max(host.clientHeight, 300) - FIT_MARGIN.top - FIT_MARGIN.bottom - 20;
  let x = width / Math.max(right - left, 1);
  let y = height / Math.max(bottom - top, 1);
  x = Math.min(x, y * 1.6);
  y = Math.min(y, x * 1.6);
  const room = Math.sqrt((width * height) / Math.max(nodes.length, 1));
  return { x, y, size: Math.min(1, Math.max(0.3, room / 88)) };
}

/** @returns {{left: number, right: number, top: number, bottom: number}} around all places. */
function extentOf(places) {
  const extent = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
  for (const { x, y } of places) {
    extent.left = Math.min(extent.left, x);
    extent.right = Math.max(extent.right, x);
    extent.top = Math.min(extent.top, y);
    extent.bottom = Math.max(extent.bottom, y);
  }
  return extent;
}
