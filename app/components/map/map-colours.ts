import { CATEGORY_COLOURS, computedColours } from '#app/lib/css-colour.ts'
import { type MapColours, type NodeKind } from './map-scene.ts'

/** `colour` is any CSS colour; by default the groups use the ten category colours in order. */
export type MapGroup = { key: string; label: string; colour?: string }

export const groupColour = (group: MapGroup, index: number): string =>
  group.colour ?? CATEGORY_COLOURS[index % CATEGORY_COLOURS.length] ?? 'var(--accent)'

/** Colours of what is in a sector; shapes say the same. */
export const KIND_COLOURS: Record<NodeKind, string> = {
  gate: 'var(--info)',
  port: 'var(--warning)',
  planet: 'var(--success)',
  empty: 'var(--ink-3)',
}

const PARTS = {
  edge: 'color-mix(in oklab, var(--ink-3) 30%, transparent)',
  highway: 'color-mix(in oklab, var(--ink-3) 62%, transparent)',
  ink: 'var(--ink)',
  halo: 'var(--bg)',
  accent: 'var(--accent)',
  route: 'var(--success)',
  pilots: 'var(--danger)',
  bookmark: 'var(--info)',
  fallback: 'var(--ink-2)',
} as const

export function readColours(
  place: Element,
  groups: readonly MapGroup[],
  tints: readonly MapGroup[],
): MapColours {
  const names = [...Object.keys(PARTS), ...Object.keys(KIND_COLOURS)]
  const wanted = [...Object.values(PARTS), ...Object.values(KIND_COLOURS)]
  const found = computedColours(place, [...wanted, ...groups.map(groupColour), ...tints.map(groupColour)])
  const part = (name: string) => found[names.indexOf(name)] ?? ''
  const fallback = part('fallback')
  const byKey = (list: readonly MapGroup[], offset: number) =>
    new Map(list.map(({ key }, index) => [key, found[wanted.length + offset + index] ?? fallback]))
  return {
    edge: part('edge'),
    highway: part('highway'),
    ink: part('ink'),
    halo: part('halo'),
    accent: part('accent'),
    route: part('route'),
    pilots: part('pilots'),
    bookmark: part('bookmark'),
    fallback,
    kinds: { gate: part('gate'), port: part('port'), planet: part('planet'), empty: part('empty') },
    groups: byKey(groups, 0),
    tints: byKey(tints, groups.length),
  }
}
