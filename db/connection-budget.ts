import pg from 'pg'

type Connected = Parameters<pg.Pool['connect']>[0]

/**
 * A number of connections that many pools share. Who asks for one while all are open gets the connection that another pool
 * has had idle for longest, and waits while none is idle. A pool that has no connection at all is served before one that
 * wants a further one.
 */
export class ConnectionBudget {
  readonly limit: number
  readonly #waitMs: number
  /** The pool that was used least recently comes first. */
  readonly #pools = new Set<SharingPool>()
  #waiting: Waiter[] = []
  #closing = 0

  constructor({ limit, waitMs = 10_000 }: { limit: number; waitMs?: number }) {
    this.limit = limit
    this.#waitMs = waitMs
  }

  /** A pool of at most `max` connections out of this budget. */
  openPool(config: SharingConfig): SharingPool {
    const pool = new SharingPool(this, config)
    this.#pools.add(pool)
    pool.on('release', () => this.changed())
    pool.on('remove', () => this.changed())
    return pool
  }

  /** Connections that are open, or will be in this moment. */
  open(): number {
    let count = this.#closing
    for (const pool of this.#pools) count += pool.openCount
    return count
  }

  /** What of the budget is in use, and who waits for more. */
  use(): { open: number; idle: number; waiting: number; max: number } {
    const idle = [...this.#pools].reduce((sum, pool) => sum + pool.idleCount, 0)
    return { open: this.open(), idle, waiting: this.#waiting.length, max: this.limit }
  }

  /** Calls `start`, which takes a connection of the pool, as soon as there may be one more. @throws when that takes too long. */
  admit<T>(pool: SharingPool, start: () => Promise<T>): Promise<T> {
    this.#pools.delete(pool)
    this.#pools.add(pool)
    if (this.#waiting.length === 0 && this.#mayStart(pool)) return start()
    return new Promise<T>((resolve, reject) => {
      const waiter: Waiter = {
        pool,
        start: () => {
          clearTimeout(patience)
          start().then(resolve, reject)
        },
        refuse: (error) => {
          clearTimeout(patience)
          reject(error)
        },
      }
      const patience = setTimeout(() => {
        this.#waiting = this.#waiting.filter((other) => other !== waiter)
        reject(new Error('timeout exceeded when trying to connect'))
      }, this.#waitMs)
      this.#waiting.push(waiter)
      this.#serve()
    })
  }

  /** Nobody waits for a pool that is being closed. */
  refuse(pool: SharingPool) {
    const refused = this.#waiting.filter((waiter) => waiter.pool === pool)
    this.#waiting = this.#waiting.filter((waiter) => waiter.pool !== pool)
    for (const waiter of refused) waiter.refuse(new Error('Connection terminated: the pool was closed'))
  }

  /** The pool is closed: its connections are free for others. */
  leave(pool: SharingPool) {
    this.#pools.delete(pool)
    this.changed()
  }

  /** A waiting caller may now have room. pg-pool reports a release before the connection is idle again. */
  changed() {
    if (this.#waiting.length > 0) queueMicrotask(() => this.#serve())
  }

  #mayStart(pool: SharingPool): boolean {
    return pool.freeCount > 0 || (!pool.isFull && this.open() < this.limit)
  }

  #serve() {
    const without = this.#waiting.filter(({ pool }) => pool.openCount === 0)
    const others = this.#waiting.filter(({ pool }) => pool.openCount > 0)
    let makingRoom = this.#closing
    for (const waiter of [...without, ...others]) {
      if (this.#mayStart(waiter.pool)) {
        this.#waiting = this.#waiting.filter((other) => other !== waiter)
        waiter.start()
      } else if (!waiter.pool.isFull && makingRoom > 0) {
        makingRoom -= 1
      } else if (!waiter.pool.isFull) {
        this.#closeIdleOf(waiter.pool)
      }
    }
  }

  #closeIdleOf(beneficiary: SharingPool) {
    for (const pool of this.#pools) {
      if (pool === beneficiary || pool.ending || pool.freeCount === 0) continue
      this.#closing += 1
      void pool.closeIdle().finally(() => {
        this.#closing -= 1
        this.changed()
      })
      return
    }
  }
}

type SharingConfig = pg.PoolConfig & {
  max: number
  /** Makes the error of who asked for a connection that could not be had. */
  refusal: (cause: unknown) => Error
}

type Waiter = { pool: SharingPool; start: () => void; refuse: (error: Error) => void }

/** One pool out of a {@link ConnectionBudget}. Its queries and transactions alike ask `connect`. */
export class SharingPool extends pg.Pool {
  readonly #budget: ConnectionBudget
  readonly #max: number
  readonly #refusal: (cause: unknown) => Error
  /** Idle connections that somebody has been given who does not hold them yet. */
  #claimed = 0
  /** Connections that pg-pool opens a moment after it was asked. */
  #promised = 0

  constructor(budget: ConnectionBudget, { refusal, ...config }: SharingConfig) {
    super(config)
    this.#refusal = refusal
    this.#budget = budget
    this.#max = config.max
  }

  get freeCount(): number {
    return Math.max(0, this.idleCount - this.#claimed)
  }

  get openCount(): number {
    return this.totalCount + this.#promised
  }

  get isFull(): boolean {
    return this.openCount >= this.#max
  }

  override connect(): Promise<pg.PoolClient>
  override connect(callback: Connected): void
  override connect(callback?: Connected): Promise<pg.PoolClient> | void {
    const connected = this.#budget
      .admit(this, () => this.#take())
      .catch((cause: unknown) => {
        throw this.#refusal(cause)
      })
    if (!callback) return connected
    connected.then(
      (client) => callback(undefined, client, (error?: boolean | Error) => client.release(error)),
      (error: Error) => callback(error, undefined, () => undefined),
    )
  }

  /** Ends one idle connection; resolves when it is closed. */
  async closeIdle(): Promise<void> {
    const client = await this.#take().catch(() => null)
    if (!client) return
    const closed = new Promise((resolve) => client.once('end', resolve))
    client.release(true)
    await closed
  }

  override end(): Promise<void>
  override end(callback: () => void): void
  override end(callback?: () => void): Promise<void> | void {
    this.#budget.refuse(this)
    const ended = super.end().then(() => this.#budget.leave(this))
    if (!callback) return ended
    void ended.then(callback)
  }

  async #take(): Promise<pg.PoolClient> {
    const isIdle = this.freeCount > 0
    const isLater = !isIdle && this.idleCount > 0
    if (isIdle) this.#claimed += 1
    if (isLater) this.#promised += 1
    try {
      return await super.connect()
    } finally {
      if (isIdle) this.#claimed -= 1
      if (isLater) this.#promised -= 1
      this.#budget.changed()
    }
  }
}
