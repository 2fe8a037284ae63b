/** Appended to the router: its look-up of a page's routes, with what it works out kept. */
const KEEPING_BRANCHES = `
const branchesOf = new WeakMap();
const firstSegment = (path) => path.split('/')[1]?.toLowerCase() ?? '';
/** Ranked branches of these routes: all of them, or those that an address with this first segment may lead to. */
function keptBranches(routes, pathname, allowPartial) {
  let kept = branchesOf.get(routes);
  if (!kept) {
    const all = flattenRoutes(routes);
    rankRouteBranches(all);
    kept = { all, firsts: all.map(({ path }) => (/^\\/?[:*]/.test(path) ? null : firstSegment(path))), starting: new Map() };
    branchesOf.set(routes, kept);
  }
  if (allowPartial) return kept.all;
  const { all, firsts, starting } = kept;
  const segment = firstSegment(pathname);
  // Anybody may ask for any address: only segments that lead somewhere are kept.
  const first = firsts.includes(segment) ? segment : null;
  let branches = starting.get(first);
  if (!branches) {
    branches = all.filter((_, at) => firsts[at] === null || firsts[at] === first);
    starting.set(first, branches);
  }
  return branches;
}
const expressionOf = new Map();
function keptExpression({ path, caseSensitive, end }) {
  const key = String(caseSensitive) + String(end) + path;
  let compiled = expressionOf.get(key);
  if (!compiled) {
    compiled = compilePath(path, caseSensitive, end);
    expressionOf.set(key, compiled);
  }
  return compiled;
}
`

/** Appended to what renders pages: the routes that it makes of the build, which are the same for every page. */
const KEEPING_SERVER_ROUTES = `
const serverRoutesOf = new WeakMap();
function keptServerRoutes(manifestRoutes, ...rest) {
  let kept = serverRoutesOf.get(manifestRoutes);
  if (!kept) {
    kept = createServerRoutes(manifestRoutes, ...rest);
    serverRoutesOf.set(manifestRoutes, kept);
  }
  return kept;
}
`

/** Appended to the static router: the routes that it makes of those. */
const KEEPING_DATA_ROUTES = `
const dataRoutesOf = new WeakMap();
function keptDataRoutes(routes) {
  let kept = dataRoutesOf.get(routes);
  if (!kept) {
    const manifest = {};
    kept = { manifest, dataRoutes: UNSAFE_convertRoutesToDataRoutes(routes, UNSAFE_mapRouteProperties, undefined, manifest) };
    dataRoutesOf.set(routes, kept);
  }
  return kept;
}
`

/** What becomes other code in which file, as either bundler finds it. */
const CHANGES = [
  {
    file: /@remix-run\/router\/dist\/router(\.cjs)?\.js$/,
    replaced: [
      [
        /let branches = flattenRoutes\(routes\);\s+rankRouteBranches\(branches\);\s+let matches = null;\s+let decoded = decodePath\(pathname\);/,
        'let matches = null; let decoded = decodePath(pathname); let branches = keptBranches(routes, decoded, allowPartial);',
      ],
      [
        'let [matcher, compiledParams] = compilePath(pattern.path, pattern.caseSensitive, pattern.end);',
        'let [matcher, compiledParams] = keptExpression(pattern);',
      ],
    ],
    appended: KEEPING_BRANCHES,
  },
  {
    file: /@remix-run\/react\/dist\/esm\/server\.js$/,
    replaced: [['createServerRoutes(manifest.routes,', 'keptServerRoutes(manifest.routes,']],
    appended: KEEPING_SERVER_ROUTES,
  },
  {
    file: /react-router-dom\/server\.mjs$/,
    replaced: [
      [
        /let manifest = \{\};\s+let dataRoutes = UNSAFE_convertRoutesToDataRoutes\(routes, UNSAFE_mapRouteProperties, undefined, manifest\);/,
        'let { manifest, dataRoutes } = keptDataRoutes(routes);',
      ],
    ],
    appended: KEEPING_DATA_ROUTES,
  },
]

/** The files that {@link keepRoutes} changes. */
export const ROUTER_FILE = new RegExp(CHANGES.map(({ file }) => file.source).join('|'))

/**
 * The router flattens and ranks the routes of all pages, compiles an expression for each that it tries, and tries all of them, at every
 * look-up: six times for one page. What renders a page makes them anew each time. On the server routes never change, so there they may be
 * kept, and looked up by the first segment of an address. In browsers routes are added in place.
 * @param {string} id path of the file
 * @param {string} code of it
 */
export function keepRoutes(id, code) {
  const change = CHANGES.find(({ file }) => file.test(id))
  if (!change) throw new Error(`${id} is no file of the router`)
  let changed = code
  for (const [from, to] of change.replaced) {
    if (changed.split(from).length !== 2)
      throw new Error(`the router has changed: ${String(from)} is not there once`)
    changed = changed.replace(from, to)
  }
  return changed + change.appended
}
