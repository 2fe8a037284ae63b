// Recounts an election: the lottery's commitment, the count by its method, and the published text and hash.
import { countPlurality } from './plurality.mjs'
import { countRanked } from './ranked.mjs'

/** @param {import('./record-shape.mjs').ElectionRecord} record */
export function recountElection(record, sha256) {
  const { results, lottery, subjectId } = record
  const draw = lotteryOrder(subjectId, lottery.secret, sha256)
  const committed = sha256(`lottery v1\n${subjectId}\n${lottery.secret}`) === lottery.commitment
  const ballots = ballotLines(record, results)
  const count =
    results.method === 'weighted_plurality'
      ? countPlurality(results, ballots, draw)
      : countRanked(results, ballots, draw)
  const text = resultsText(record, ballots, count)
  const winners = count.candidates.filter((one) => one.elected).map((one) => one.playerId)
  return [
    {
      ok: committed,
      text: committed
        ? 'The lottery’s secret matches the commitment published at the opening.'
        : 'The lottery’s secret does not match the commitment published at the opening.',
    },
    ...count.steps,
    {
      ok: text === record.resultsText,
      text:
        text === record.resultsText
          ? `The recount gives the published results: ${winners.length === 0 ? 'nobody is' : winners.join(', ')} elected.`
          : `The recount gives different results. ${firstDifference(text, record.resultsText)}`,
    },
    {
      ok:
        JSON.stringify(winners) === JSON.stringify(results.winners) &&
        JSON.stringify(count.candidates.map(fateOf)) === JSON.stringify(results.candidates.map(fateOf)),
      text: 'The record lists the same winners and candidates as the recount.',
    },
    {
      ok: sha256(text) === record.resultsHash,
      text:
        sha256(text) === record.resultsHash
          ? 'The results have the published hash.'
          : 'The results have a different hash.',
    },
  ]
}

const fateOf = ({ playerId, isIncumbent, votes, elected, decidedBy }) => [
  playerId,
  isIncumbent,
  votes,
  elected,
  decidedBy,
]

/**
 * Ballots and pooled totals as uniform lines, with only remaining candidates, each once. `isWhole` false: the rest of
 * the ranking was not published.
 */
function ballotLines({ ballots, pooled }, { candidates, method }) {
  const standing = new Set(candidates.map(({ playerId }) => playerId))
  const lines = [
    ...ballots.map(({ choice, weight, represents }) => ({
      choice,
      weight,
      people: represents,
      ballots: 1,
      isWhole: true,
    })),
    ...(pooled?.totals ?? []).map(({ choice, votes, people, ballots: own, isWhole }) => ({
      choice,
      weight: votes,
      people,
      ballots: own,
      isWhole,
    })),
  ]
  return lines.map(({ choice, ...line }) => ({
    ...line,
    // Plurality counts only the first name, even if that candidate withdrew.
    ranking: (method === 'weighted_plurality' ? choice.slice(0, 1) : [...new Set(choice)]).filter((id) =>
      standing.has(id),
    ),
  }))
}

/** Sorts ids in the order of the lottery: lowest ticket first. */
const lotteryOrder = (electionId, secret, sha256) => (ids) => {
  const ticketOf = new Map(ids.map((id) => [id, sha256(`ticket v1\n${electionId}\n${secret}\n${id}`)]))
  return [...ids].sort((a, b) => (ticketOf.get(a) < ticketOf.get(b) ? -1 : 1))
}

function resultsText({ roll, results }, lines, count) {
  const turnout = lines.reduce((sum, { people }) => sum + people, 0)
  const counted = lines.reduce((sum, { ranking, people }) => sum + (ranking.length > 0 ? people : 0), 0)
  return [
    'election v1',
    `${results.method}, seats ${results.seats}`,
    `turnout ${turnout} of ${roll.length}, abstentions ${turnout - counted}`,
    ...count.candidates.map(
      (one) =>
        `candidate ${one.playerId} ${one.votes} in ${one.people}, ${one.isIncumbent ? 'incumbent, ' : ''}` +
        `${one.elected ? 'elected' : 'not elected'} by ${one.decidedBy}`,
    ),
    ...count.lines,
    ...(count.drawn.length > 0 ? [`lottery ${count.drawn.join(' ')}`] : []),
  ].join('\n')
}

function firstDifference(ours, theirs) {
  const own = ours.split('\n')
  const published = theirs.split('\n')
  const at = own.findIndex((line, index) => line !== published[index])
  const line = at < 0 ? own.length : at
  return `Line ${line + 1} is “${own[line] ?? ''}”, published is “${published[line] ?? ''}”.`
}
