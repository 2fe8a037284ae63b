import { describe, expect, it } from 'vitest'
import { DEFAULT_THEME } from '#server/domain/culture/theme.ts'
import { defaultSettings } from '#server/domain/regions/default-settings.ts'
import { changesToWire } from '#server/domain/regions/wire-settings.ts'
import {
  fieldNumber,
  formValuesFrom,
  formValuesOf,
  readSettingsForm,
  traditionRows,
} from './settings-form.ts'
import { readNumber } from './typed-number.ts'

const read = (text: string | undefined) => readNumber(text, '.')

const settings = {
  ...defaultSettings('democracy', 'mining', DEFAULT_THEME),
  traditions: [{ name: 'Landing Day', date: '07-14', description: 'The first ship.' }],
  languagePack: { sector: 'Reach' },
}

describe('settings forms', () => {
  it('settings survive the form unchanged', () => {
    const wire = changesToWire(settings)
    const values = { ...formValuesOf(wire), traditionsShown: 'yes' }
    expect(readSettingsForm(values, read)).toEqual({ ok: true, wire })
  })

  it('a form with few settings changes only those', () => {
    expect(readSettingsForm({ taxRate: '7.25' }, read)).toEqual({ ok: true, wire: { taxRate: 0.0725 } })
    expect(readSettingsForm({ economicSpecialization: '' }, read)).toEqual({
      ok: true,
      wire: { economicSpecialization: null },
    })
  })

  it('a decimal comma is accepted and an invalid number is refused', () => {
    expect(readSettingsForm({ taxRate: '12,5', 'tradeBonuses.ore': '1,5' }, read)).toEqual({
      ok: true,
      wire: { taxRate: 0.125, tradeBonuses: { ore: 1.5 } },
    })
    expect(readSettingsForm({ taxRate: '12,5,1' }, read)).toMatchObject({
      ok: false,
      fields: { taxRate: 'Tax must be between 5% and 25%.' },
    })
  })

  it('a value out of bounds is refused at its field, with the bound', () => {
    const reading = readSettingsForm({ taxRate: '40', 'tradeBonuses.ore': '9', startingCredits: '' }, read)
    expect(reading).toMatchObject({
      ok: false,
      fields: {
        taxRate: 'Tax must be between 5% and 25%.',
        'tradeBonuses.ore': 'A trade bonus must be between 1.0 and 3.0.',
        startingCredits: 'Starting credits must be between 100 and 10,000.',
      },
    })
  })

  it('blank and removed traditions are skipped, and an error stays with its row', () => {
    const values = {
      traditionsShown: 'yes',
      'traditions.0.name': 'Gone',
      'traditions.0.date': '01-01',
      'traditions.0.remove': 'yes',
      'traditions.1.name': '',
      'traditions.1.date': ' ',
      'traditions.4.name': 'Feast',
      'traditions.4.date': '13-40',
    }
    expect(traditionRows(values).map((row) => row.index)).toEqual([4])
    expect(readSettingsForm(values, read)).toMatchObject({
      ok: false,
      fields: { 'traditions.4.date': expect.stringContaining('month and day') as string },
    })
  })

  it('all traditions can be removed', () => {
    expect(readSettingsForm({ traditionsShown: 'yes' }, read)).toEqual({ ok: true, wire: { traditions: [] } })
  })

  it('CRLF line breaks become LF', () => {
    const form = new FormData()
    form.set('constitutionalText', 'One.\r\nTwo.')
    form.set('upload', new Blob(['x']))
    expect(formValuesFrom(form)).toEqual({ constitutionalText: 'One.\nTwo.' })
  })

  it('numbers in fields have no binary noise', () => {
    expect(fieldNumber(0.07 * 100)).toBe('7')
    expect(fieldNumber(33.33)).toBe('33.33')
  })
})
