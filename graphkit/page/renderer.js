/* vis-network behind a handful of functions; nothing else on the page knows it.
   It carries the entities, the camera, and the gestures of mouse, pen and finger; lines, marks
   and names are drawn by us on its canvas (edges.js, overlay.js). */

const BASE_RADIUS = 9;
const FIT_MARGIN = { x: 84, top: 34, bottom: 50 };

/**
 * @param {HTMLElement} host empty element that the graph fills
 * @param {Object} model
 * @param {{onClick: function(?Object), onHover: function(?Object), headroom: function(): number}} handlers
 *   called with {type: 'entity'|'fact', id} or null; `headroom` tells the pixels covered at the top
 * @returns {Object} setState, select, focus, fit, zoom, recolour, cover, redraw, drawn, towards, start
 */
function createRenderer(host, model, handlers) {
  const scene = createScene(host, model);
  scene.headroom = handlers.headroom;
  const { network } = scene;
  const overlay = createOverlay(scene);
  let touched = false;

  network.on('afterDrawing', (context) => overlay.draw(context));
  // Drawn once before the next frame, however often it is asked for; `network.redraw` draws at once.
  const redraw = () => network.body.emitter.emit('_requestRedraw');
  network.on('zoom', () => { touched = true; });
  network.on('dragEnd', () => { touched = true; });
  network.on('click', (event) => handlers.onClick(pickAt(scene, event.pointer.canvas)));
  watchHover(host, scene, (found) => {
    const id = found ? found.id : null;
    if (id === (scene.hover ? scene.hover.id : null)) return;
    scene.hover = found;
    host.style.cursor = found ? 'pointer' : '';
    handlers.onHover(found);
    redraw();
  });

  const renderer = {
    /** Show a computed view; `state` as made by createState. */
    setState(state) {
      scene.state = state;
      scene.version += 1;
      styleEdges(scene);
      redraw();
    },
    /** Bring out some entities and facts; null shows all alike. */
    select(selection) {
      scene.selection = selection;
      scene.version += 1;
      styleEdges(scene);
      redraw();
    },
    /** Move the camera so that these entities can be seen, if they cannot already. */
    focus(ids) {
      const places = ids.map((id) => scene.nodes.get(id)).filter(Boolean);
      if (!places.length || (!scene.covered && places.every((node) => isInSight(scene, node)))) return;
      const middle = (axis) => places.reduce((sum, node) => sum + node[axis], 0) / places.length;
      moveCamera(scene, { position: { x: middle('x'), y: middle('y') } });
    },
    /** Show the whole graph. */
    fit() {
      touched = false;
      fitCamera(scene, true);
    },
    /** Zoom by a factor about the middle. */
    zoom(factor) {
      touched = true;
      const scale = Math.min(12, Math.max(0.05, network.getScale() * factor));
      moveCamera(scene, { scale });
    },
    /** Read the colours of the theme anew. */
    recolour() {
      scene.palette = readPalette(model.colours.keys());
      styleEdges(scene);
      redraw();
    },
    /** Keep the lower part of the host free (a bottom sheet covers it), in pixels. */
    cover(pixels) {
      if (scene.covered === pixels) return;
      scene.covered = pixels;
      if (!pixels && !touched) fitCamera(scene, true);
    },
    redraw,
    /** @returns {{marks: Array<Object>, names: Array<Object>}} what the picture shows where, in pixels of the host. */
    drawn: () => overlay.drawn(),
    /** @returns {?string} the neighbour of an entity that lies nearest to a direction. */
    towards: (id, direction) => neighbourTowards(scene, model, id, direction),
    /** @returns {?string} the entity with most facts in the view, where a keyboard walk starts. */
    start: () => mostConnected(scene, model),
  };
  let size = `${host.clientWidth} ${host.clientHeight}`;
  new ResizeObserver(() => {
    const now = `${host.clientWidth} ${host.clientHeight}`;
    if (now === size || !host.clientWidth || !host.clientHeight) return;
    size = now;
    network.setSize('100%', '100%');
    scene.version += 1;
    if (touched) redraw();
    else fitCamera(scene, false);
  }).observe(host);
  fitCamera(scene, false);
  return renderer;
}

