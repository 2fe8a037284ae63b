import { type Sha256 } from '../voting/roll.ts'

/**
 * A lottery nobody can steer: its secret is drawn when the election opens and only its commitment published. After the
 * close the secret is published too, and everybody can check the commitment and repeat the draw.
 */
export const lotteryCommitment = (secret: string, electionId: string, sha256: Sha256): string =>
  sha256(`lottery v1\n${electionId}\n${secret}`)

export const isLotterySecret = (
  commitment: string,
  secret: string,
  electionId: string,
  sha256: Sha256,
): boolean => lotteryCommitment(secret, electionId, sha256) === commitment

/**
 * The order in which tied candidates are drawn: each gets the hash of secret, election and own id as a ticket, and the
 * lowest ticket comes first. Does not depend on the order of `candidateIds`.
 */
export const drawOrder = (
  candidateIds: readonly string[],
  lottery: { secret: string; electionId: string; sha256: Sha256 },
): string[] =>
  candidateIds
    .map((id) => ({
      id,
      ticket: lottery.sha256(`ticket v1\n${lottery.electionId}\n${lottery.secret}\n${id}`),
    }))
    .sort((a, b) => (a.ticket < b.ticket ? -1 : 1))
    .map(({ id }) => id)
