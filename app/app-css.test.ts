import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { contrastRatio } from '#server/domain/culture/contrast.ts'

const css = readFileSync(new URL('./app.css', import.meta.url), 'utf8')

const tokens = new Map(
  [...css.matchAll(/--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)/g)].map(([, name = '', light, dark]) => [
    name,
    { light: light ?? '', dark: dark ?? '' },
  ]),
)

const pair = (one: string, other: string, theme: 'light' | 'dark') =>
  contrastRatio(tokens.get(one)?.[theme] ?? '', tokens.get(other)?.[theme] ?? '')

const surfaces = ['bg', 'surface', 'surface-2', 'surface-3']
const inks = ['ink', 'ink-2', 'ink-3', 'accent-base', 'success', 'warning', 'danger', 'info']

describe.each(['light', 'dark'] as const)('the %s theme', (theme) => {
  it.each(inks.flatMap((ink) => surfaces.map((surface) => [ink, surface] as const)))(
    'shows %s text on %s at 4.5:1 or better',
    (ink, surface) => {
      expect(pair(ink, surface, theme)).toBeGreaterThanOrEqual(4.5)
    },
  )

  it.each([
    ['on-accent-base', 'accent-base'],
    ['on-danger', 'danger-fill'],
  ])('shows %s on %s at 4.5:1 or better', (ink, fill) => {
    expect(pair(ink, fill, theme)).toBeGreaterThanOrEqual(4.5)
  })

  it.each(['bg', 'surface', 'surface-2'])(
    'draws the border of a control on %s at 3:1 or better',
    (surface) => {
      expect(pair('line-strong', surface, theme)).toBeGreaterThanOrEqual(3)
    },
  )
})
