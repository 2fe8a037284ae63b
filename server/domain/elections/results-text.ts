import { type ElectionResults } from './count.ts'

/** The results in fixed words for hashing: a recount by somebody else gives the same text. */
export const serializeResults = (results: ElectionResults): string =>
  [
    'election v1',
    `${results.method}, seats ${results.seats}`,
    `turnout ${results.turnout} of ${results.rollSize}, abstentions ${results.abstentions}`,
    ...results.candidates.map(
      ({ playerId, votes, ballots, elected, decidedBy }) =>
        `candidate ${playerId} ${votes} in ${ballots}, ${elected ? 'elected' : 'not elected'} by ${decidedBy}`,
    ),
    ...(results.lottery ? [`lottery ${results.lottery.drawn.join(' ')}`] : []),
  ].join('\n')