/** Build the network and everything that stays the same for its life. */
function createScene(host, model) {
  const stretch = stretchToFit(model.network.nodes, host);
  const nodes = new Map();
  for (const node of model.network.nodes) {
    const entity = model.entities.get(node.id);
    const radius = BASE_RADIUS * stretch.size * (0.78 + 0.2 * Math.sqrt(entity.facts.length));
    nodes.set(node.id, {
      id: node.id, kind: node.kind, label: node.label, hollow: entity.unnamed,
      x: node.x * stretch.x, y: node.y * stretch.y,
      radius: Math.min(radius, 26 * stretch.size) * shapeOf(node.kind).size,
      weight: entity.facts.length,
    });
  }
  const scene = {
    host, nodes, edges: new Map(model.network.edges.map((edge) => [edge.id, createEdge(edge, nodes)])), batches: [],
    size: stretch.size, palette: readPalette(model.colours.keys()), state: null, model,
    selection: null, hover: null, extent: extentOf(nodes.values()), version: 0, covered: 0,
  };
  for (const edge of scene.edges.values()) edge.symmetric = model.facts.get(edge.id).symmetric;
  scene.disputed = [...scene.edges.values()].filter((edge) => model.facts.get(edge.id).disputes.length);
  scene.network = new vis.Network(host, {
    nodes: [...nodes.values()].map(({ id, x, y }) => ({ id, x, y, hidden: true })),
    edges: [],
  }, {
    autoResize: false,
    physics: false,
    layout: { randomSeed: 1, improvedLayout: false },
    interaction: {
      dragNodes: false, hover: false, selectable: false, selectConnectedEdges: false, keyboard: false,
      tooltipDelay: 3.6e6,
    },
    nodes: { shape: 'dot', font: { size: 0 }, chosen: false, physics: false },
  });
  // The frame would be a second stop for the Tab key, inside what is hidden from screen readers.
  scene.network.canvas.frame.removeAttribute('tabindex');
  return scene;
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

/** @returns {{width: number, height: number}} pixels of the host that nothing covers. */
function viewSize(scene) {
  return { width: scene.host.clientWidth, height: Math.max(scene.host.clientHeight - scene.covered, 120) };
}

/** @returns {boolean} whether an entity lies well inside what is shown. */
function isInSight(scene, node) {
  const { width, height } = viewSize(scene);
  const point = scene.network.canvasToDOM(node);
  return point.x > 30 && point.y > 24 && point.x < width - 30 && point.y < height - 24;
}

/** Move the camera, gently unless the reader asked for less motion. */
function moveCamera(scene, target, gentle = true) {
  const animation = gentle && !motionReduced() && scene.nodes.size < 1500
    ? { duration: 260, easingFunction: 'easeInOutQuad' } : false;
  const scale = target.scale ?? scene.network.getScale();
  const position = { ...(target.position ?? scene.network.getViewPosition()) };
  if (target.position) position.y += scene.covered / 2 / scale;
  scene.network.moveTo({ scale, position, animation });
}

/** @returns {number} pixels kept free at the left and right, less on a phone. */
function marginOf(width) {
  return Math.min(FIT_MARGIN.x, width * 0.15);
}

/** Show all entities, with room for their names. */
function fitCamera(scene, gentle) {
  const { left, right, top, bottom } = scene.extent;
  if (left > right) return;
  const { width, height } = viewSize(scene);
  const above = scene.headroom() + FIT_MARGIN.top;
  const scale = Math.min(
    (width - 2 * marginOf(width)) / Math.max(right - left, 1),
    (height - above - FIT_MARGIN.bottom) / Math.max(bottom - top, 1), 2,
  );
  const middle = (top + bottom) / 2 - (above - FIT_MARGIN.bottom) / 2 / scale;
  moveCamera(scene, { scale, position: { x: (left + right) / 2, y: middle } }, gentle);
}
