import { type CountRound, type ElectionResults } from './count.ts'

/**
 * The results in fixed words for hashing: a recount by somebody else gives the same text. Ranked counts add a line for
 * each round, with every amount that it moved and left.
 */
export const serializeResults = (results: ElectionResults): string =>
  [
    'election v1',
    `${results.method}, seats ${results.seats}`,
    `turnout ${results.turnout} of ${results.rollSize}, abstentions ${results.abstentions}`,
    ...results.candidates.map(
      ({ playerId, isIncumbent, votes, ballots, elected, decidedBy }) =>
        `candidate ${playerId} ${votes} in ${ballots}, ${isIncumbent ? 'incumbent, ' : ''}` +
        `${elected ? 'elected' : 'not elected'} by ${decidedBy}`,
    ),
    ...rankedLines(results),
    ...(results.lottery ? [`lottery ${results.lottery.drawn.join(' ')}`] : []),
  ].join('\n')

function rankedLines(results: ElectionResults): string[] {
  if (results.method === 'weighted_plurality') return []
  const head = `total ${results.totalWeight} in parts of 1/${results.partsPerUnit}`
  return [
    results.method === 'stv' ? `${head}, quota ${results.quota}` : head,
    ...results.rounds.map((round, at) => `round ${at + 1} ${roundText(round)}`),
  ]
}

const roundText = ({
  action,
  playerId,
  decidedBy,
  transfers,
  votes,
  exhausted,
  lost,
  elected,
}: CountRound): string =>
  [
    [action, playerId, decidedBy && `by ${decidedBy}`].filter(Boolean).join(' '),
    `moved ${list(transfers.map((to) => `${to.playerId ?? 'nobody'} ${to.votes}`))}`,
    `votes ${list(votes.map((own) => `${own.playerId} ${own.votes}`))}`,
    `exhausted ${exhausted}, lost ${lost}`,
    `elected ${list(elected.map((one) => `${one.playerId} by ${one.decidedBy}`))}`,
  ].join('; ')

const list = (items: string[]): string => (items.length === 0 ? 'none' : items.join(', '))
