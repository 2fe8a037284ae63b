/** Where a password can be tried. */
export const LOG_IN_DOORS = ['page', 'program', 'sign-up', 'password-change'] as const
export type LogInDoor = (typeof LOG_IN_DOORS)[number]
