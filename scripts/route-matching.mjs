/** Appended to the router: its look-up of a page's routes, with what it works out kept. */
const KEEPING = `
const branchesOf = new WeakMap();
const firstSegment = (path) => path.split('/')[1]?.toLowerCase() ?? '';
/** Ranked branches of these routes: all of them, those whose first segment may be anything, and those that each first segment may lead to. */
function keptBranches(routes, pathname, allowPartial) {
  let kept = branchesOf.get(routes);
  if (!kept) {
    const all = flattenRoutes(routes);
    rankRouteBranches(all);
    const isOpen = (branch) => /^\\/?[:*]/.test(branch.path);
    const starting = new Map();
    for (const { path } of all) {
      const first = firstSegment(path);
      starting.set(first, all.filter((branch) => isOpen(branch) || firstSegment(branch.path) === first));
    }
    kept = { all, open: all.filter(isOpen), starting };
    branchesOf.set(routes, kept);
  }
  if (allowPartial) return kept.all;
  return kept.starting.get(firstSegment(pathname)) ?? kept.open;
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

const REPLACED = [
  [
    /let branches = flattenRoutes\(routes\);\s+rankRouteBranches\(branches\);\s+let matches = null;\s+let decoded = decodePath\(pathname\);/,
    'let matches = null; let decoded = decodePath(pathname); let branches = keptBranches(routes, decoded, allowPartial);',
  ],
  [
    'let [matcher, compiledParams] = compilePath(pattern.path, pattern.caseSensitive, pattern.end);',
    'let [matcher, compiledParams] = keptExpression(pattern);',
  ],
]

/** The files of the router, as either bundler finds them. */
export const ROUTER_FILE = /@remix-run\/router\/dist\/router(\.cjs)?\.js$/

/**
 * The router flattens and ranks the routes of all pages, compiles an expression for each that it tries, and tries all of them, at every
 * look-up: six times for one page. On the server routes never change, so there it may keep them, by the first segment of their addresses.
 * In browsers routes are added in place.
 * @param {string} code of the router
 */
export function keepRoutes(code) {
  for (const [from, to] of REPLACED) {
    if (code.split(from).length !== 2)
      throw new Error(`the router has changed: ${String(from)} is not there once`)
    code = code.replace(from, to)
  }
  return code + KEEPING
}
