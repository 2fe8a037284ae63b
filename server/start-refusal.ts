/** The start cannot go on as it is set up: the message says what to do, and where it was thrown helps nobody. */
export class StartRefusal extends Error {}
