import { describe, expect, it } from 'vitest'
import { castElectionVoteInput } from './inputs.ts'
import { checkRanking } from './ranking.ts'

const candidateIds = ['ada', 'ben', 'cyd']

describe('a ballot’s ranking', () => {
  it.each([[[]], [['cyd']], [['cyd', 'ada']], [['cyd', 'ada', 'ben']]])(
    'may be %j by ranked choice',
    (ranking) => {
      expect(checkRanking({ method: 'ranked_choice', ranking, candidateIds }).ok).toBe(true)
    },
  )

  it.each([
    ['not-a-candidate', 'ranked_choice', ['ada', 'dan']],
    ['ranked-twice', 'ranked_choice', ['ada', 'ben', 'ada']],
    ['one-choice', 'weighted_plurality', ['ada', 'ben']],
  ] as const)('is refused: %s', (reason, method, ranking) => {
    expect(checkRanking({ method, ranking, candidateIds })).toMatchObject({ ok: false, reason })
  })
})

describe('the request', () => {
  const [electionId, one, two] = [1, 2, 3].map((n) => `00000000-0000-4000-8000-00000000000${n}`)

  it('accepts one candidate or a ranking, with the same meaning', () => {
    const parse = (choice: object) => castElectionVoteInput.parse({ electionId, ...choice }).ranking
    expect(parse({ candidateId: one })).toEqual([one])
    expect(parse({ candidateId: null })).toEqual([])
    expect(parse({ ranking: [two, one] })).toEqual([two, one])
    expect(parse({ ranking: [] })).toEqual([])
  })

  it('refuses both at once and neither', () => {
    expect(castElectionVoteInput.safeParse({ electionId }).success).toBe(false)
    expect(castElectionVoteInput.safeParse({ electionId, candidateId: one, ranking: [] }).success).toBe(false)
  })
})
