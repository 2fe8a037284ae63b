/** The start is impossible with this configuration. The message says what to do; a stack trace would not help. */
export class StartRefusal extends Error {}
