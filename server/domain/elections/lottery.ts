import { type Sha256 } from '../voting/roll.ts'

/**
 * A lottery that nobody can rig: the secret is drawn when the election opens, and only its hash (the commitment) is
 * published. After the close the secret is published too, so that anybody can check the commitment and repeat the
 * draw.
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
 * Draws the order of tied candidates: each gets the hash of secret, election and own id as a ticket, and the lowest
 * ticket comes first. The order of `candidateIds` does not matter.
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
