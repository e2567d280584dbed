/* vis-network behind a handful of functions; nothing else on the page knows it.
   It carries the camera and the gestures of mouse, pen and finger; lines, marks and names are ours
   (scene.js) and drawn by us on its canvas (edges.js, overlay.js). */

const FIT_MARGIN = { x: 84, top: 34, bottom: 50 };

/**
 * @param {HTMLElement} host empty element that the graph fills
 * @param {Object} model
 * @param {{onClick: function(?Object), onHover: function(?Object), onGrow: function(string),
 *   onCamera: function(), headroom: function(): number, footroom: function(): number}} handlers called with {type: 'entity'|'fact'|'pair', id} or null;
 *   `onGrow` when more of an entity is asked for, `onCamera` when the reader moved the camera;
 *   `headroom` and `footroom` tell the pixels covered at top and bottom
 * @returns {Object} setState, select, focus, fit, zoom, camera, setCamera, recolour, cover, redraw, drawn, towards, start, linesOf
 */
function createRenderer(host, model, handlers) {
  const scene = createScene(host, model);
  Object.assign(scene, { headroom: handlers.headroom, footroom: handlers.footroom });
  const { network } = scene;
  const overlay = createOverlay(scene);
  let touched = false;

  network.on('afterDrawing', (context) => overlay.draw(context));
  // Drawn once before the next frame, however often it is asked for; `network.redraw` draws at once.
  const redraw = () => network.body.emitter.emit('_requestRedraw');
  const touch = () => {
    touched = true;
    scene.aim = null;
    handlers.onCamera();
  };
  network.on('zoom', touch);
  network.on('dragEnd', touch);
  network.on('dragStart', () => { scene.aim = null; });
  network.on('animationFinished', () => {
    const { aim } = scene;
    scene.aim = null;
    // The last step of an animation may fall a little short.
    if (aim) network.moveTo({ ...aim, animation: false });
  });
  network.on('click', (event) => handlers.onClick(pickAt(scene, event.pointer.canvas)));
  network.on('doubleClick', (event) => {
    const found = pickAt(scene, event.pointer.canvas);
    if (found?.type === 'entity') handlers.onGrow(found.id);
  });
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
      const change = focusChange(scene, state.focus);
      if (change) {
        fillScene(scene, change);
        // The camera of another picture says nothing of this one.
        if (change === 'other') touched = false;
        if (!touched) fitCamera(scene, change === 'more');
      }
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
      handlers.onCamera();
    },
    /** Zoom by a factor about the middle. */
    zoom(factor) {
      touched = true;
      const scale = Math.min(12, Math.max(0.05, network.getScale() * factor));
      moveCamera(scene, { scale });
      handlers.onCamera();
    },
    /**
     * The camera where the reader moved it, in the units of the layout, which are the same on
     * every screen.
     * @returns {?{x: number, y: number, zoom: number}} null while it shows the whole by itself;
     *   on its way, where it is going
     */
    camera() {
      if (!touched) return null;
      const { scale, position } = scene.aim ?? { scale: network.getScale(), position: network.getViewPosition() };
      const { x, y } = scene.stretch;
      return { x: position.x / x, y: position.y / y, zoom: scale * Math.sqrt(x * y) };
    },
    /** Set the camera as `camera` gave it, at once; null shows the whole. */
    setCamera(camera) {
      touched = camera !== null;
      scene.aim = null;
      if (!camera) {
        fitCamera(scene, false);
        return;
      }
      const { x, y } = scene.stretch;
      network.moveTo({
        scale: camera.zoom / Math.sqrt(x * y), position: { x: camera.x * x, y: camera.y * y }, animation: false,
      });
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
    /** @returns {Object} the picture as it stands, set for another size (still.js). */
    still: (room) => stillScene(scene, room, touched),
    /** @returns {{marks: Array<Object>, lines: Array<Object>, names: Array<Object>}} what the picture shows where, in pixels of the host. */
    drawn: () => overlay.drawn(),
    /** @returns {?string} the neighbour of an entity that lies nearest to a direction. */
    towards: (id, direction) => neighbourTowards(scene, model, id, direction),
    /** @returns {?string} the entity with most facts in the view, where a keyboard walk starts. */
    start: () => mostConnected(scene, model),
    /** @returns {Array<{type: string, id: string}>} what the lines of an entity stand for that are in the view. */
    linesOf(id) {
      const lines = new Set();
      for (const fact of model.entities.get(id).facts) {
        const line = scene.lineOf.get(fact.id);
        if (line && scene.state.shown.get(fact.id) === 'on') lines.add(line);
      }
      return [...lines].map(targetOfLine);
    },
  };
  let size = `${host.clientWidth} ${host.clientHeight}`;
  new ResizeObserver(() => {
    const now = `${host.clientWidth} ${host.clientHeight}`;
    if (now === size || !host.clientWidth || !host.clientHeight) return;
    size = now;
    network.setSize('100%', '100%');
    scene.version += 1;
    // Under a sheet the camera stands at what was chosen.
    if (touched || scene.covered) redraw();
    else fitCamera(scene, false);
  }).observe(host);
  fitCamera(scene, false);
  return renderer;
}

/** Build the camera and what stays the same for its life; entities and lines come with the first state. */
function createScene(host, model) {
  const scene = {
    host, model, nodes: new Map(), edges: new Map(), lineOf: new Map(), many: [], disputed: [], batches: [],
    stretch: { x: 1, y: 1, size: 1 }, aim: null, size: 1, palette: readPalette(model.colours.keys()), state: null,
    selection: null, hover: null, extent: extentOf([]), version: 0, covered: 0,
    places: createPlaces(model), focus: undefined, focusSize: 0,
  };
  scene.network = new vis.Network(host, {
    // Marks and lines are ours: each of its objects would cost time and memory for nothing.
    nodes: [],
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
  scene.aim = animation ? { scale, position } : null;
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
  // In what a sheet leaves free the whole would be a dot; the sheet goes away again.
  const { width, height } = viewSize({ host: scene.host, covered: 0 });
  const above = scene.headroom() + FIT_MARGIN.top;
  const below = scene.footroom() + FIT_MARGIN.bottom;
  const fitting = Math.min(
    (width - 2 * marginOf(width)) / Math.max(right - left, 1),
    (height - above - below) / Math.max(bottom - top, 1), 2,
  );
  // Where a long title leaves no room at all, there is still no scale below nought.
  const scale = Math.max(0.02, fitting);
  const middle = (top + bottom) / 2 - (above - below) / 2 / scale;
  moveCamera(scene, { scale, position: { x: (left + right) / 2, y: middle } }, gentle);
}
