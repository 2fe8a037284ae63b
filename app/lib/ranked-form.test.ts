import { describe, expect, it } from 'vitest'
import { NOBODY_FIELD, rankField, RANKING_FIELD, ranksOf, readRankedForm } from './ranked-form.ts'
import { like } from '#server/testing/like.ts'

const formOf = (...entries: [string, string][]) => {
  const form = new FormData()
  for (const [name, value] of entries) form.append(name, value)
  return form
}

describe('a ranked ballot from a form', () => {
  it('keeps the order of the list', () => {
    const form = formOf([RANKING_FIELD, 'cyd'], [RANKING_FIELD, 'ada'])
    expect(readRankedForm(form)).toEqual({ ok: true, ranking: ['cyd', 'ada'] })
  })

  it('is read from ranks without JavaScript; gaps are allowed', () => {
    const form = formOf([rankField('ada'), '10'], [rankField('ben'), ''], [rankField('cyd'), '2'])
    expect(readRankedForm(form)).toEqual({ ok: true, ranking: ['cyd', 'ada'] })
    expect(ranksOf(form)).toEqual({ ada: '10', ben: '', cyd: '2' })
  })

  it('with a duplicate rank is refused', () => {
    const form = formOf([rankField('ada'), '1'], [rankField('ben'), '2'], [rankField('cyd'), '1'])
    expect(readRankedForm(form)).toMatchObject({ ok: false, message: like.stringContaining('number 1') })
  })

  it('is empty only with its own button', () => {
    expect(readRankedForm(formOf([rankField('ada'), ''])).ok).toBe(false)
    expect(readRankedForm(formOf([NOBODY_FIELD, '1'], [rankField('ada'), '1']))).toEqual({
      ok: true,
      ranking: [],
    })
  })
})
