import { expect, it } from 'vitest'
import { themeContrast } from '#server/domain/culture/theme.ts'
import { PALETTES } from './palettes.ts'

it.each(PALETTES)('the palette $name may be saved', (palette) => {
  expect(themeContrast(palette)).toMatchObject({ textPasses: true, accentPasses: true })
})
