import { contrastRatio } from '#server/domain/culture/contrast.ts'

type Rgb = readonly [number, number, number]

const HEX = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i

export const parseHex = (hex: string): Rgb | null => {
  const match = HEX.exec(hex)
  if (match === null) return null
  const [, red = '0', green = '0', blue = '0'] = match
  return [parseInt(red, 16), parseInt(green, 16), parseInt(blue, 16)]
}

const toHex = (rgb: Rgb): string =>
  `#${rgb.map((channel) => Math.round(channel).toString(16).padStart(2, '0')).join('')}`

const mix = (from: Rgb, to: Rgb, share: number): Rgb => [
  from[0] + (to[0] - from[0]) * share,
  from[1] + (to[1] - from[1]) * share,
  from[2] + (to[2] - from[2]) * share,
]

/**
 * The colour itself if it is readable on all backgrounds, otherwise the nearest readable one towards white or black. A
 * region can choose any accent, but the page must stay readable.
 */
export const legibleOn = (colour: string, backgrounds: readonly string[], ratio = 4.5): string => {
  const rgb = parseHex(colour)
  if (rgb === null) return colour
  const worst = (candidate: string) => Math.min(...backgrounds.map((back) => contrastRatio(candidate, back)))
  const poles: Rgb[] = [
    [255, 255, 255],
    [0, 0, 0],
  ]
  const target = poles.reduce((best, pole) => (worst(toHex(pole)) > worst(toHex(best)) ? pole : best))
  for (let step = 0; step <= 20; step += 1) {
    const candidate = toHex(mix(rgb, target, step / 20))
    if (worst(candidate) >= ratio) return candidate
  }
  return toHex(target)
}

/** Dark blue or white, whichever is more readable on this fill. */
export const inkOn = (fill: string): string =>
  contrastRatio('#03141a', fill) >= contrastRatio('#ffffff', fill) ? '#03141a' : '#ffffff'
