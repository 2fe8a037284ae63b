/** A refusal, as far as it may be about who somebody is. */
export type ProofFailure = { reason: string | null; fields: Record<string, string> }

/** Whether a form was refused because its sender has to show who they are, or did not. */
export const isAboutProof = (failure: ProofFailure | null | undefined): boolean =>
  failure != null &&
  (failure.reason === 'step-up' || failure.fields.password !== undefined || failure.fields.code !== undefined)
