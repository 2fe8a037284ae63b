import { type CountRound, type ElectionResults } from './count.ts'
import { type DecidedBy } from './election-types.ts'

/**
 * Results as fixed text for hashing: an independent recount gives the same text. Ranked counts add a line per round
 * with every amount moved and left.
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

/** The reason as the end of a sentence; empty if the votes decided. */
const BECAUSE: Record<DecidedBy, string> = {
  votes: '',
  unopposed: ' unopposed',
  earlier_round: ' on a tie-break by an earlier round',
  incumbency: ' on a tie-break for the incumbent',
  lottery: ' on a tie-break by the published lottery',
  last_remaining: ' because enough seats are left for all remaining candidates',
}

/**
 * Describes a round for readers: what happened, where the votes went, who was elected or eliminated, and why.
 * `amount` formats parts of a vote.
 */
export function describeRound(
  round: CountRound,
  nameOf: (playerId: string) => string,
  amount: (parts: number) => string,
): string[] {
  const { action, playerId, decidedBy, transfers, elected } = round
  const who = playerId === null ? '' : nameOf(playerId)
  const went = transfers
    .map((to) =>
      to.playerId === null
        ? `${amount(to.votes)} to nobody`
        : `${amount(to.votes)} to ${nameOf(to.playerId)}`,
    )
    .join(', ')
  const moved = went === '' ? '' : `: ${went}`
  const event =
    action === 'first_preferences'
      ? 'First choices are counted.'
      : action === 'surplus'
        ? `The surplus of ${who} is transferred${moved}.`
        : `${who} is eliminated${BECAUSE[decidedBy ?? 'votes'] || ' with the fewest votes'}${moved}.`
  return [event, ...elected.map((one) => `${nameOf(one.playerId)} is elected${BECAUSE[one.decidedBy]}.`)]
}
