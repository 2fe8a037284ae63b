/**
 * A pure rule's answer when something is not allowed: a value with a machine-readable reason, never an exception.
 * Services turn it into a {@link GameError} for the user.
 */
export type Refusal<Reason extends string = string> = { ok: false; reason: Reason; message: string }
export type Verdict<Value = undefined, Reason extends string = string> =
  { ok: true; value: Value } | Refusal<Reason>

export const allow = <Value>(value: Value): { ok: true; value: Value } => ({ ok: true, value })

export const refuse = <Reason extends string>(reason: Reason, message: string): Refusal<Reason> => ({
  ok: false,
  reason,
  message,
})
