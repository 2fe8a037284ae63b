/** Where a password can be tried, or a code after it. */
export const LOG_IN_DOORS = ['page', 'program', 'sign-up', 'password-change', 'second-factor'] as const
export type LogInDoor = (typeof LOG_IN_DOORS)[number]
