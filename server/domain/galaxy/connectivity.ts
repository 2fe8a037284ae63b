import { elementAt } from './element-at.ts'

/** Nodes are 0 … nodeCount − 1; an arc leads from its first to its second node. */
export type Arc = readonly [from: number, to: number]

/**
 * Tarjan's strongly connected components, iterative because 5,000 sectors in a chain would overflow the call stack.
 * Returns each node's component and the number of components.
 */
export function strongComponents(
  nodeCount: number,
  arcs: readonly Arc[],
): { componentOf: Int32Array; count: number } {
  const outgoing = outgoingArcs(nodeCount, arcs)
  const componentOf = new Int32Array(nodeCount).fill(-1)
  const order = new Int32Array(nodeCount).fill(-1)
  const low = new Int32Array(nodeCount)
  const nextArc = new Int32Array(nodeCount)
  const open: number[] = []
  const path: number[] = []
  let visited = 0
  let count = 0

  const enter = (node: number) => {
    order[node] = low[node] = visited++
    nextArc[node] = elementAt(outgoing.first, node)
    open.push(node)
    path.push(node)
  }
  const lower = (node: number, candidate: number) => {
    low[node] = Math.min(elementAt(low, node), candidate)
  }
  const close = (root: number) => {
    const members = open.splice(open.lastIndexOf(root))
    for (const member of members) componentOf[member] = count
    count++
  }

  for (let start = 0; start < nodeCount; start++) {
    if (order[start] !== -1) continue
    enter(start)
    while (path.length > 0) {
      const node = elementAt(path, path.length - 1)
      const arc = elementAt(nextArc, node)
      if (arc < elementAt(outgoing.first, node + 1)) {
        nextArc[node] = arc + 1
        const target = elementAt(outgoing.targets, arc)
        if (order[target] === -1) enter(target)
        else if (componentOf[target] === -1) lower(node, elementAt(order, target))
        continue
      }
      path.pop()
      const parent = path[path.length - 1]
      if (parent !== undefined) lower(parent, elementAt(low, node))
      if (low[node] === order[node]) close(node)
    }
  }
  return { componentOf, count }
}

/** Whether every node can reach every other; true for an empty graph. */
export const isStronglyConnected = (nodeCount: number, arcs: readonly Arc[]): boolean =>
  strongComponents(nodeCount, arcs).count <= 1

/** Whether two-way pairs connect every node; true for an empty graph. */
export function isConnected(nodeCount: number, pairs: readonly { a: number; b: number }[]): boolean {
  const parentOf = Int32Array.from({ length: nodeCount }, (_, node) => node)
  const rootOf = (node: number) => {
    let root = node
    for (let parent = elementAt(parentOf, root); parent !== root; parent = elementAt(parentOf, root)) {
      // Path halving keeps the trees flat.
      parentOf[root] = elementAt(parentOf, parent)
      root = parent
    }
    return root
  }
  let groups = nodeCount
  for (const { a, b } of pairs) {
    const rootOfA = rootOf(a)
    const rootOfB = rootOf(b)
    if (rootOfA === rootOfB) continue
    parentOf[rootOfA] = rootOfB
    groups--
  }
  return groups <= 1
}

/** Arcs grouped by origin: those of node n are `targets[first[n]] … targets[first[n + 1] − 1]`. */
function outgoingArcs(nodeCount: number, arcs: readonly Arc[]) {
  const first = new Int32Array(nodeCount + 1)
  for (const [from] of arcs) first[from + 1] = elementAt(first, from + 1) + 1
  for (let node = 0; node < nodeCount; node++)
    first[node + 1] = elementAt(first, node + 1) + elementAt(first, node)
  const free = first.slice()
  const targets = new Int32Array(arcs.length)
  for (const [from, to] of arcs) {
    const slot = elementAt(free, from)
    targets[slot] = to
    free[from] = slot + 1
  }
  return { first, targets }
}

/** A link between two nodes, passable from `from` to `to` and, if `twoWay`, back. */
export type Link = { from: number; to: number; twoWay: boolean }

export function arcsOf(links: readonly Link[]): Arc[] {
  const arcs: Arc[] = []
  for (const { from, to, twoWay } of links) {
    arcs.push([from, to])
    if (twoWay) arcs.push([to, from])
  }
  return arcs
}

/**
 * Makes exactly those one-way links two-way that join two strong components. Such links are what blocks the way back,
 * so any graph that is connected when directions are ignored becomes strongly connected in one pass.
 */
export function openBlockingLinks(nodeCount: number, links: readonly Link[]): Link[] {
  const { componentOf } = strongComponents(nodeCount, arcsOf(links))
  return links.map(({ from, to, twoWay }) => ({
    from,
    to,
    twoWay: twoWay || componentOf[from] !== componentOf[to],
  }))
}
