import { describe, expect, it } from 'vitest'
import { HISTORY_EVENTS, historySentence, type HistoryEvent } from './history.ts'
import { keysOf } from '../keys-of.ts'

describe('historySentence', () => {
  it.each<[HistoryEvent, string, string | null, string]>([
    ['founded', 'Founding', 'Ada', 'Ada founded the region.'],
    ['founded', 'Founding', null, 'The platform founded the region.'],
    ['law', 'Lower taxes', null, '“Lower taxes” became law.'],
    ['decree', 'Lower taxes', 'Ada', 'Ada decreed “Lower taxes”.'],
    ['admin', 'Order', null, 'The platform intervened: “Order”.'],
    ['expiry', 'Expiry of law 12: War: a pause', null, 'Law 12, “War: a pause”, expired.'],
    [
      'government',
      'Reform',
      'democracy > council',
      'The form of government changed from democracy to council.',
    ],
    ['elected', 'trade_commissioner', 'Ada', 'Ada was elected trade commissioner.'],
    ['elected', 'council_member', 'Ada, Ben, Cyd', 'Ada, Ben and Cyd were elected council members.'],
    ['nobody-elected', 'ambassador', null, 'Nobody was elected ambassador.'],
    ['recalled', 'governor', 'Ada', 'Ada was recalled as governor.'],
    ['treaty-in-force', 'open_borders', 'Kessler', 'An open borders treaty with Kessler came into force.'],
    ['treaty-in-force', 'defense_pact', 'Kessler', 'A defence pact with Kessler came into force.'],
    ['accused', 'trade_agreement', 'Kessler', 'The region accused Kessler of breaking the trade agreement.'],
  ])('%s', (event, about, detail, sentence) => {
    expect(historySentence(event, about, detail)).toBe(sentence)
  })

  it('is one sentence for every event', () => {
    for (const event of keysOf(HISTORY_EVENTS))
      expect(historySentence(event, 'governor', 'Ada')).toMatch(/^\S.*[^.]\.$/)
  })
})
