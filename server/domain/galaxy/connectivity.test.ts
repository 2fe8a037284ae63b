import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Arc,
  arcsOf,
  isConnected,
  isStronglyConnected,
  type Link,
  openBlockingLinks,
  strongComponents,
} from './connectivity.ts'

const NODES = 12
const node = fc.nat({ max: NODES - 1 })
const arcs = fc.array(fc.tuple(node, node), { maxLength: 40 })

/** The definition itself, by brute force. */
function reaches(all: readonly Arc[], from: number): Set<number> {
  const seen = new Set([from])
  for (const here of seen) for (const [a, b] of all) if (a === here) seen.add(b)
  return seen
}

describe('strong components', () => {
  it('group exactly the nodes that can reach each other', () => {
    fc.assert(
      fc.property(arcs, (all) => {
        const { componentOf, count } = strongComponents(NODES, all)
        const reach = Array.from({ length: NODES }, (_, from) => reaches(all, from))
        for (let a = 0; a < NODES; a++)
          for (let b = 0; b < NODES; b++)
            expect(componentOf[a] === componentOf[b]).toBe(Boolean(reach[a]?.has(b) && reach[b]?.has(a)))
        expect(count).toBe(new Set(componentOf).size)
      }),
    )
  })

  it('handle a chain of 100,000 nodes', () => {
    const chain = Array.from({ length: 99_999 }, (_, index): Arc => [index, index + 1])
    expect(strongComponents(100_000, chain).count).toBe(100_000)
    expect(isStronglyConnected(100_000, [...chain, [99_999, 0]])).toBe(true)
  })

  it('treat an empty graph and a single node as connected', () => {
    expect(isStronglyConnected(0, [])).toBe(true)
    expect(isStronglyConnected(1, [])).toBe(true)
    expect(isStronglyConnected(2, [])).toBe(false)
  })
})

describe('connection both ways', () => {
  it('equals strong connection if every pair is two-way', () => {
    const sparse = fc.array(fc.tuple(node, node), { maxLength: 24 })
    fc.assert(
      fc.property(sparse, (all) => {
        const links = all.map(([from, to]): Link => ({ from, to, twoWay: true }))
        const pairs = all.map(([a, b]) => ({ a, b }))
        expect(isConnected(NODES, pairs)).toBe(isStronglyConnected(NODES, arcsOf(links)))
      }),
    )
  })

  it('holds for an empty graph, a single node and a chain of 100,000', () => {
    expect(isConnected(0, [])).toBe(true)
    expect(isConnected(1, [])).toBe(true)
    expect(isConnected(2, [])).toBe(false)
    const chain = Array.from({ length: 99_999 }, (_, a) => ({ a, b: a + 1 }))
    expect(isConnected(100_000, chain)).toBe(true)
  })
})

describe('opening blocking links', () => {
  it('makes any connected graph strongly connected and opens only blocking links', () => {
    // Every node links to an earlier one, so the graph is connected when directions are ignored.
    const tree = fc.tuple(
      ...Array.from({ length: NODES - 1 }, (_, index) =>
        fc.record({ parent: fc.nat({ max: index }), twoWay: fc.boolean(), down: fc.boolean() }),
      ),
    )
    fc.assert(
      fc.property(tree, arcs, (parents, more) => {
        const links: Link[] = parents.map(({ parent, twoWay, down }, index) =>
          down ? { from: parent, to: index + 1, twoWay } : { from: index + 1, to: parent, twoWay },
        )
        links.push(...more.map(([from, to]) => ({ from, to, twoWay: false })))
        const { componentOf } = strongComponents(NODES, arcsOf(links))
        const opened = openBlockingLinks(NODES, links)
        expect(isStronglyConnected(NODES, arcsOf(opened))).toBe(true)
        opened.forEach((link, index) => {
          const before = links[index]
          if (before?.twoWay === false && componentOf[link.from] === componentOf[link.to])
            expect(link.twoWay).toBe(false)
        })
      }),
    )
  })
})
