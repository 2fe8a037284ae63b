import { describe, expect, it } from 'vitest'
import { timetableAfter } from '../billing/subscription-timetable.ts'
import { canTurnBack, EVACUATION_STEPS, evacuationLabel, evacuationProgress } from './evacuation-steps.ts'
import { CLOSING_STAGES, endOfStage, isClosingStage, stagesFrom } from './closing-stages.ts'
import { REGION_STATUSES } from './region-status.ts'
import { stageNotice, type StageNews } from './stage-notices.ts'

const ends = timetableAfter(new Date('2026-03-01T10:00:00Z'))

describe('the stages of a region that is not paid for', () => {
  it('are those from the one it is in, each with its end', () => {
    expect(stagesFrom('grace', ends).map(({ stage }) => stage)).toEqual([...CLOSING_STAGES])
    expect(stagesFrom('evacuating', ends)).toEqual([
      { stage: 'evacuating', until: new Date('2026-04-30T10:00:00Z') },
      { stage: 'archived', until: new Date('2027-04-30T10:00:00Z') },
    ])
    for (const status of REGION_STATUSES)
      expect(stagesFrom(status, ends).length > 0).toBe(isClosingStage(status))
  })

  it('end one after the other', () => {
    const moments = CLOSING_STAGES.map((stage) => endOfStage(stage, ends).getTime())
    expect(moments).toEqual(moments.toSorted((a, b) => a - b))
  })
})

describe('what citizens are told', () => {
  const until = new Date('2026-03-15T10:00:00Z')
  const NEWS: StageNews[] = [...CLOSING_STAGES, 'restored', 'returned']

  it('names the region, and the date where something ends', () => {
    const texts = NEWS.map((news) => stageNotice(news, 'Dawn', { until, disputedUntil: null }))
    for (const { title } of texts) expect(title).toContain('Dawn')
    expect(new Set(texts.map(({ title }) => title)).size).toBe(NEWS.length)
    const dated = texts.filter(({ body }) => body.includes('2026-03-15T10:00:00.000Z'))
    expect(dated).toHaveLength(CLOSING_STAGES.length)
  })

  it('says so where no date is known', () => {
    for (const news of NEWS)
      expect(stageNotice(news, 'Dawn', { until: null, disputedUntil: null }).body).not.toContain('null')
  })

  it('says that a date is the latest while a payment is disputed', () => {
    const disputedUntil = new Date('2026-03-09T10:00:00Z')
    const { body } = stageNotice('suspended', 'Dawn', { until, disputedUntil })
    expect(body).toContain('disputed, until 2026-03-09T10:00:00.000Z at the latest')
    expect(stageNotice('suspended', 'Dawn', { until, disputedUntil: null }).body).not.toContain('disputed')
  })
})

describe('the end of an evacuation', () => {
  it('has a label and growing progress for each step', () => {
    const progress = EVACUATION_STEPS.map(evacuationProgress)
    expect(progress).toEqual(progress.toSorted((a, b) => a - b))
    for (const step of EVACUATION_STEPS) expect(evacuationLabel(step)).not.toBe(step)
    expect(evacuationLabel('of-a-later-version')).toBe('of-a-later-version')
  })

  it('can be turned back until the treasury is shared', () => {
    expect(['queued', ...EVACUATION_STEPS].filter(canTurnBack)).toEqual(['queued', 'carry'])
  })
})
