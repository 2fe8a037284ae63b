import { expect, it } from 'vitest'
import { themeContrast } from '#server/domain/culture/theme.ts'
import { PALETTES } from './palettes.ts'

it.each(PALETTES)('palette $name has enough contrast to be saved', (palette) => {
  expect(themeContrast(palette)).toMatchObject({ textPasses: true, accentPasses: true })
})
