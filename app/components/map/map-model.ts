import { type Point } from '#app/lib/map-view.ts'

export type MapNode = Point & {
  id: number
  name: string
  /** Name, number and area: for lists and for the status line. */
  label: string
  group?: string
  gate?: boolean
  port?: boolean
  planet?: boolean
}

/** Ends are node ids. `oneWay` leads from `from` to `to`. */
export type MapEdge = { from: number; to: number; oneWay?: boolean }

/** Edges by node index, computed once per map. */
export type IndexedEdge = { from: number; to: number; oneWay: boolean; far: boolean }

export type MapModel = {
  nodes: readonly MapNode[]
  edges: readonly IndexedEdge[]
  indexOf: (id: number | null | undefined) => number | null
  /** Indices that a warp leads to, by index. */
  next: readonly (readonly number[])[]
}

export function createMapModel(nodes: readonly MapNode[], edges: readonly MapEdge[]): MapModel {
  const indexById = new Map(nodes.map((node, index) => [node.id, index]))
  const next = nodes.map((): number[] => [])
  const indexed = edges.flatMap(({ from: fromId, to: toId, oneWay = false }): IndexedEdge[] => {
    const [from, to] = [indexById.get(fromId), indexById.get(toId)]
    if (from === undefined || to === undefined) return []
    next[from]?.push(to)
    if (!oneWay) next[to]?.push(from)
    return [{ from, to, oneWay, far: nodes[from]?.group !== nodes[to]?.group }]
  })
  return {
    nodes,
    edges: indexed,
    indexOf: (id) => (id == null ? null : (indexById.get(id) ?? null)),
    next,
  }
}

/** The node and all that are reached from it in so many jumps. */
export function withinJumps({ next }: MapModel, from: number, jumps: number): number[] {
  const reached = new Set([from])
  let edge = [from]
  for (let jump = 0; jump < jumps; jump++) {
    edge = edge.flatMap((index) => next[index] ?? []).filter((index) => !reached.has(index))
    for (const index of edge) reached.add(index)
  }
  return [...reached]
}
