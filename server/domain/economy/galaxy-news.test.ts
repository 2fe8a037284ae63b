import { describe, expect, it } from 'vitest'
import { festivalSentence, shocksSentence, type News } from './galaxy-news.ts'

const TODAY = '2102-03-02'
const shock = (change: Partial<News['shocks'][number]> = {}): News['shocks'][number] => ({
  port: { id: 1, name: 'Vega Yard', sectorId: 3, sectorName: 'Vega 3' },
  commodity: 'food',
  restBp: -2_500,
  since: TODAY,
  until: '2102-03-04',
  ...change,
})
const glut = shock({ restBp: 2_500, commodity: 'ore', port: { ...shock().port, name: 'Dock 9' } })

describe('the news of a day in a sentence', () => {
  it.each([
    ['one shortage', [shock()], 'Shortage of food at Vega Yard.'],
    ['a glut beside it', [shock(), glut], 'Shortage of food at Vega Yard and glut of ore at Dock 9.'],
    [
      'more than two',
      [shock(), glut, shock(), shock()],
      'Shortage of food at Vega Yard, glut of ore at Dock 9 and 2 more.',
    ],
    ['only what begins today', [shock({ since: '2102-03-01' }), glut], 'Glut of ore at Dock 9.'],
    ['nothing that begins today', [shock({ since: '2102-03-01' })], null],
    ['nothing', [], null],
  ])('tells %s', (_, shocks, sentence) => {
    expect(shocksSentence(TODAY, shocks)).toBe(sentence)
  })

  it('tells what a festival means', () => {
    expect(festivalSentence({ name: 'Lantern Night', until: '2102-03-04' })).toBe(
      'Lantern Night is celebrated: ports pay more for luxury and food.',
    )
  })
})
