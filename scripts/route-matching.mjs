/** Appended to the router: its look-up of a page's routes, with what it works out kept. */
const KEEPING = `
const branchesOf = new WeakMap();
function keptBranches(routes) {
  let branches = branchesOf.get(routes);
  if (!branches) {
    branches = flattenRoutes(routes);
    rankRouteBranches(branches);
    branchesOf.set(routes, branches);
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

const REPLACED = [
  [
    /let branches = flattenRoutes\(routes\);\s+rankRouteBranches\(branches\);/,
    'let branches = keptBranches(routes);',
  ],
  [
    'let [matcher, compiledParams] = compilePath(pattern.path, pattern.caseSensitive, pattern.end);',
    'let [matcher, compiledParams] = keptExpression(pattern);',
  ],
]

/** The files of the router, as either bundler finds them. */
export const ROUTER_FILE = /@remix-run\/router\/dist\/router(\.cjs)?\.js$/

/**
 * The router flattens and ranks the routes of all pages, and compiles an expression for each that it tries, at every look-up:
 * six times for one page. On the server routes never change, so there it may keep them. In browsers routes are added in place.
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
