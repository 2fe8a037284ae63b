/** Where a password can be tried, a code after it, or a passkey. */
export const LOG_IN_DOORS = [
  'page',
  'program',
  'sign-up',
  'password-change',
  'second-factor',
  'passkey',
] as const
export type LogInDoor = (typeof LOG_IN_DOORS)[number]
