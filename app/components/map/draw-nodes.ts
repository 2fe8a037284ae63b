import { type Scene, kindOf, type NodeKind } from './map-scene.ts'

const TAU = Math.PI * 2
/** Below this, shapes cannot be told apart: everything is a small square, which looks like a dot and costs a third. */
const SHAPES_FROM_RADIUS = 2.2
const DIMMED = 0.22
const UNCHARTED = 0.5

type Batch = { colour: string; isHollow: boolean; alpha: number; path: Path2D }

/** Draws all sectors in sight, one path a look. */
export function drawNodes(
  context: CanvasRenderingContext2D,
  scene: Scene,
  visible: readonly number[],
  radius: number,
): void {
  const { nodes, view, size } = scene
  const [left, top] = [size.width / 2 - view.x * view.scale, size.height / 2 - view.y * view.scale]
  const hasShapes = radius >= SHAPES_FROM_RADIUS
  const batches = new Map<string, Batch>()
  const rings = new Path2D()
  for (const index of visible) {
    const node = nodes[index]
    if (node === undefined) continue
    const { path } = batchOf(batches, scene, index, hasShapes)
    const x = node.x * view.scale + left
    const y = node.y * view.scale + top
    if (!hasShapes && !node.gate) {
      path.rect(x - radius, y - radius, radius * 2, radius * 2)
      continue
    }
    addShape(path, kindOf(node), x, y, radius)
    if (hasShapes && node.planet && !node.gate) addRing(rings, x, y, radius)
  }
  context.lineWidth = 1.5
  for (const { colour, isHollow, alpha, path } of batches.values()) {
    context.globalAlpha = alpha
    context.fillStyle = isHollow ? scene.colours.halo : colour
    context.fill(path)
    context.strokeStyle = colour
    if (isHollow) context.stroke(path)
  }
  context.globalAlpha = scene.tints ? DIMMED : 1
  context.strokeStyle = scene.colours.kinds.planet
  if (hasShapes) context.stroke(rings)
  context.globalAlpha = 1
}

function batchOf(batches: Map<string, Batch>, scene: Scene, index: number, hasShapes: boolean): Batch {
  const node = scene.nodes[index]
  const tint = scene.tints?.get(node?.id ?? -1)
  const colour = colourOf(scene, index, tint)
  const isUncharted = scene.charted !== null && !scene.charted.has(node?.id ?? -1)
  const isHollow = isUncharted && hasShapes
  const isDim = scene.tints !== null && tint === undefined
  const alpha = isDim ? DIMMED : isUncharted && !hasShapes ? UNCHARTED : 1
  const key = `${colour}${isHollow}${alpha}`
  const known = batches.get(key)
  if (known) return known
  const batch = { colour, isHollow, alpha, path: new Path2D() }
  batches.set(key, batch)
  return batch
}

function colourOf({ nodes, colours, colourBy }: Scene, index: number, tint: string | undefined): string {
  const node = nodes[index]
  if (tint !== undefined) return colours.tints.get(tint) ?? colours.fallback
  if (colourBy === 'group') return colours.groups.get(node?.group ?? '') ?? colours.fallback
  return colours.kinds[kindOf(node ?? {})]
}

function addShape(path: Path2D, kind: NodeKind, x: number, y: number, radius: number): void {
  switch (kind) {
    case 'gate': {
      const reach = radius + 4
      path.moveTo(x, y - reach)
      path.lineTo(x + reach, y)
      path.lineTo(x, y + reach)
      path.lineTo(x - reach, y)
      path.closePath()
      return
    }
    case 'port': {
      const half = radius + 1
      path.rect(x - half, y - half, half * 2, half * 2)
      return
    }
    case 'planet':
    case 'empty': {
      const reach = kind === 'planet' ? radius : radius * 0.7
      path.moveTo(x + reach, y)
      path.arc(x, y, reach, 0, TAU)
    }
  }
}

/** A planet's orbit, also around a port beside it. */
function addRing(path: Path2D, x: number, y: number, radius: number): void {
  const [wide, flat] = [radius + 6, (radius + 6) * 0.42]
  path.moveTo(x + wide * Math.cos(-0.4), y + wide * Math.sin(-0.4))
  path.ellipse(x, y, wide, flat, -0.4, 0, TAU)
}
